"""Learning from the examples and dialogues of a knowledge: of topics first, then to judge."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import compress
from zlib import crc32

from bot.conversation import Conversation
from bot.understanding.classifier import Classifier
from bot.understanding.features import NAME, NUMBER, Features, features_of
from bot.understanding.judge import Judge
from bot.understanding.judge_training import Lesson, learn_to_judge
from bot.understanding.lessons import lessons
from bot.understanding.listening import Listener, Vocabulary
from bot.understanding.signs import Signs
from bot.understanding.subjects import options_for
from bot.understanding.training import Example, ExampleTable
from knowledge.model import ASKED_BACK, OUTSIDE, PLACEHOLDER, Turn

_STAND_IN = "xnamex"
"""A word of no language, in the place of a name."""

_FOLDS = 2
"""Nobody learns to judge from messages whose topic was learned from those very messages."""

_SAID_WEIGHS = 3.0
"""A message as people send it teaches more than an example phrase."""

_Dialogue = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What is learned from one knowledge.

    `fingerprint` is kept by whoever wants to know whether there is something new to learn.
    """

    classifier: Classifier
    judge: Judge
    fingerprint: str = ""


def learn(vocabulary: Vocabulary) -> Learned:
    """All that the examples and dialogues teach; takes about half a minute, deterministic.

    Topics are learned from examples and dialogues. To judge is learned from the dialogues alone,
    in folds: the signs of each are those that it has where its own words were not learned from
    (stacked generalisation, Wolpert 1992). One classifier at a time is learned beside all else:
    liblinear has one source of chance for all threads.
    """
    examples = list(_examples(vocabulary))
    with vocabulary.reader.remembering(), ThreadPoolExecutor(max_workers=1) as beside:
        return _learned(vocabulary, examples, beside)


def _learned(vocabulary: Vocabulary, examples: list[Example], beside: Executor) -> Learned:
    knowledge = vocabulary.knowledge
    dialogues = [turns for one in knowledge.dialogues.values() for turns in one.dialogues]
    folds = [_fold(turns) for turns in dialogues]
    own = [
        (fold, example)
        for fold, turns in zip(folds, dialogues, strict=True)
        for example in _said(turns, vocabulary)
    ]
    table = ExampleTable(examples + [example for _, example in own])

    def classifier(without: int | None) -> Classifier:
        places = enumerate(own, start=len(examples))
        kept = [place for place, (fold, _) in places if fold != without]
        weights = [1.0] * len(examples) + [_SAID_WEIGHS] * len(kept)
        return table.train([*range(len(examples)), *kept], weights)

    of_folds = [beside.submit(classifier, fold) for fold in range(_FOLDS)]
    of_all = beside.submit(classifier, None)
    options = options_for({id_: topic.scope for id_, topic in knowledge.topics.items()})
    taught: list[Lesson] = []
    for fold, of_others in enumerate(of_folds):
        listener = Listener(vocabulary, of_others.result())
        for turns in compress(dialogues, [own == fold for own in folds]):
            taught += lessons(turns, _signs_with(listener), options, knowledge)
    judge = learn_to_judge(taught, options)
    return Learned(of_all.result(), judge)


def _fold(turns: _Dialogue) -> int:
    """By its own words, so that a dialogue more leaves all others where they are."""
    return crc32(turns[0].say.encode()) % _FOLDS


def _signs_with(listener: Listener) -> Callable[[str, Conversation], Signs]:
    def signs(text: str, conversation: Conversation) -> Signs:
        return listener.hear(text, conversation).signs

    return signs


def _examples(vocabulary: Vocabulary) -> Iterator[Example]:
    for label, examples in vocabulary.knowledge.examples.items():
        for phrase in (*examples.pl, *examples.en):
            yield label, _features(phrase, vocabulary)


def _said(turns: _Dialogue, vocabulary: Vocabulary) -> Iterator[Example]:
    """The turns that say themselves what they ask: the first, and those that change the topic.

    Others may leave it out ("and of the wood cluster?"), as do those of small words only.
    """
    before = ASKED_BACK
    for place, turn in enumerate(turns):
        _, _, topic = turn.means[0].rpartition(" ")
        features = _features(turn.say, vocabulary)
        says_it = topic not in (before, OUTSIDE) and _says_something(features, vocabulary)
        if topic != ASKED_BACK and (place == 0 or says_it):
            yield topic, features
        before = topic


def _says_something(features: Features, vocabulary: Vocabulary) -> bool:
    masks = {NAME, NUMBER}
    return not vocabulary.lexicon.function_words.union(masks).issuperset(features.tokens)


def _features(phrase: str, vocabulary: Vocabulary) -> Features:
    reading = vocabulary.reader.read(phrase.replace(PLACEHOLDER, _STAND_IN))
    names = {at for at, word in enumerate(reading.words) if word.text == _STAND_IN}
    return features_of(reading, vocabulary.entities.find(reading).spoken_of | names)
