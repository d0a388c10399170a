"""Which of its options a message means: all its signs are weighed together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.understanding.signs import Signs
from bot.understanding.subjects import WAYS, Option, Subjects, Way
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
    way_of: Places = field(init=False)
    by_option: Floats = field(init=False)
    by_fit_and_way: Floats = field(init=False)
    """What the weights come to for each option, and for each fit in each way, joined once.

    `fit_of` is where the fit of an option stands in a table with a row a topic, a column a way.
    """

    def __post_init__(self) -> None:
        topics, ways = places_of(self.options)
        fits = Fits(self.options)
        object.__setattr__(self, "fits", fits)
        object.__setattr__(self, "fit_of", topics * len(WAYS) + ways)
        object.__setattr__(self, "way_of", ways)
        by_option = self.by_topic.take(topics, axis=1) + self.by_way.take(ways, axis=1)
        object.__setattr__(self, "by_option", by_option)
        object.__setattr__(self, "by_fit_and_way", (fits.told_of * self.by_fit).T)

    def weigh(self, signs: Signs, subjects: Subjects) -> tuple[Weighed, ...]:
        """The likeliest options, best first."""
        columns, traits = self.columns, traits_of(signs, subjects)
        told = [name for name in traits if name in columns]
        rows = np.array([columns[name] for name in told], dtype=np.intp)
        values = np.array([traits[name] for name in told], dtype=np.float32)
        fits = (self.fits.of_topics(signs) @ self.by_fit_and_way).take(self.fit_of)
        shut = _shut(subjects.ways).take(self.way_of)
        scores = values @ self.by_option.take(rows, axis=0) + (fits + shut)
        scores -= np.maximum.reduce(scores)  # with less ado than by its method
        likely = np.exp(scores, out=scores)
        likely /= np.add.reduce(likely)
        probabilities = likely.tolist()
        order = np.argsort(-likely, kind="stable")[:_MOST_WEIGHED].tolist()
        return tuple([Weighed(self.options[at], probabilities[at]) for at in order])


@cache
def _shut(open_: frozenset[Way]) -> npt.NDArray[np.float64]:
    """What is added to the scores of each way; there are few sets of open ones."""
    return np.array([0.0 if way in open_ else _SHUT for way in WAYS])


def places_of(
    options: tuple[Option, ...],
) -> tuple[Places, Places]:
    """For each option the places of its topic, in order of first appearance, and of its way."""
    topics = tuple(dict.fromkeys(option.topic for option in options))
    return (
        np.array([topics.index(option.topic) for option in options], dtype=np.intp),
        np.array([WAYS.index(option.way) for option in options], dtype=np.intp),
    )
