"""A message taken apart: its words, put right where misspelt, and the phrases they make."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.lexicon import Kind, Lexicon, Phrase
from bot.understanding.normalise import words
from knowledge.model import Language

MAX_WORDS = 300
"""Longer messages are read up to here: the wish of a person stands in the first lines."""

_SHORTEST_REPAIRED = 5
_ABBREVIATION = 4
_ABBREVIATED_WORDS = 8
_LONG_PHRASE = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the message.

    `form` is what it should be where it was misspelt (`repaired`), `keys` the dictionary words it
    may be of, `number` its value where it is one.
    """

    text: str
    form: str
    keys: frozenset[str] = frozenset()
    repaired: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the lexicon found in the message, at these word positions."""

    phrase: Phrase
    positions: tuple[int, ...]

    def ids(self, kind: Kind) -> Iterator[str]:
        """What the phrase means of one kind: ids of concepts, of entities ..."""
        return (sense.id for sense in self.phrase.senses if sense.kind is kind)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a message and every phrase found in them."""

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]


class Reader:
    """Reads messages with one lexicon; holds the forms sorted for quick repair of typos."""

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._is_word = is_word
        self._similar: dict[tuple[int, str], list[str]] = defaultdict(list)
        forms = {form for own in lexicon.forms.values() for form in own}
        for form in sorted(forms):
            if len(form) >= _SHORTEST_REPAIRED - 1 and form.isalpha():
                for clue in (form[0], form[-2:]):
                    self._similar[len(form), clue].append(form)
        self._starts: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            if len(form) > _ABBREVIATION:
                self._starts[form[:_ABBREVIATION]].append(form)

    def read(self, text: str) -> Reading:
        """Look up every word, mend typos, find the phrases."""
        texts = words(text)[:MAX_WORDS]
        language = self._likely_language(texts)
        found = tuple(self._word(word, language) for word in texts)
        return Reading(found, tuple(_mentions(found, self._lexicon)))

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
        form = self._nearest_form(text)
        if form:
            return Word(text, form, self._lexicon.keys(form, None), repaired=True)
        keys = self._abbreviated(text)
        return Word(text, text, keys, repaired=bool(keys))

    def _nearest_form(self, text: str) -> str | None:
        """The nearest known form: one slip in 5 to 7 letters, two in 8 or more."""
        length = len(text)
        if length < _SHORTEST_REPAIRED or not text.isalpha():
            return None
        slips = 1 if length < 8 else 2
        candidates = dict.fromkeys(
            form
            for clue in (text[0], text[1], text[-2:])
            for other in range(length - slips, length + slips + 1)
            for form in self._similar.get((other, clue), ())
        )
        best = process.extractOne(text, list(candidates), scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best else None

    def _abbreviated(self, text: str) -> frozenset[str]:
        """A start of exactly one known word, as in "lotn" or "biotechn"."""
        if len(text) < _ABBREVIATION or not text.isalpha():
            return frozenset()
        starting = (f for f in self._starts.get(text[:_ABBREVIATION], ()) if f.startswith(text))
        keys = {key for form in starting for key in self._lexicon.keys(form, None)}
        fitting = frozenset(key for key in keys if key.startswith(text))
        return fitting if 0 < len(fitting) <= _ABBREVIATED_WORDS else frozenset()


def _mentions(found: tuple[Word, ...], lexicon: Lexicon) -> Iterator[Mention]:
    for position, word in enumerate(found):
        for key in sorted(word.keys):
            for phrase in lexicon.phrases.get(key, ()):
                positions = _positions(phrase, found, position, lexicon.function_words)
                if positions:
                    yield Mention(phrase, positions)


def _positions(
    phrase: Phrase, found: tuple[Word, ...], start: int, fillers: frozenset[str]
) -> tuple[int, ...]:
    """Where the phrase stands from `start` on; a long one may have a small word inside."""
    if len(phrase.keys) == 1:
        return (start,)
    positions = [start]
    allowed = int(sum(map(len, phrase.keys)) >= _LONG_PHRASE)
    for key in phrase.keys[1:]:
        position = positions[-1] + 1
        skipped = 0
        while position < len(found) and key not in found[position].keys:
            if skipped == allowed or found[position].text not in fillers:
                return ()
            skipped += 1
            position += 1
        if position == len(found):
            return ()
        positions.append(position)
    return tuple(positions)
