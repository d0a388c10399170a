"""From words as people type them to the known forms they stand for."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import Lexicon
from bot.understanding.similar import SimilarForms
from bot.understanding.sounds import sound, sounds

_REMEMBERED = 4_096
"""A message has the same word in more than one place; the dictionary is slow."""

_ABBREVIATION = 4
_ABBREVIATED_WORDS = 12
_SAME_SOUND = 5
_SAME_SOUND_FIRST = 6
_LIKE_SOUND = 7
_SELDOM_USED = 8
_LONGEST_ENDING = 4
_SHORTEST_STEM = 7
_JOINED, _JOINED_OF_WORDS, _MISSPELT_JOINED, _LONG_JOINED = 6, 7, 8, 10
_SHORTEST_PART, _ACRONYM, _THREE_PARTS = 4, 3, 14
_SHORTEST_AFTER_SMALL_WORD = 5


class Speller:
    """Knows the forms of one lexicon by letters and by sound.

    `is_word` tells words of the language that we need not know; they are not misspelt.
    """

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self.is_word = lru_cache(_REMEMBERED)(is_word)
        self._forms = frozenset().union(*lexicon.forms.values())
        own_keys = {keys for own in lexicon.forms.values() for keys in own.values()}
        self._keys = sorted(frozenset().union(*own_keys))
        self._similar = SimilarForms(self._forms)
        by_sound: dict[str, list[str]] = defaultdict(list)
        long_ones = [f for f in self._forms if len(f) >= _SAME_SOUND - 1 and f.isalpha()]
        for heard, form in zip(sounds(long_ones), long_ones, strict=True):
            by_sound[heard].append(form)
        self._by_sound = by_sound
        everyday = {word for ranks in lexicon.everyday_ranks.values() for word in ranks}
        self._everyday_sounds = frozenset(sounds(everyday))
        self._alike = SimilarForms(by_sound)
        keys = [key for key in self._keys if key.isalpha()]
        self._sounding = sorted(zip(sounds(keys), keys, strict=True))

    def is_strange(self, text: str) -> bool:
        """Whether a word is none that anybody would use."""
        everyday = text in self._lexicon.function_words or self._lexicon.is_everyday(text)
        return not (everyday or self.is_word(text))

    def mended(self, text: str) -> str | None:
        """The form that a word stands for, if it is misspelt."""
        if not text.isalpha() or len(text) < _SAME_SOUND or self._is_usual(text):
            return None
        if self.is_word(text):
            homophone = self._heard_as(text) if len(text) >= _SAME_SOUND_FIRST else None
            if homophone and OSA.distance(homophone, text) == 1:
                return homophone
            # Of long words that hardly anybody uses most are slips: "otocznia" for "otoczenia".
            return self._similar.nearest(text, 1) if len(text) >= _SELDOM_USED else None
        return (
            (self._heard_as(text) if len(text) >= _SAME_SOUND_FIRST else None)
            or self._near(text)
            or self._heard_as(text)
            or self._sounds_like(text)
        )

    def alternatives(self, text: str) -> list[str]:
        """All forms that a misspelt word may stand for, if a single letter of it is wrong."""
        return self._similar.one_slip_away(text)

    def is_far(self, text: str, form: str) -> bool:
        """Whether more than one slip lies between them, so that other readings are likelier."""
        return OSA.distance(text, form) > 1 and sound(text) != sound(form)

    def abbreviated(self, text: str) -> frozenset[str]:
        """The few known words with this start, as in "lotn" or "biotechn", or with most of it."""
        if len(text) < _ABBREVIATION or not text.isalpha() or not self.is_strange(text):
            return frozenset()
        found = _starting(self._keys, text)
        if not found and len(text) >= _LIKE_SOUND:
            pairs = self._sounding
            heard = sound(text)
            first = bisect_left(pairs, (heard, ""))
            following = pairs[first : first + _ABBREVIATED_WORDS + 1]
            found = frozenset(key for own, key in following if own.startswith(heard))
        return (found if len(found) <= _ABBREVIATED_WORDS else frozenset()) or self._stem(text)

    def joined(self, first: str, second: str) -> str | None:
        """The form that two words make which were torn apart: "foto nika"."""
        whole = first + second
        if not whole.isalpha() or len(whole) < _JOINED:
            return None
        known = first in self._forms, second in self._forms
        if whole in self._forms:
            unknown = not all(known) and len(whole) >= _JOINED_OF_WORDS
            return whole if unknown or self._any_strange(first, second) else None
        if any(known) or len(whole) < _MISSPELT_JOINED:
            return None
        if self._any_strange(first, second):
            if len(whole) < _LONG_JOINED and self._mended_alone(first, second):
                return None
            near = self._heard_as(whole) or self._similar.nearest(whole, 1)
            return near if near and OSA.distance(near, whole) == 1 else None
        return None

    def parts(self, text: str) -> tuple[str, ...]:
        """The words that were run together: "klasterlotniczy", "dobrzanskiego3"."""
        if text.isalpha():
            return self._known_parts(text) if self.is_strange(text) else ()
        letters = text.rstrip("0123456789")
        is_word = len(letters) >= _SHORTEST_PART or letters in self._forms
        if letters.isalpha() and is_word and len(letters) < len(text):
            return (letters, text[len(letters) :])
        return ()

    def _known_parts(self, text: str) -> tuple[str, ...]:
        ends = range(len(text) - _SHORTEST_PART, _ACRONYM - 1, -1)
        heads = [end for end in ends if self._is_part(text[:end])]
        for end in heads:
            if text[end:] in self._forms:
                return (text[:end], text[end:])
        if len(text) >= _THREE_PARTS:
            for end in heads:
                parts = self._known_parts(text[end:])
                if parts:
                    return (text[:end], *parts)
        for end in (2, 3, 4):
            small, rest = text[:end], text[end:]
            if small in self._lexicon.function_words and rest in self._forms:
                return (small, rest) if len(rest) >= _SHORTEST_AFTER_SMALL_WORD else ()
        return ()

    def _is_part(self, text: str) -> bool:
        """Short parts are too many but for acronyms: "easternictcluster"."""
        return text in self._forms and (len(text) >= _SHORTEST_PART or self.is_strange(text))

    def _any_strange(self, *words: str) -> bool:
        return any(map(self.is_strange, words))

    def _mended_alone(self, *words: str) -> bool:
        return any(self.is_strange(word) and self._similar.nearest(word) for word in words)

    def _is_usual(self, text: str) -> bool:
        return text in self._lexicon.function_words or self._lexicon.is_everyday(text)

    def _heard_as(self, text: str) -> str | None:
        return _nearest(text, self._by_sound.get(sound(text), ()))

    def _near(self, text: str) -> str | None:
        return None if self._is_everyday_by_ear(text) else self._similar.nearest(text)

    def _is_everyday_by_ear(self, text: str) -> bool:
        """Whether it is rather an everyday word that is written by ear: "haappening"."""
        return len(text) >= _SAME_SOUND_FIRST and sound(text) in self._everyday_sounds

    def _sounds_like(self, text: str) -> str | None:
        if len(text) < _LIKE_SOUND or self._is_everyday_by_ear(text):
            return None
        own = sound(text)
        heard = self._alike.nearest(own)
        if heard is None or (len(text) < _LONG_JOINED and OSA.distance(heard, own) > 1):
            return None
        return _nearest(text, self._by_sound[heard])

    def _stem(self, text: str) -> frozenset[str]:
        """The known word that a strange one is made of, as in "fotonikowcy"."""
        for end in range(len(text) - 1, max(_SHORTEST_STEM, len(text) - _LONGEST_ENDING) - 1, -1):
            keys = self._lexicon.keys(text[:end], None)
            if keys:
                return keys
        return frozenset()


def _starting(keys: Sequence[str], text: str) -> frozenset[str]:
    first = bisect_left(keys, text)
    following = keys[first : first + _ABBREVIATED_WORDS + 1]
    return frozenset(key for key in following if key.startswith(text))


def _nearest(text: str, forms: Iterable[str]) -> str | None:
    """Of forms that sound the same the one that is written most alike."""
    return min(forms, key=lambda form: (OSA.distance(form, text), len(form), form), default=None)
