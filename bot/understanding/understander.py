"""From a message to what it means: its signs are weighed in a fixed order."""

from collections.abc import Callable
from dataclasses import replace

from bot.conversation import Question
from bot.understanding.asking import asking_part
from bot.understanding.classifier import Classifier
from bot.understanding.cyrillic import CyrillicReader
from bot.understanding.entities import EntityIndex, entity_ids
from bot.understanding.entity_question import entity_question, follow_up, wish_without_entity
from bot.understanding.explanation import Explanation, explained
from bot.understanding.general_question import general_question
from bot.understanding.language import LanguageVote
from bot.understanding.lexicon import build_lexicon
from bot.understanding.meaning import Meaning, Understanding
from bot.understanding.morphology import Morphology
from bot.understanding.outside import outside, small_talk
from bot.understanding.reading import Reader
from bot.understanding.set_question import set_question
from bot.understanding.signs import SignReader, Signs
from bot.understanding.training import learn
from knowledge.model import Knowledge, Language

_ORDER: tuple[Callable[[Signs], Meaning | None], ...] = (
    small_talk,
    outside,
    set_question,
    general_question,
    entity_question,
    follow_up,
    wish_without_entity,
)
"""Each takes the message or passes it on; what none takes is declined."""

_CLEAR = 0.2

NOTHING = "nothing"
STEPS = (*(decide.__name__ for decide in _ORDER), NOTHING)
"""The names of the decisions, as an explanation gives them."""
_FOR_EASTERN_MESSAGES: Language = "en"

_WORDS_FOR: dict[Language, frozenset[str]] = {
    "en": frozenset({"angielsku", "angielski", "english"}),
    "pl": frozenset({"polsku", "polski", "polish"}),
}


class Understander:
    """Understands messages about one version of the knowledge; pure and safe to share."""

    def __init__(
        self, knowledge: Knowledge, morphology: Morphology, classifier: Classifier | None
    ) -> None:
        """Without a `classifier` of this very knowledge it learns one, which takes seconds."""
        self._cyrillic = CyrillicReader(knowledge.cyrillic)
        lexicon = build_lexicon(knowledge, morphology)
        entities = EntityIndex(knowledge, lexicon)
        self._reader = Reader(lexicon, morphology.is_word)
        self.classifier = classifier or learn(knowledge, self._reader, entities)
        self._sign_reader = SignReader(knowledge, lexicon, entities, self.classifier)
        self._language = LanguageVote(lexicon)

    def understand(self, question: Question) -> Understanding:
        """What the question means, in the light of the conversation before it."""
        _, _, understanding = self._weigh(question)
        return understanding

    def explain(self, question: Question) -> Explanation:
        """The same understanding, with what led to it."""
        return explained(*self._weigh(question), self.classifier)

    def _weigh(self, question: Question) -> tuple[Signs, str, Understanding]:
        """The signs of the question, the step that took it, and what it means."""
        message = self._cyrillic.latin(question.text)
        whole = self._reader.read(message.text)
        signs = self._sign_reader.signs(whole, question.conversation, whole)
        chosen = signs.found.chosen
        asking = asking_part(message.text)
        if asking != message.text:
            asked = self._reader.read(asking)
            signs = _clearer(signs, self._sign_reader.signs(asked, question.conversation, whole))
        names = frozenset(p for match in chosen for p in match.name_positions | match.whole_names)
        language = (
            question.language
            or (_FOR_EASTERN_MESSAGES if message.language else None)
            or self._language.of(question.text, whole, names)
            or question.conversation.language
            or "pl"
        )
        decided = ((decide.__name__, decide(signs)) for decide in _ORDER)
        step, meaning = next((taken for taken in decided if taken[1]), (NOTHING, None))
        if meaning is None:
            meaning = Meaning(neighbour=next(iter(signs.neighbours), None))
        if meaning.topic is None:
            meaning = replace(meaning, entities=entity_ids(signs.found.chosen))
        if meaning.topic == "language":
            language = _wished_language(signs) or language
        return signs, step, Understanding(language, meaning, message.language)


def _clearer(whole: Signs, asking: Signs) -> Signs:
    """The part that asks by itself, where it is more like a question of ours than the whole is."""
    clear = asking.likeliest >= _CLEAR
    return asking if clear and asking.likeliest > whole.likeliest else whole


def _wished_language(signs: Signs) -> Language | None:
    said = {key for word in signs.reading.words for key in word.keys}
    return next((language for language, words in _WORDS_FOR.items() if said & words), None)
