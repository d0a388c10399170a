"""From a message to what it means: heard, weighed, decided."""

from collections.abc import Sequence

from bot.conversation import Question
from bot.understanding.alike import alike
from bot.understanding.deciding import decide
from bot.understanding.explanation import Explanation, explained
from bot.understanding.judge import Weighed
from bot.understanding.language import LanguageVote
from bot.understanding.learning import Learned, learn
from bot.understanding.listening import Heard, Listener, Vocabulary
from bot.understanding.meaning import Understanding
from bot.understanding.morphology import Morphology
from bot.understanding.signs import Signs
from bot.understanding.subjects import subjects_of
from knowledge.model import Knowledge, Language

_FOR_EASTERN_MESSAGES: Language = "en"

_WORDS_FOR: dict[Language, frozenset[str]] = {
    "en": frozenset({"angielsku", "angielski", "english"}),
    "pl": frozenset({"polsku", "polski", "polish"}),
}


class Understander:
    """Understands messages about one version of the knowledge; pure and safe to share."""

    def __init__(
        self, knowledge: Knowledge, morphology: Morphology, learned: Learned | None
    ) -> None:
        """Without what was `learned` from this very knowledge it learns, for half a minute."""
        self.vocabulary = vocabulary = Vocabulary(knowledge, morphology)
        self.learned = learned or learn(vocabulary)
        self._listener = Listener(vocabulary, self.learned.classifier)
        self._language = LanguageVote(vocabulary.lexicon)
        self._bases = morphology.bases

    def understand(self, question: Question) -> Understanding:
        """What the question means, in the light of the conversation before it."""
        _, _, understanding = self._weigh(question)
        return understanding

    def explain(self, question: Question) -> Explanation:
        """The same understanding, with what led to it."""
        heard, weighed, understanding = self._weigh(question)
        return explained(heard.signs, weighed, understanding, self.learned)

    def grouped(self, texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """The places of questions that ask the same; see `alike`."""
        return alike(texts, self._bases, self.vocabulary.lexicon.function_words)

    def _weigh(self, question: Question) -> tuple[Heard, tuple[Weighed, ...], Understanding]:
        heard = self._listener.hear(question.text, question.conversation)
        subjects = subjects_of(heard.signs)
        weighed = self.learned.judge.weigh(heard.signs, subjects)
        meaning = decide(weighed, heard.signs, subjects)
        language = (
            question.language
            or (_FOR_EASTERN_MESSAGES if heard.eastern else None)
            or self._language.of(question.text, heard.whole, heard.names)
            or question.conversation.language
            or "pl"
        )
        if meaning.topic == "language":
            language = _wished_language(heard.signs) or language
        return heard, weighed, Understanding(language, meaning, heard.eastern)


def _wished_language(signs: Signs) -> Language | None:
    """The one named; of two the one that is not ruled out: "po polsku, nie po angielsku"."""
    named = [
        (signs.clues.denied(position), position, language)
        for position, word in enumerate(signs.reading.words)
        for language, words in _WORDS_FOR.items()
        if word.keys & words
    ]
    return min(named)[-1] if named else None
