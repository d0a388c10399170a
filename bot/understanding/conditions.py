"""Conditions on a set of clusters, read from a message: sector, years, size, order, number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.understanding.lexicon import Kind
from bot.understanding.reading import Reading
from knowledge.model import Mark

Order = Literal["oldest", "newest", "biggest", "smallest"]

_FIRST_YEAR, _LAST_YEAR = 1990, 2039
_BEHIND = 3
_EITHER_OR = 2
_ORDERS: tuple[Order, ...] = ("oldest", "newest", "biggest", "smallest")
_NUMERALS: Mapping[str, int] = {
    word: number
    for number, spellings in {
        2: "dwa dwie dwoch two",
        3: "trzy trzech three",
        4: "cztery czterech four",
        5: "piec pieciu five",
        6: "szesc szesciu six",
        7: "siedem siedmiu seven",
        8: "osiem osmiu eight",
        9: "dziewiec dziewieciu nine",
        10: "dziesiec dziesieciu ten",
    }.items()
    for word in spellings.split()
}
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, spellings in {
        2: "drugi druga drugie second 2nd",
        3: "trzeci trzecia trzecie third 3rd",
        4: "czwarty czwarta czwarte fourth 4th",
        5: "piaty piata piate fifth 5th",
    }.items()
    for word in spellings.split()
}


@dataclass(frozen=True, slots=True)
class Span:
    """A range of whole numbers, both ends included; None is open."""

    low: int | None = None
    high: int | None = None

    def __contains__(self, value: int) -> bool:
        return (self.low is None or value >= self.low) and (
            self.high is None or value <= self.high
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """What narrows or orders a set; the empty condition keeps it as it is.

    `limit` is how many to show of an order, `rank` which place in it ("the second biggest").
    """

    sectors: tuple[str, ...] = ()
    years: Span | None = None
    size: Span | None = None
    mark: Mark | None = None
    order: Order | None = None
    limit: int | None = None
    rank: int | None = None

    def __bool__(self) -> bool:
        return self != Condition()

    @property
    def narrows(self) -> bool:
        """Whether it does more than name a sector."""
        return self != Condition(sectors=self.sectors)


def read_condition(reading: Reading, mark: Mark | None) -> Condition:
    """The condition in a message; `mark` is the one its topic asks for, if any."""
    concepts = _concepts_by_position(reading)
    years, size = _spans(reading, concepts)
    order = next((order for order in _ORDERS if _has(concepts, order)), None)
    if order is None and _has(concepts, "by-size"):
        order = "biggest"
    limit, rank = _limit_and_rank(reading, years, size) if order else (None, None)
    sectors = {id_ for mention in reading.mentions for id_ in mention.ids(Kind.SECTOR)}
    return Condition(
        sectors=tuple(sorted(sectors)),
        years=years,
        size=size,
        mark=mark,
        order=order,
        limit=limit,
        rank=rank,
    )


def _concepts_by_position(reading: Reading) -> dict[int, set[str]]:
    """Concepts by the position of the last word of their phrase."""
    found: dict[int, set[str]] = {}
    for mention in reading.mentions:
        found.setdefault(mention.positions[-1], set()).update(mention.ids(Kind.CONCEPT))
    return found


def _has(concepts: Mapping[int, set[str]], concept: str) -> bool:
    return any(concept in found for found in concepts.values())


def _spans(reading: Reading, concepts: Mapping[int, set[str]]) -> tuple[Span | None, Span | None]:
    numbers = [(i, word.number) for i, word in enumerate(reading.words) if word.number is not None]
    years = [(i, n) for i, n in numbers if _FIRST_YEAR <= n <= _LAST_YEAR]
    sizes = [(i, n) for i, n in numbers if n < _FIRST_YEAR]
    return _span(years, concepts, exact=True), _span(sizes, concepts, exact=False)


def _span(
    numbers: list[tuple[int, int]], concepts: Mapping[int, set[str]], *, exact: bool
) -> Span | None:
    """The range that numbers and the words before them make.

    A number alone is a year "in" which something was, but no size: "3 servers" says nothing.
    """
    if not numbers:
        return None
    if len(numbers) >= 2:
        (first, one), (second, other) = numbers[0], numbers[1]
        together = {"between", "since"} & _before(first, concepts) or second - first <= _EITHER_OR
        if together:
            return Span(min(one, other), max(one, other))
    position, number = numbers[0]
    words = _before(position, concepts)
    if words & {"more-than"}:
        return Span(low=number + 1)
    if words & {"at-least"}:
        return Span(low=number)
    if words & {"less-than"}:
        return Span(high=number - 1)
    if words & {"at-most"}:
        return Span(high=number)
    if not exact:
        return None
    if "after" in words:
        return Span(low=number + 1)
    if "before" in words:
        return Span(high=number - 1)
    if "since" in words:
        return Span(low=number)
    if "until" in words:
        return Span(high=number)
    return Span(number, number)


def _before(position: int, concepts: Mapping[int, set[str]]) -> set[str]:
    """The concepts that end within three words before a number."""
    near = range(max(0, position - _BEHIND), position)
    return {concept for i in near for concept in concepts.get(i, ())}


def _limit_and_rank(
    reading: Reading, years: Span | None, size: Span | None
) -> tuple[int | None, int | None]:
    limit = rank = None
    for word in reading.words:
        if word.text in _ORDINALS:
            rank = _ORDINALS[word.text]
        elif word.text in _NUMERALS:
            limit = _NUMERALS[word.text]
        elif word.number is not None and 1 <= word.number <= 50 and not size:
            limit = word.number
    return limit, rank
