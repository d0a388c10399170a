"""Messages in Cyrillic letters, put into Polish words one by one.

There is no grammar in it: the words that matter are enough, and the way of all messages goes on
from there. What stands in no list is respelt, so that names are found.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from bot.understanding.frequent_words import frequent_words
from bot.understanding.normalise import fold
from bot.understanding.reading import MAX_WORDS
from knowledge.model import (
    EASTERN_LANGUAGES,
    SHORTEST_STEM,
    STEM_MARK,
    Cyrillic,
    EasternLanguage,
)

_LETTER = re.compile(r"[\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+(?:['’`\u00b4\u0300-\u036f][^\W\d_]+)*|\d+")
_LETTER_APOSTROPHE = "\u02bc"


class InLatin(NamedTuple):
    """A message in Latin letters, and the eastern language that it was mainly written in."""

    text: str
    language: EasternLanguage | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """Known words side by side, how surely they are known, and what they are in Polish."""

    words: int
    sureness: tuple[int, float]
    polish: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or number and where it stands; `folded` is empty where it is not Cyrillic."""

    text: str
    start: int
    end: int
    folded: str


class CyrillicReader:
    """Reads Cyrillic by the lists of one knowledge; pure and safe to share."""

    def __init__(self, lists: Cyrillic) -> None:
        self._lists: Mapping[EasternLanguage, _WordList] = {
            language: _WordList(lists.said_in(language)) for language in EASTERN_LANGUAGES
        }
        self._letters: Mapping[EasternLanguage, Mapping[str, str]] = {
            language: lists.letters.of(language) for language in EASTERN_LANGUAGES
        }
        alphabets = {own: frozenset(table) for own, table in self._letters.items()}
        shared = frozenset.intersection(*alphabets.values())
        self._telling = {own: letters - shared for own, letters in alphabets.items()}

    def latin(self, text: str) -> InLatin:
        """The message with its Cyrillic words in Polish; one without comes back as it was."""
        if text.isascii() or not _LETTER.search(text):
            return InLatin(text)
        text = unicodedata.normalize("NFC", text).replace(_LETTER_APOSTROPHE, "'")
        words = [_word(match) for match in islice(_WORD.finditer(text), MAX_WORDS)]
        language = self._language(words)
        said = "".join(self._pieces(text, words, language))
        cyrillic = sum(1 for word in words if word.folded)
        other = sum(1 for word in words if not word.folded and not word.text.isdecimal())
        return InLatin(said, language if cyrillic and cyrillic >= other else None)

    def _language(self, words: Sequence[_Word]) -> EasternLanguage:
        """By the letters that only one language has, else by the words that are known."""
        letters = {letter for word in words for letter in word.text.lower()}
        told = [own for own in EASTERN_LANGUAGES if letters & self._telling[own]]
        if len(told) == 1:
            return told[0]
        votes = dict.fromkeys(EASTERN_LANGUAGES, 0)
        for position, word in enumerate(words):
            knowing = [own for own in EASTERN_LANGUAGES if word.text.lower() in _everyday(own)]
            best = self._find(words, position, EASTERN_LANGUAGES)
            finding = [
                own
                for own in EASTERN_LANGUAGES
                if best and self._lists[own].find(words, position) == best
            ]
            for own in (*knowing, *finding):
                votes[own] += 1
        return max(EASTERN_LANGUAGES, key=lambda own: votes[own])

    def _find(
        self, words: Sequence[_Word], position: int, order: Sequence[EasternLanguage]
    ) -> _Found | None:
        """What is surest of the lists of both languages; the first of `order` in doubt."""
        found = filter(None, (self._lists[own].find(words, position) for own in order))
        return max(found, key=lambda one: one.sureness, default=None)

    def _pieces(
        self, text: str, words: Sequence[_Word], language: EasternLanguage
    ) -> Iterator[str]:
        """The text, and in the place of each Cyrillic word or phrase what it is in Polish."""
        own_first = sorted(EASTERN_LANGUAGES, key=lambda own: own != language)
        said = position = 0
        while position < len(words):
            word = words[position]
            if not _LETTER.search(word.text):
                position += 1
                continue
            found = self._find(words, position, own_first)
            polish = found.polish if found else self._respelt(word, language)
            yield f"{text[said : word.start]} {polish} "  # apart: a year may stand close by
            position += found.words if found else 1
            said = words[position - 1].end
        yield text[said:]

    def _respelt(self, word: _Word, language: EasternLanguage) -> str:
        """In Polish spelling; an everyday word stays, it is no name and no misspelling of ours."""
        if word.text.lower() in _everyday(language):
            return word.text
        table = self._letters[language]
        return "".join(
            table.get(letter, "" if _LETTER.match(letter) else letter)
            for letter in word.text.lower()
            if letter.isalpha()
        )


class _WordList:
    """The words, stems and phrases of one language, found by the first word of each."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for phrase, polish in entries:
            first, *rest = (_folded(part, keep=STEM_MARK) for part in phrase.split())
            self._phrases[first].append((tuple(rest), polish))
        self._longest = max(map(len, self._phrases), default=0)

    def find(self, words: Sequence[_Word], position: int) -> _Found | None:
        """What is known from `position` on: the longest phrase, then the longest stem of it."""
        best: _Found | None = None
        for start, length in _starts(words[position].folded, self._longest):
            for rest, polish in self._phrases.get(start, ()):
                behind = words[position + 1 : position + 1 + len(rest)]
                if len(behind) == len(rest) and all(map(_fits, rest, behind)):
                    found = _Found(1 + len(rest), (1 + len(rest), length), polish)
                    best = found if best is None or found.sureness > best.sureness else best
        return best


@cache
def _everyday(language: EasternLanguage) -> frozenset[str]:
    """Frequent words of a language; read when the first message needs them."""
    return frozenset(frequent_words(language))


def _word(match: re.Match[str]) -> _Word:
    text = match.group()
    letters = [letter for letter in text if letter.isalpha()]
    is_cyrillic = bool(letters) and all(map(_LETTER.match, letters))
    return _Word(text, match.start(), match.end(), _folded(text) if is_cyrillic else "")


def _folded(text: str, keep: str = "") -> str:
    """Without case, accents and apostrophes."""
    return "".join(sign for sign in fold(text) if sign.isalpha() or sign in keep)


def _starts(folded: str, longest: int) -> Iterator[tuple[str, float]]:
    """What a list may know a word by, with how much it tells: all of it, or one of its stems."""
    yield folded, len(folded) + 0.5  # surer than a stem of as many letters
    for length in range(min(len(folded), longest), SHORTEST_STEM - 1, -1):
        yield folded[:length] + STEM_MARK, length


def _fits(known: str, word: _Word) -> bool:
    if known.endswith(STEM_MARK):
        return word.folded.startswith(known.removesuffix(STEM_MARK))
    return known == word.folded
