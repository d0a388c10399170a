"""What learning sees of a message: its letters, its words, its concepts."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.understanding.lexicon import Kind
from bot.understanding.reading import Reading

NAME, NUMBER = "<name>", "<number>"
_GRAMS = (3, 4)
_REMEMBERED, _LONGEST_REMEMBERED = 4_096, 30
"""Most messages share most of their words, whose runs of letters are taken once; of how many
words, and of how many letters at most, so that nobody can fill the memory.
"""

_SPOKEN_WITH_NAMES = frozenset({"cluster", "lublin"})
START, END = "^", "$"
"""Stand beside the first and the last word in pairs."""


@dataclass(frozen=True, slots=True)
class Features:
    """Three views of a message; names and numbers are masked in all of them.

    `letters` are runs of 3 and 4 letters within a word, its ends included; `words` single words
    and pairs; `concepts` the families of words, which tie synonyms and languages together.
    """

    letters: frozenset[str]
    words: frozenset[str]
    concepts: frozenset[str]

    def blocks(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The views, each of which counts the same however long the message is."""
        return self.letters, self.words, self.concepts


def features_of(reading: Reading, names: frozenset[int]) -> Features:
    """The features of a message with entities spoken of at the positions `names`."""
    names = names | _beside(names, reading)
    tokens = _masked(reading, names)
    return Features(
        letters=frozenset(chain.from_iterable(map(runs_of, tokens))),
        words=frozenset((*tokens, *_pairs(tokens))),
        concepts=frozenset(
            concept
            for positions, concepts in reading.meant(Kind.CONCEPT)
            if names.isdisjoint(positions)
            for concept in concepts
        ),
    )


def _beside(names: frozenset[int], reading: Reading) -> frozenset[int]:
    """Words such as "cluster" right beside a name are taken for a part of it."""
    if not names:
        return names
    beside = {
        position
        for positions, concepts in reading.meant(Kind.CONCEPT)
        if not _SPOKEN_WITH_NAMES.isdisjoint(concepts)
        for position in positions
    }
    found: set[int] = set()
    for step in (1, -1):
        for position in names:
            position += step
            while position in beside:
                found.add(position)
                position += step
    return frozenset(found)


def _masked(reading: Reading, names: frozenset[int]) -> list[str]:
    tokens: list[str] = []
    for position, word in enumerate(reading.words):
        token = NAME if position in names else NUMBER if word.number is not None else word.form
        if token != NAME or tokens[-1:] != [NAME]:
            tokens.append(token)
    return tokens


def runs_of(token: str) -> tuple[str, ...]:
    """The runs of letters of one word, a space standing for its ends; a mask is one run."""
    return _remembered_runs(token) if len(token) <= _LONGEST_REMEMBERED else _runs(token)


def _runs(token: str) -> tuple[str, ...]:
    if token in (NAME, NUMBER):
        return (token,)
    padded = f" {token} "
    return tuple(
        padded[start : start + length]
        for length in _GRAMS
        for start in range(len(padded) - length + 1)
    )


_remembered_runs = lru_cache(_REMEMBERED)(_runs)


def _pairs(tokens: list[str]) -> list[str]:
    beside = zip((START, *tokens), (*tokens, END), strict=True)
    return [f"{one} {other}" for one, other in beside]
