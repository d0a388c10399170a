"""From the text of a message to its signs, in the light of the conversation before it."""

from typing import NamedTuple

from bot.conversation import Conversation
from bot.understanding.asking import asking_part
from bot.understanding.classifier import Classifier
from bot.understanding.cyrillic import CyrillicReader
from bot.understanding.entities import EntityIndex
from bot.understanding.lexicon import Lexicon, build_lexicon
from bot.understanding.morphology import Morphology
from bot.understanding.reading import Reader, Reading
from bot.understanding.signs import Glance, SignReader, Signs
from knowledge.model import EasternLanguage, Knowledge

_CLEAR = 0.2


class Heard(NamedTuple):
    """The signs of the part that asks, and the reading of the whole message.

    `names` are the positions in the whole of the words that stand for entities; `eastern` is the
    language of a message in Cyrillic letters.
    """

    signs: Signs
    whole: Reading
    names: frozenset[int]
    eastern: EasternLanguage | None


class Vocabulary:
    """What is built once from the words of a knowledge."""

    def __init__(self, knowledge: Knowledge, morphology: Morphology) -> None:
        self.knowledge = knowledge
        self.lexicon: Lexicon = build_lexicon(knowledge, morphology)
        self.entities = EntityIndex(knowledge, self.lexicon)
        self.reader = Reader(self.lexicon, morphology.is_word, morphology.is_word_without_marks)
        self.cyrillic = CyrillicReader(knowledge.cyrillic)


class Listener:
    """Hears messages with a vocabulary and with what was learned of topics."""

    def __init__(self, vocabulary: Vocabulary, classifier: Classifier) -> None:
        self._cyrillic = vocabulary.cyrillic
        self._reader = vocabulary.reader
        self._signs = SignReader(
            vocabulary.knowledge, vocabulary.lexicon, vocabulary.entities, classifier
        )

    def hear(self, text: str, conversation: Conversation) -> Heard:
        """The signs of a message; after a story those of the part that asks, if it is clearer."""
        message = self._cyrillic.latin(text)
        whole = self._signs.glance(self._reader.read(message.text))
        chosen = whole.found.chosen
        asking = asking_part(message.text)
        clearer = whole
        if asking != message.text:
            asked = self._reader.read(asking)
            clearer = _clearer(whole, self._signs.glance(asked, whole))
        signs = self._signs.signs(clearer, conversation)
        names = frozenset().union(*[one.name_positions | one.whole_names for one in chosen])
        return Heard(signs, whole.reading, names, message.language)


def _clearer(whole: Glance, asking: Glance) -> Glance:
    """The part that asks by itself, where it is more like a question of ours than the whole is."""
    clear = asking.likeliest >= _CLEAR
    return asking if clear and asking.likeliest > whole.likeliest else whole
