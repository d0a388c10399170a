"""Which topic a message is most like, learned from the example phrases of each topic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.understanding.features import Features

Floats = npt.NDArray[np.float32]

_UNLIKELY = -0.95


@dataclass(frozen=True, slots=True)
class Guess:
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
        rows, shares = map(np.concatenate, zip(*self.shares(features), strict=True))
        scores = shares @ self.weights[rows] + self.bias
        told = list(zip(self.labels, scores.tolist(), strict=True))
        least = min(_UNLIKELY, max((score for _, score in told), default=_UNLIKELY))
        guesses = [Guess(label, score) for label, score in told if score >= least]
        return tuple(sorted(guesses, key=lambda guess: (-guess.score, guess.label)))

    def reasons(self, features: Features, label: str) -> tuple[Mapping[str, float], ...]:
        """What each feature adds to the score of a label, per view."""
        column = self.labels.index(label)
        found: list[Mapping[str, float]] = []
        views = zip(self.shares(features), self.rows, features.blocks(), strict=True)
        for (rows, shares), own, seen in views:
            names = {own[name]: name for name in seen if name in own}
            added = shares * self.weights[rows, column]
            found.append(
                {names[row]: float(a) for row, a in zip(rows.tolist(), added, strict=True)}
            )
        return tuple(found)

    def shares(self, features: Features) -> Iterator[tuple[npt.NDArray[np.intp], Floats]]:
        """Per view the rows of the known features and their shares, of length 1 together."""
        for own, seen in zip(self.rows, features.blocks(), strict=True):
            # In order, so that the sums below come out the same in every process.
            found = sorted(row for row in map(own.get, seen) if row is not None)
            rows = np.array(found, dtype=np.intp)
            shares = self.rarity[rows]
            length = np.sqrt(shares @ shares)
            yield rows, shares / length if len(rows) else shares
