"""A message taken apart: its words, put right where misspelt, and the phrases they make."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.lexicon import EVERYDAY_WORDS, Kind, Lexicon
from bot.understanding.mentions import Mention, PhraseIndex, Word
from bot.understanding.normalise import words
from bot.understanding.numbers import NUMERALS
from bot.understanding.similar import SimilarForms
from bot.understanding.slips import Slips
from knowledge.model import Language

MAX_WORDS = 300
"""Longer messages are read up to here: the wish of a person stands in the first lines."""

_ABBREVIATION = 4
_ABBREVIATED_WORDS = 8
_THAN = {"then": "than", "them": "than", "niz": "niz", "than": "than"}
"""What stands behind a comparative, and how it is misspelt by everyday words."""

_SELDOM, _OFTEN = 10_000, 300
"""Places among the frequent words: "nei" is rather "nie" than itself."""

_COMPARATIVES = frozenset(
    words(
        "more less fewer bigger larger smaller older younger newer earlier later greater higher "
        "wiecej mniej wiekszy wieksze mniejszy mniejsze starszy starsze mlodszy mlodsze"
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a message and every phrase found in them.

    `language` is what the small words say: a guess, or none.
    """

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    language: Language | None = None


class Reader:
    """Reads messages with one lexicon; holds its forms and phrases ready to be found."""

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._is_word = is_word
        self._similar = SimilarForms({form for own in lexicon.forms.values() for form in own})
        own_keys = {keys for own in lexicon.forms.values() for keys in own.values()}
        self._keys = sorted(frozenset().union(*own_keys))
        self._phrases = PhraseIndex(lexicon)
        self._slips = Slips(self._short_words(), self._rank)
        self._compared = Slips(_COMPARATIVES, self._rank, shortest_changed=3)

    def read(self, text: str) -> Reading:
        """Look up every word, mend typos, find the phrases."""
        texts = words(text)[:MAX_WORDS]
        language = self._likely_language(texts)
        found = [self._word(word, language) for word in texts]
        for position, text in enumerate(texts[1:], start=1):
            if text in _THAN:
                found[position - 1 : position + 1] = self._compared_to(
                    found[position - 1], found[position]
                )
        return Reading(tuple(found), tuple(self._phrases.mentions(found)), language)

    def _compared_to(self, comparative: Word, than: Word) -> tuple[Word, Word]:
        """As in "more then", "mor than": the one word makes sure of the other."""
        if comparative.form not in _COMPARATIVES:
            form = self._compared.nearest(comparative.text) if than.text != "them" else None
            if form is None or than.text == "then":
                return comparative, than
            comparative = self._mended(comparative.text, form)
        right = _THAN[than.text]
        return comparative, than if than.text == right else self._mended(than.text, right)

    def _mended(self, text: str, form: str) -> Word:
        keys = self._lexicon.keys(form, None)
        if form in self._lexicon.function_words:
            keys &= self._lexicon.concept_keys
        return Word(text, form, keys, repaired=True)

    def _short_words(self) -> set[str]:
        """Everyday words of our concepts, small words, numerals, and the words of sectors."""
        lexicon = self._lexicon
        of_sectors = {
            phrase.keys[0]
            for phrases in lexicon.phrases.values()
            for phrase in phrases
            if len(phrase.keys) == 1 and any(s.kind is Kind.SECTOR for s in phrase.senses)
        }
        everyday = {
            form
            for own in lexicon.forms.values()
            for form, keys in own.items()
            if keys & of_sectors or (keys & lexicon.concept_keys and lexicon.is_everyday(form))
        }
        return everyday | lexicon.function_words | NUMERALS

    def _rank(self, word: str) -> int:
        ranks = self._lexicon.everyday_ranks.values()
        return min(own.get(word, EVERYDAY_WORDS) for own in ranks)

    def _likely_language(self, texts: tuple[str, ...]) -> Language | None:
        """What the small words say, so that English "make" is not taken for Polish flour."""
        votes = {
            language: sum(text in own for text in texts)
            for language, own in self._lexicon.small_words.items()
        }
        if votes["pl"] == votes["en"]:
            return None
        return "pl" if votes["pl"] > votes["en"] else "en"

    def _word(self, text: str, language: Language | None) -> Word:
        if text.isdigit():
            return Word(text, text, self._lexicon.keys(text, None), number=int(text[:9]))
        keys = self._lexicon.keys(text, language)
        if text in self._lexicon.function_words:  # "tych" is no town, "it" no trade
            keys &= self._lexicon.concept_keys
        if keys:
            return Word(text, text, keys)
        form = self._mended_form(text, language)
        if form == text:
            return Word(text, text)
        if form:
            return self._mended(text, form)
        keys = self._abbreviated(text)
        return Word(text, text, keys, repaired=bool(keys))

    def _mended_form(self, text: str, language: Language | None) -> str | None:
        """The word meant by a misspelt one; the word itself where it is one, None if unknown.

        In a message of one language only its own everyday words are safe from being a slip.
        """
        lexicon = self._lexicon
        if text in lexicon.function_words:
            return text
        if lexicon.is_everyday(text):
            meant = self._slips.exchanged(text)
            foreign = language is not None and text not in lexicon.everyday_ranks[language]
            seldom = self._rank(text) > _SELDOM and self._rank(meant or text) < _OFTEN
            return meant if meant and (foreign or seldom) else text
        if self._is_word(text):
            slip = self._slips.nearest if language == "en" else self._slips.exchanged
            return slip(text) or text
        slip_of, similar = self._slips.nearest(text), self._similar.nearest(text)
        if slip_of and similar and self._rank(similar) < self._rank(slip_of):
            return similar
        return slip_of or similar

    def _abbreviated(self, text: str) -> frozenset[str]:
        """The few known words with this start, as in "lotn" or "biotechn"."""
        if len(text) < _ABBREVIATION or not text.isalpha():
            return frozenset()
        first = bisect_left(self._keys, text)
        following = self._keys[first : first + _ABBREVIATED_WORDS + 1]
        fitting = frozenset(key for key in following if key.startswith(text))
        return fitting if len(fitting) <= _ABBREVIATED_WORDS else frozenset()
