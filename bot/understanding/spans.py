"""Ranges of years and of sizes: "before 2009", "od 30 do 70 członków", "2013 or later"."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.understanding.beside_numbers import (
    FIRST_YEAR,
    RANGE_STARTS,
    Relation,
    relation_of,
    unit_of,
)
from bot.understanding.clues import AND, EITHER, TO, Clue, Clues, each
from bot.understanding.numbers import Number

_LAST_YEAR = 2039
_LONGEST_GAP = 6
_DECADE = 10
_MARGIN = 5
_APART = 4
_DENIED_APART = frozenset({"city", "fee", "key-cluster", "status"})
_SMALL, _LARGE = 20, 50
"""Below and above these numbers of members "small" and "large" clusters stand."""

_BETWEEN = frozenset({"miedzy", "pomiedzy", "between"})
_YEARS_OF_AGE = frozenset({"lat", "lata", "years"})
TABLES = each("table tables register tabela tabeli tabele wykaz wykazu wykazie spis spisu spisie")
_OF_TABLE = each("z ze za na of for r roku rok")
_CORRECTING = each(
    "przepraszam sorry pomylka pomylilem pomylilam znaczy mean meant wait oops ups poprawka "
    "raczej rather actually"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A range of whole numbers, both ends included; None is open."""

    low: int | None = None
    high: int | None = None

    def __contains__(self, value: int) -> bool:
        return (self.low is None or value >= self.low) and (
            self.high is None or value <= self.high
        )

    def both(self, other: "Span") -> "Span | None":
        """What lies in both ranges; None where nothing does."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and low > high:
            return None
        return Span(low, high)


_VAGUE_SIZES = {
    "small": Span(high=_SMALL - 1),
    "medium": Span(_SMALL, _LARGE),
    "large": Span(low=_LARGE + 1),
}
_OTHER_SIZES = {
    "small": Span(low=_SMALL),
    "medium": None,
    "large": Span(high=_LARGE),
}
"""What is left where they are ruled out."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that a message asks for.

    A cluster fits when one of `years` holds its year. `companies` says that only companies count.
    `denied` turns exact years round: "not in 2015". `told` says that a word beside the number
    tells what it is, `used` are the positions of the numbers read.
    """

    years: tuple[Span, ...] = ()
    size: Span | None = None
    companies: bool = False
    denied: bool = False
    told: bool = False
    used: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Figure:
    number: Number
    is_year: bool
    relation: Relation | None
    clue: Clue | None
    unit: str | None


_NO_FIGURES = Figures()


def read_figures(clues: Clues, numbers: tuple[Number, ...]) -> Figures:
    """The ranges in a message; numbers that say neither a year nor a size are left alone."""
    if not numbers:
        vague = _vague_size(clues)
        companies = clues.has("companies-only")
        if vague is None and not companies:
            return _NO_FIGURES
        return Figures(size=vague, companies=companies, told=vague is not None)
    found = [figure for number in numbers if (figure := _figure(clues, number, numbers))]
    figures = _corrected(clues, found)
    years, year_numbers = _ranges(clues, [f for f in figures if f.is_year])
    sizes = _sizes(clues, [figure for figure in figures if not figure.is_year])
    size_spans, size_numbers = _ranges(clues, sizes)
    size = size_spans[0] if size_spans else _vague_size(clues)
    companies = any(f.unit == "company" for f in sizes) or clues.has("companies-only")
    plain = all(f.relation in (None, "exact", "low") for f in figures if f.is_year)
    exact = plain and all(span.low is not None and span.high is not None for span in years)
    starts = [f.clue.start if f.clue else f.number.start for f in figures if f.is_year]
    return Figures(
        years=years,
        size=size,
        companies=companies,
        denied=bool(years) and exact and _denied(clues, starts[0]),
        told=bool(size) or any(f.relation or clues.has("found", "year") for f in figures),
        used=year_numbers | size_numbers | _places(f for f in found if f not in figures),
    )


def _denied(clues: Clues, start: int) -> bool:
    """Whether years are ruled out; "which the city did not start, from 2014" rules out others."""
    between = (p for p in range(start - 1, start - 1 - _APART, -1) if clues.at(p) & _DENIED_APART)
    within = start - next(between, start - _APART - 1) - 1
    return clues.denied(start, within)


def _places(figures: Iterable[_Figure]) -> frozenset[int]:
    return frozenset(p for f in figures for p in range(f.number.start, f.number.end + 1))


def _corrected(clues: Clues, figures: list[_Figure]) -> list[_Figure]:
    """Without what was taken back: "in 2018? sorry, in 2008"."""
    for position, text in enumerate(clues.texts):
        if text in _CORRECTING:
            kinds = {figure.is_year for figure in figures if figure.number.start > position}
            figures = [
                figure
                for figure in figures
                if figure.number.start > position or figure.is_year not in kinds
            ]
    return figures


def _sizes(clues: Clues, figures: list[_Figure]) -> list[_Figure]:
    """The numbers of which something says that they are sizes; "3 servers" says nothing."""
    told = [bool(figure.unit or figure.relation) for figure in figures]
    pairs = zip([None, *figures], figures, strict=False)
    joined = [before is not None and _joined(clues, before, figure) for before, figure in pairs]
    return [
        figure
        for index, figure in enumerate(figures)
        if told[index] or (joined[index] and told[index - 1])
    ]


def _figure(clues: Clues, number: Number, numbers: tuple[Number, ...]) -> _Figure | None:
    unit = unit_of(clues, number)
    year = FIRST_YEAR <= number.value <= _LAST_YEAR and unit is None
    if number.decade:
        return _Figure(
            number, True, *relation_of(clues, number, numbers, is_year=True, unit=None), None
        )
    if year and _of_a_table(clues, number):
        return None
    if not year and clues.points_at(number):
        return None
    if number.ordinal or (not year and clues.text(number.end + 1) in _YEARS_OF_AGE):
        return None
    relation, clue = relation_of(clues, number, numbers, is_year=year, unit=unit)
    if not year and number.value >= FIRST_YEAR and unit is None and relation is None:
        return None
    return _Figure(number, year, relation, clue, unit)


def _of_a_table(clues: Clues, number: Number) -> bool:
    """Whether a year is that of a list: "the 2019 table"."""
    before = number.start - 1
    while clues.text(before) in _OF_TABLE and before > 0:
        before -= 1
    return clues.text(number.end + 1) in TABLES | {"list"} or clues.text(before) in TABLES


def _ranges(clues: Clues, figures: list[_Figure]) -> tuple[tuple[Span, ...], frozenset[int]]:
    """One range of all figures of a kind, or several single years."""
    spans: list[Span] = []
    used: set[int] = set()
    alternatives = False
    index = 0
    while index < len(figures):
        figure = figures[index]
        following = figures[index + 1] if index + 1 < len(figures) else None
        used.update(range(figure.number.start, figure.number.end + 1))
        if following and _joined(clues, figure, following):
            used.update(range(following.number.start, following.number.end + 1))
            ends = sorted((figure.number.value, following.number.value))
            spans.append(Span(*ends))
            index += 2
            continue
        if following and _either(clues, figure, following):
            alternatives = True
        spans.append(_single(figure))
        index += 1
    if alternatives:
        return tuple(dict.fromkeys(spans)), frozenset(used)
    return _intersected(spans), frozenset(used)


def _intersected(spans: Iterable[Span]) -> tuple[Span, ...]:
    """What all ranges leave; one that contradicts those before it is passed over."""
    whole: Span | None = None
    for span in spans:
        whole = span if whole is None else (whole.both(span) or whole)
    return () if whole is None else (whole,)


def _single(figure: _Figure) -> Span:
    value = figure.number.value
    last = value + _DECADE - 1 if figure.number.decade else value
    match figure.relation:
        case "above":
            return Span(low=last + 1)
        case "low":
            return Span(low=value)
        case "below":
            return Span(high=value - 1)
        case "high":
            return Span(high=last)
        case "about":
            margin = max(_MARGIN, value // 10)
            return Span(max(1, value - margin), value + margin)
        case _:
            return Span(value, last)


def _joined(clues: Clues, one: _Figure, other: _Figure) -> bool:
    """Whether two numbers are the ends of one range."""
    gap = range(one.number.end + 1, other.number.start)
    if len(gap) > _LONGEST_GAP:
        return False
    if not gap:
        over = clues.text(one.number.start - 1) == "over"  # "over 2011-2013"
        return one.relation in (None, "exact", "low") or (one.is_year and over)
    texts = {clues.text(position) for position in gap}
    opens = (
        (one.clue is not None and one.clue.concept in ("between", "since"))
        or clues.text(one.number.start - 1) in RANGE_STARTS | _BETWEEN
        or one.relation is None
    )
    if not opens:
        return False
    if texts & TO or any("until" in clues.at(position) for position in gap):
        return other.relation in (None, "high")
    between = one.clue is not None and one.clue.concept == "between"
    return between and bool(texts & AND)


def _either(clues: Clues, one: _Figure, other: _Figure) -> bool:
    """As in "in 2008 or 2011"."""
    texts = [clues.text(p) for p in range(one.number.end + 1, other.number.start)]
    plain = one.relation in (None, "exact") and other.relation in (None, "exact")
    return plain and bool(texts) and bool(set(texts) & (EITHER | AND))


def _vague_size(clues: Clues) -> Span | None:
    """As in "Small ones": fewer members than so many; of companies it would say something else."""
    for clue in clues.of("small", "large", "medium"):
        beside = clues.at(clue.end + 1) | clues.at(clue.start - 1)
        if not beside & {"company", "firm", "person"} and _of_clusters(clues, clue):
            denied = clues.denied(clue.start, 2)
            return (_OTHER_SIZES if denied else _VAGUE_SIZES)[clue.concept]
    return None


def _of_clusters(clues: Clues, clue: Clue) -> bool:
    near = range(max(0, clue.start - 2), clue.end + 3)
    return any("cluster" in clues.at(p) or clues.text(p) in ("ones", "te", "tych") for p in near)
