"""A message taken apart: its words, put right where misspelt, and the phrases they make."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.lexicon import Lexicon
from bot.understanding.mentions import Mention, PhraseIndex, Word
from bot.understanding.normalise import words
from bot.understanding.similar import SimilarForms
from knowledge.model import Language

MAX_WORDS = 300
"""Longer messages are read up to here: the wish of a person stands in the first lines."""

_ABBREVIATION = 4
_ABBREVIATED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a message and every phrase found in them."""

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]


class Reader:
    """Reads messages with one lexicon; holds its forms and phrases ready to be found."""

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._is_word = is_word
        self._similar = SimilarForms({form for own in lexicon.forms.values() for form in own})
        own_keys = {keys for own in lexicon.forms.values() for keys in own.values()}
        self._keys = sorted(frozenset().union(*own_keys))
        self._phrases = PhraseIndex(lexicon)

    def read(self, text: str) -> Reading:
        """Look up every word, mend typos, find the phrases."""
        texts = words(text)[:MAX_WORDS]
        language = self._likely_language(texts)
        found = tuple(self._word(word, language) for word in texts)
        return Reading(found, tuple(self._phrases.mentions(found)))

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
        everyday = text in self._lexicon.function_words or self._lexicon.is_everyday(text)
        if everyday or self._is_word(text):
            return Word(text, text)
        form = self._similar.nearest(text)
        if form:
            return Word(text, form, self._lexicon.keys(form, None), repaired=True)
        keys = self._abbreviated(text)
        return Word(text, text, keys, repaired=bool(keys))

    def _abbreviated(self, text: str) -> frozenset[str]:
        """The few known words with this start, as in "lotn" or "biotechn"."""
        if len(text) < _ABBREVIATION or not text.isalpha():
            return frozenset()
        first = bisect_left(self._keys, text)
        following = self._keys[first : first + _ABBREVIATED_WORDS + 1]
        fitting = frozenset(key for key in following if key.startswith(text))
        return fitting if len(fitting) <= _ABBREVIATED_WORDS else frozenset()
