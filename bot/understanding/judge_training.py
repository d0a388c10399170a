"""Learning to judge from labelled messages. scipy is loaded only when there is need."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.understanding.fits import FITS, Fits, Floats
from bot.understanding.judge import Judge, Places, places_of
from bot.understanding.signs import Signs
from bot.understanding.subjects import WAYS, Option, Subjects
from bot.understanding.traits import traits_of

_SHUT = -1e9
_LEAST_MESSAGES = 3
"""A trait of fewer messages tells nothing of the next one."""

_PENALTY_OF_TOPIC, _PENALTY_OF_WAY, _PENALTY_OF_FIT = 10.0, 2.0, 0.02
_ROUNDS, _MEMORY = 100, 10
_TINY = 1e-12

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The signs of a message, of whom it may ask, and which of the options are right."""

    signs: Signs
    subjects: Subjects
    right: frozenset[Option]


def learn_to_judge(lessons: Sequence[Lesson], options: tuple[Option, ...]) -> Judge:
    """The weights under which the right options are the likeliest; deterministic.

    The likelihood is maximised by L-BFGS with a penalty on the squares of the weights. Lessons
    without a right option that is open teach nothing. Takes some seconds for 6,000 lessons.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix
    from threadpoolctl import threadpool_limits

    fits = Fits(options)
    topics, ways = places_of(options)
    open_, right = _open(lessons, ways), _right(lessons, options)
    kept = np.flatnonzero((open_ & right).any(axis=1)).tolist()
    told = [traits_of(lessons[index].signs, lessons[index].subjects) for index in kept]
    counts = Counter(name for traits in told for name in traits)
    names = sorted(name for name, count in counts.items() if count >= _LEAST_MESSAGES)
    columns = {name: column for column, name in enumerate(names)}
    rows = [  # in order, so that the sums come out the same in every process
        sorted((columns[name], traits[name]) for name in traits if name in columns)
        for traits in told
    ]
    ends = np.cumsum([0, *map(len, rows)])
    cells = [cell for row in rows for cell in row]
    traits_matrix = csr_matrix(
        ([value for _, value in cells], [column for column, _ in cells], ends),
        shape=(len(rows), len(columns)),
        dtype=np.float32,
    )
    fit_matrix = csr_matrix(np.concatenate([fits.of(lessons[index].signs) for index in kept]))
    problem = _Problem(
        traits=traits_matrix,
        turned=traits_matrix.T.tocsr(),
        fits=fit_matrix,
        turned_fits=fit_matrix.T.tocsr(),
        shut=np.where(open_[kept], 0.0, _SHUT).astype(np.float32),
        right=(open_ & right)[kept].astype(np.float32),
        topics=topics,
        ways=ways,
    )
    with threadpool_limits(1):  # threads wait for each other longer than such small sums take
        found = minimize(
            problem.loss,
            np.zeros(problem.size),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": _ROUNDS, "maxcor": _MEMORY},
        )
    by_topic, by_way, by_fit = problem.parts(found.x)
    return Judge(
        options=options,
        columns=columns,
        by_topic=by_topic.astype(np.float32),
        by_way=by_way.astype(np.float32),
        by_fit=by_fit.astype(np.float32),
    )


@dataclass(frozen=True)
class _Problem:
    """The lessons as matrices.

    `traits` has a row a lesson and a column a trait, `fits` a row for each option of each lesson;
    `turned` and `turned_fits` are the same transposed, and all four are sparse. `shut` and `right`
    have a row a lesson and a column an option; `topics` and `ways` are the places of the options'
    topics and ways.
    """

    traits: Any
    turned: Any
    fits: Any
    turned_fits: Any
    shut: Floats
    right: Floats
    topics: Places
    ways: Places

    @property
    def _shape(self) -> tuple[int, int, int]:
        return self.turned.shape[0], int(self.topics.max()) + 1, len(WAYS)

    @property
    def size(self) -> int:
        """How many weights there are."""
        names, topics, ways = self._shape
        return names * (topics + ways) + len(FITS)

    def parts(self, weights: npt.NDArray[np.float64]) -> tuple[Floats, Floats, Floats]:
        """The weights by topic, by way and by fit."""
        names, topics, ways = self._shape
        own = weights.astype(np.float32)
        first, second = names * topics, names * (topics + ways)
        by_topic, by_way = own[:first].reshape(names, topics), own[first:second]
        return by_topic, by_way.reshape(names, ways), own[second:]

    def loss(self, weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        """Minus the log-likelihood of the right options, with the penalty, and its gradient."""
        by_topic, by_way, by_fit = self.parts(weights)
        scores = (self.traits @ by_topic)[:, self.topics] + (self.traits @ by_way)[:, self.ways]
        scores += (self.fits @ by_fit).reshape(scores.shape) + self.shut
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores, out=scores)
        likely /= likely.sum(axis=1, keepdims=True)
        good = likely * self.right
        total = np.maximum(good.sum(axis=1, keepdims=True), _TINY)
        wrong = likely - good / total
        penalties = (_PENALTY_OF_TOPIC, _PENALTY_OF_WAY, _PENALTY_OF_FIT)
        _, topics, ways = self._shape
        gradients = (
            self.turned @ (wrong @ np.eye(topics, dtype=np.float32)[self.topics]),
            self.turned @ (wrong @ np.eye(ways, dtype=np.float32)[self.ways]),
            self.turned_fits @ wrong.ravel(),
        )
        parts = zip(penalties, (by_topic, by_way, by_fit), gradients, strict=True)
        loss, gradient = -float(np.log(total).sum()), []
        for penalty, part, own in parts:
            loss += penalty / 2 * float((part**2).sum())
            gradient.append((own + penalty * part).ravel())
        return loss, np.concatenate(gradient).astype(np.float64)


def _open(lessons: Sequence[Lesson], ways: Places) -> Flags:
    """By lessons and options; `ways` are the places of the ways of the options."""
    of_lessons = [lesson.subjects.closed for lesson in lessons]
    return np.array([[way not in closed for way in WAYS] for closed in of_lessons])[:, ways]


def _right(lessons: Sequence[Lesson], options: tuple[Option, ...]) -> Flags:
    return np.array([[option in lesson.right for option in options] for lesson in lessons])
