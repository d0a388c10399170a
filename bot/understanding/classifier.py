"""Which topic a message is most like, learned from the example phrases of each topic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.understanding.features import END, START, Features, runs_of

Floats = npt.NDArray[np.float32]

_UNLIKELY = -0.95
_REMEMBERED, _LONGEST_REMEMBERED = 4_096, 30
"""Most messages share most of their words, which are looked up once; of how many words, and of how
many letters at most, so that nobody can fill the memory.
"""

_Rows = tuple[int, ...]


class Guess(NamedTuple):
    """A topic (or `none`) and how much a message is like its examples.

    The score is about 1 for its own examples, 0 in doubt, -1 for those of others.
    """

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear model: the weighed sum of the features that a message shares with the examples.

    `familiar` are the words of the field: several examples of topics use them, and more than those
    of what is outside. `rows` leads, per view, from a feature to its row in `rarity` and
    `weights`; `weights` and `bias` have one column a label.
    """

    labels: tuple[str, ...]
    familiar: frozenset[str]
    rows: tuple[Mapping[str, int], ...]
    rarity: Floats
    weights: Floats
    bias: Floats
    _remembered: Callable[[str], tuple[_Rows, int | None]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        remembered = lru_cache(_REMEMBERED)(partial(_looked_up, self.rows))
        object.__setattr__(self, "_remembered", remembered)

    def rank(self, features: Features) -> tuple[Guess, ...]:
        """The likely labels, the likeliest first, and at least one."""
        rows, shares = self._shares(features)
        scores = (shares.dot(self.weights.take(rows, axis=0)) + self.bias).tolist()
        least = min(_UNLIKELY, max(scores, default=_UNLIKELY))
        told = zip(self.labels, scores, strict=True)
        likely = sorted([(-score, label) for label, score in told if score >= least])
        return tuple([Guess(label, -less) for less, label in likely])

    def reasons(self, features: Features, label: str) -> tuple[Mapping[str, float], ...]:
        """What each feature adds to the score of a label, per view."""
        column = self.labels.index(label)
        rows, shares = self._shares(features)
        told = shares * self.weights[rows, column]
        added = dict(zip(rows.tolist(), told.tolist(), strict=True))
        return tuple(
            {name: added[row] for row, name in sorted((own[n], n) for n in seen if n in own)}
            for own, seen in zip(self.rows, features.blocks(), strict=True)
        )

    def _shares(self, features: Features) -> tuple[npt.NDArray[np.intp], Floats]:
        """The rows of the known features and their shares, of length 1 together in each view."""
        found = self._views(features)
        rows = np.array([*found[0], *found[1], *found[2]], dtype=np.intp)
        shares = self.rarity.take(rows)
        end = 0
        for view in found:
            start, end = end, end + len(view)
            part = shares[start:end]
            part /= sqrt(part.dot(part))
        return rows, shares

    def _views(self, features: Features) -> tuple[list[int], ...]:
        """The rows in each view, in order, so that the sums come out the same in every process.

        A pair is looked up only where both of its words are known: they are met as often as it.
        """
        _, of_words, of_concepts = self.rows
        letters: set[int] = set()
        words: set[int] = set()
        before: str | None = START
        for token in features.tokens:
            short = len(token) <= _LONGEST_REMEMBERED
            runs, row = self._remembered(token) if short else _looked_up(self.rows, token)
            letters.update(runs)
            if row is None:
                before = None
                continue
            words.add(row)
            if before is not None and (pair := of_words.get(f"{before} {token}")) is not None:
                words.add(pair)
            before = token
        if before is not None and (pair := of_words.get(f"{before} {END}")) is not None:
            words.add(pair)
        concepts = [of_concepts[name] for name in features.concepts if name in of_concepts]
        return sorted(letters), sorted(words), sorted(concepts)


def _looked_up(rows: tuple[Mapping[str, int], ...], token: str) -> tuple[_Rows, int | None]:
    """The rows of the runs of letters in a word, and its own where it is known as a word."""
    of_letters, of_words, _ = rows
    runs = map(of_letters.get, runs_of(token))
    return tuple([row for row in runs if row is not None]), of_words.get(token)
