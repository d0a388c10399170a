"""Everyday words of ours that are misspelt by one slip: "wich", "mor than", "ponda 100"."""

from collections.abc import Callable

from bot.understanding.frequent_words import EVERYDAY_WORDS
from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.normalise import words
from bot.understanding.numbers import NUMERALS
from bot.understanding.slips import Slips
from knowledge.model import Language

THAN = {"then": "than", "them": "than", "niz": "niz", "than": "than"}
"""What stands behind a comparative, and how it is misspelt by everyday words."""

_SELDOM, _OFTEN = 10_000, 300
"""Places among the frequent words: "nei" is rather "nie" than itself."""

_COMPARATIVES = frozenset(
    words(
        "more less fewer bigger larger smaller older younger newer earlier later greater higher "
        "wiecej mniej wiekszy wieksze mniejszy mniejsze starszy starsze mlodszy mlodsze"
    )
)


class EverydayWords:
    """Knows the short and frequent words that questions of ours are made of."""

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._is_word = is_word
        self._slips = Slips(_short_words(lexicon), self.rank)
        self._compared = Slips(_COMPARATIVES, self.rank, shortest_changed=3)

    def meant(self, text: str, language: Language | None) -> str | None:
        """The everyday word meant by a slip.

        In a message of one language only its own everyday words are safe from being a slip.
        """
        lexicon = self._lexicon
        if text in lexicon.function_words:
            return None
        if lexicon.is_everyday(text):
            foreign = language is not None and text not in lexicon.everyday_ranks[language]
            if not foreign and self.rank(text) <= _SELDOM:
                return None
            meant = self._slips.exchanged(text)
            return meant if foreign or self.rank(meant or text) < _OFTEN else None
        if self._is_word(text):
            return (self._slips.nearest if language == "en" else self._slips.exchanged)(text)
        return self._slips.nearest(text)

    def compared(self, comparative: str, than: str) -> tuple[str, str]:
        """As in "more then", "mor than": the one word makes sure of the other."""
        if comparative not in _COMPARATIVES:
            form = self._compared.nearest(comparative) if than != "them" else None
            if form is None or than == "then":
                return comparative, than
            comparative = form
        return comparative, THAN[than]

    def rank(self, word: str) -> int:
        """Its place among the frequent words of either language."""
        ranks = self._lexicon.everyday_ranks.values()
        return min(own.get(word, EVERYDAY_WORDS) for own in ranks)


def _short_words(lexicon: Lexicon) -> frozenset[str]:
    """Everyday words of our concepts, small words, numerals, and the words of sectors."""
    of_sectors = {
        phrase.keys[0]
        for phrases in lexicon.phrases.values()
        for phrase in phrases
        if len(phrase.keys) == 1 and any(sense.kind is Kind.SECTOR for sense in phrase.senses)
    }
    everyday = {
        form
        for own in lexicon.forms.values()
        for form, keys in own.items()
        if keys & of_sectors or (keys & lexicon.concept_keys and lexicon.is_everyday(form))
    }
    return frozenset(everyday) | lexicon.function_words | NUMERALS
