"""What learning sees of a message: its letters, its words, its concepts."""

from itertools import chain
from typing import NamedTuple

from bot.understanding.reading import Reading

NAME, NUMBER = "<name>", "<number>"
_GRAMS = (3, 4)
_SPOKEN_WITH_NAMES = frozenset({"cluster", "lublin"})
START, END = "^", "$"
"""Stand beside the first and the last word in pairs."""


class Features(NamedTuple):
    """What learning sees of a message; names and numbers are masked.

    `tokens` are its words in order, `concepts` the families of words, which tie synonyms and
    languages together.
    """

    tokens: tuple[str, ...]
    concepts: frozenset[str]

    def blocks(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Three views, each of which counts the same however long the message is.

        Runs of 3 and 4 letters within a word, its ends included; single words and pairs of them;
        the families of words.
        """
        letters = frozenset(chain.from_iterable(map(runs_of, self.tokens)))
        beside = zip((START, *self.tokens), (*self.tokens, END), strict=True)
        pairs = [f"{one} {other}" for one, other in beside]
        return letters, frozenset((*self.tokens, *pairs)), self.concepts


def features_of(reading: Reading, names: frozenset[int]) -> Features:
    """The features of a message with entities spoken of at the positions `names`."""
    names = names | _beside(names, reading)
    concepts = [
        concept
        for positions, concepts in reading.concepts
        if names.isdisjoint(positions)
        for concept in concepts
    ]
    return Features(tuple(_masked(reading, names)), frozenset(concepts))


def _beside(names: frozenset[int], reading: Reading) -> frozenset[int]:
    """Words such as "cluster" right beside a name are taken for a part of it."""
    if not names:
        return names
    beside = {
        position
        for positions, concepts in reading.concepts
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
    if token in (NAME, NUMBER):
        return (token,)
    padded = f" {token} "
    return tuple(
        [
            padded[start : start + length]
            for length in _GRAMS
            for start in range(len(padded) - length + 1)
        ]
    )
