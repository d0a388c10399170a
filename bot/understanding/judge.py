"""Which of its options a message means: all its signs are weighed together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.understanding.signs import Signs
from bot.understanding.subjects import NEEDING_SOMEBODY, WAYS, Option, Subjects, Way
from bot.understanding.traits import Fits, Floats, traits_of

Places = npt.NDArray[np.intp]

_SHUT = -1e9
_MOST_WEIGHED = 6


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
    fit_of: Places = field(init=False)
    shut: Mapping[frozenset[Way], npt.NDArray[np.float64]] = field(init=False)
    by_option: Floats = field(init=False)
    by_fit_and_way: Floats = field(init=False)
    """What the weights come to for each option, and for each fit in each way, joined once.

    `fit_of` is where the fit of an option stands in a table with a row a topic, a column a way;
    `shut` is, by the ways that are open, what keeps the options of the others out.
    """

    def __post_init__(self) -> None:
        topics, ways = places_of(self.options)
        fits = Fits(self.options)
        object.__setattr__(self, "fits", fits)
        object.__setattr__(self, "fit_of", topics * len(WAYS) + ways)
        object.__setattr__(self, "shut", _shut(ways))
        by_option = self.by_topic.take(topics, axis=1) + self.by_way.take(ways, axis=1)
        object.__setattr__(self, "by_option", by_option)
        object.__setattr__(self, "by_fit_and_way", (fits.told_of * self.by_fit).T)

    def weigh(self, signs: Signs, subjects: Subjects) -> tuple[Weighed, ...]:
        """The likeliest options, best first."""
        rows: list[int] = []
        values: list[float] = []
        for name, value in traits_of(signs, subjects).items():
            row = self.columns.get(name)
            if row is not None:
                rows.append(row)
                values.append(value)
        fits = self.fits.of_topics(signs).dot(self.by_fit_and_way).take(self.fit_of)
        by_traits = np.array(values, np.float32).dot(self.by_option.take(rows, axis=0))
        told = by_traits + (fits + self.shut[subjects.ways])
        scores = told.tolist()
        order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:_MOST_WEIGHED]
        best = scores[order[0]]
        total = float(np.add.reduce(np.exp(told - best)))
        return tuple([Weighed(self.options[at], exp(scores[at] - best) / total) for at in order])


def _shut(ways: Places) -> dict[frozenset[Way], npt.NDArray[np.float64]]:
    """By the ways that are open what is added to the scores, by the ways of the options."""
    found = {}
    for count in range(len(NEEDING_SOMEBODY) + 1):
        for closed in combinations(NEEDING_SOMEBODY, count):
            scores = np.array([_SHUT if way in closed else 0.0 for way in WAYS])
            found[frozenset(WAYS).difference(closed)] = scores.take(ways)
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
