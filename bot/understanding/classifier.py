"""Which topic a message is most like, learned from the example phrases of each topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.understanding.features import Features

Floats = npt.NDArray[np.float32]

_UNLIKELY = -0.95


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

    def rank(self, features: Features) -> tuple[Guess, ...]:
        """The likely labels, the likeliest first, and at least one."""
        rows, shares = self._shares(features)
        scores = (shares @ self.weights.take(rows, axis=0) + self.bias).tolist()
        least = min(_UNLIKELY, max(scores, default=_UNLIKELY))
        told = zip(self.labels, scores, strict=True)
        likely = sorted((-score, label) for label, score in told if score >= least)
        return tuple(Guess(label, -less) for less, label in likely)

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
        # In order, so that the sums come out the same in every process.
        found = [
            sorted([row for row in map(own.get, seen) if row is not None])
            for own, seen in zip(self.rows, features.blocks(), strict=True)
        ]
        rows = np.array(list(chain.from_iterable(found)), dtype=np.intp)
        shares = self.rarity.take(rows)
        end = 0
        for view in found:
            start, end = end, end + len(view)
            part = shares[start:end]
            part /= sqrt(part @ part)
        return rows, shares
