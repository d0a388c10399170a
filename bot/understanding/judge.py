"""Which of its options a message means: all its signs are weighed together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations, repeat
from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.understanding.fits import Fits, Floats
from bot.understanding.signs import Signs
from bot.understanding.subjects import NEEDING_SOMEBODY, WAYS, Option, Subjects, Way
from bot.understanding.traits import traits_of

Places = npt.NDArray[np.intp]

_SHUT = -1e9
_MOST_WEIGHED = 6
_NOTHING = -1


class Weighed(NamedTuple):
    """An option and how likely it is that the message means it, from 0 to 1."""

    option: Option
    probability: float


@dataclass(frozen=True)
class Judge:
    """A conditional logit model: an option weighs what its fits and the traits tell for it.

    `columns` leads from a trait to its row in `by_topic` (a column a topic of `topics`) and in
    `by_way` (a column a way); `by_fit` has a weight for each of `FITS`. The model is that of
    McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
    """

    options: tuple[Option, ...]
    columns: Mapping[str, int]
    by_topic: Floats
    by_way: Floats
    by_fit: Floats
    fits: Fits = field(init=False)
    rows: Mapping[str, int] = field(init=False)
    weights: Floats = field(init=False)
    shut: Mapping[tuple[Way, ...], Floats] = field(init=False)
    """What the weights come to for each option: those of fits, then a row a trait, by `rows`.

    The last row is for traits that nothing was learned of. `shut` is, by the ways that are closed,
    what keeps their options out.
    """

    def __post_init__(self) -> None:
        topics, ways = places_of(self.options)
        fits = Fits(self.options)
        by_fit = fits.table(self.by_fit)
        by_trait = self.by_topic.take(topics, axis=1) + self.by_way.take(ways, axis=1)
        nothing = np.zeros((1, len(topics)), np.float32)
        rows = {name: len(by_fit) + column for name, column in self.columns.items()}
        object.__setattr__(self, "fits", fits)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "weights", np.concatenate([by_fit, by_trait, nothing]))
        object.__setattr__(self, "shut", _shut(ways))

    def weigh(self, signs: Signs, subjects: Subjects) -> tuple[Weighed, ...]:
        """The likeliest options, best first."""
        fits, traits = self.fits.told(signs), traits_of(signs, subjects)
        rows = [*fits, *map(self.rows.get, traits, repeat(_NOTHING))]
        told = np.array([*fits.values(), *traits.values()], np.float32)
        scores = told.dot(self.weights.take(rows, axis=0)) + self.shut[subjects.closed]
        scores -= np.maximum.reduce(scores)
        shares = [*map(exp, scores.tolist())]
        total = sum(shares)
        best = scores.argsort()[: -_MOST_WEIGHED - 1 : -1].tolist()
        return tuple([Weighed(self.options[at], shares[at] / total) for at in best])


def _shut(ways: Places) -> dict[tuple[Way, ...], Floats]:
    """By the ways that are closed what is added to the scores, by the ways of the options."""
    found = {}
    for count in range(len(NEEDING_SOMEBODY) + 1):
        for closed in combinations(NEEDING_SOMEBODY, count):
            scores = np.array([_SHUT if way in closed else 0.0 for way in WAYS], np.float32)
            found[closed] = scores.take(ways)
    return found


def places_of(
    options: tuple[Option, ...],
) -> tuple[Places, Places]:
    """For each option the places of its topic, in order of first appearance, and of its way."""
    topics = tuple(dict.fromkeys(option.topic for option in options))
    return (
        np.array([topics.index(option.topic) for option in options], dtype=np.intp),
        np.array([WAYS.index(option.way) for option in options], dtype=np.intp),
    )
