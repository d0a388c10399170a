"""Charts of the list as shapes to draw: where each bar, dot and word stands.

They are as wide as a phone, so that their words stay readable there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

WIDTH = 360
_BAR_ROW, _BAR_SPACE = 44, 306
_DOT_ROW, _MARGIN = 28, 16

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Measured:
    """A cluster with what is drawn of it."""

    name: str
    year: int | None
    members: int | None
    companies: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar under its name; `part` is the length of the companies in it."""

    name: str
    value: int
    top: int
    length: int
    part: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot on the axis, between its year and its name; a year is written once."""

    name: str
    year: str
    middle: int


@dataclass(frozen=True, slots=True)
class Chart(Generic[Shape]):
    """Shapes from top to bottom, and how high they stand together."""

    shapes: tuple[Shape, ...]
    height: int


def sizes(clusters: Iterable[Measured]) -> Chart[Bar]:
    """Bars of members, the largest first; clusters of unknown size are left out."""
    known = [(cluster, cluster.members) for cluster in clusters if cluster.members is not None]
    known.sort(key=lambda pair: -pair[1])
    longest = max((members for _, members in known), default=1)
    bars = tuple(
        Bar(
            cluster.name,
            members,
            row * _BAR_ROW,
            round(members / longest * _BAR_SPACE),
            round((cluster.companies or 0) / longest * _BAR_SPACE),
        )
        for row, (cluster, members) in enumerate(known)
    )
    return Chart(bars, len(bars) * _BAR_ROW)


def years(clusters: Iterable[Measured]) -> Chart[Dot]:
    """Dots in the order of founding; clusters of unknown age are left out."""
    known = [(cluster, cluster.year) for cluster in clusters if cluster.year is not None]
    known.sort(key=lambda pair: pair[1])
    before: int | None = None
    dots = []
    for row, (cluster, year) in enumerate(known):
        dots.append(
            Dot(cluster.name, "" if year == before else str(year), row * _DOT_ROW + _MARGIN)
        )
        before = year
    return Chart(tuple(dots), len(dots) * _DOT_ROW + 4)
