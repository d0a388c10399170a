"""Text as people type it, made comparable: folded words without accents, case or punctuation."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_REMEMBERED = 64
"""A message is taken apart several times; few are kept, as they may be long."""

POLISH_LETTERS = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_LETTERS = tuple(zip("ąćęłńóśźżøđĄĆĘŁŃÓŚŹŻØĐ", "acelnoszzodACELNOSZZOD", strict=True))
_WORD = re.compile(r"[^\W_]+(?:['’.-](?=[^\W\d_]{2})[^\W_]+)*")
_DIGIT = re.compile("[0-9]")
_PLUS = re.compile(r"(?<=[0-9])\+")
_SIGNS = re.compile(r"[<>≤≥]=?(?=\s*[0-9])|=[<>](?=\s*[0-9])")
_SIGN_WORDS = {"<": " lt ", ">": " gt "}
_SHORT_YEAR = re.compile(r"(?<![\w'’‘])['’‘]([0-3][0-9])(?![\w'’])")
_APOSTROPHES = frozenset("'’‘")
_JOINERS = re.compile(r"['’.-]")


def fold(text: str) -> str:
    """Lower case, compatibility forms undone, diacritics off (ł too)."""
    if text.isascii():  # nearly all we see, and much faster
        return text.lower()
    plain = _plain(text)
    if plain.isascii():
        return plain.lower()
    decomposed = unicodedata.normalize("NFKD", plain)
    for mark in filter(unicodedata.combining, set(decomposed)):
        decomposed = decomposed.replace(mark, "")
    return _plain(decomposed.casefold())


def fold_each(lines: Iterable[str]) -> list[str]:
    """Each line folded; of many at once this takes a fraction of the time."""
    return fold("\n".join(lines)).split("\n")


@lru_cache(_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The folded words of `text` in order; hyphens, dots and apostrophes inside words split them.

    "Klaster-Group.pl" gives klaster, group, pl; emoji and punctuation give nothing, but the plus
    behind a number counts as a word: "50+", as do signs before one: ">50" is "gt 50". Years cut
    short are whole again: "'08" is 2008.
    """
    found: list[str] = []
    if _DIGIT.search(text):
        if not _APOSTROPHES.isdisjoint(text):
            text = _SHORT_YEAR.sub(r" 20\1", text)
        text = _SIGNS.sub(_sign_word, text)
    folded = fold(text)
    if "+" in folded:
        folded = _PLUS.sub(" plus ", folded)
    for match in _WORD.findall(folded):
        if match.isalnum():  # nearly always: nothing to split at
            found.append(match)
        else:
            found.extend(part for part in _JOINERS.split(match) if part)
    return tuple(found)


def capitalised(text: str) -> frozenset[str]:
    """The folded words that are written with a capital, where not all are."""
    if text.islower() or text.isupper():
        return frozenset()
    found = _WORD.findall(text)
    capitals = [word for word in found if word[0].isupper()]
    return frozenset(map(fold, capitals)) if len(capitals) < len(found) else frozenset()


def spellings(text: str) -> dict[str, str]:
    """How the words that fold to something else are spelled, by what they fold to."""
    if text.isascii():
        return {}
    return {fold(word): word.lower() for word in _WORD.findall(text) if not word.isascii()}


def _plain(text: str) -> str:
    for letter, plain in _LETTERS:  # quicker than str.translate, of long texts ten times
        text = text.replace(letter, plain)
    return text


def _sign_word(sign: re.Match[str]) -> str:
    return _SIGN_WORDS.get(sign[0]) or (" gte " if sign[0].strip("=") in (">", "≥") else " lte ")
