"""What the words beside a number say of it: what it counts, whether it is a limit of a range."""

from typing import Literal

from bot.understanding.clues import AND, EITHER, EVEN, LIMITS, NOT, TO, Clue, Clues, each
from bot.understanding.numbers import Number

FIRST_YEAR = 1990
"""Numbers from here on may be years."""

RANGE_STARTS = frozenset({"from", "od", "z"})
_FAR = 4
_UNITS = frozenset({"member", "company", "firm", "person"})
_UP = frozenset({"newer", "bigger", "after", "since", "more", "more-than"})
_DOWN = frozenset({"older", "smaller", "before", "less", "less-than"})
_BY = frozenset({"by"})
_ON = frozenset({"on", "forward", "forwards"})
_EXCEEDING = each("przekroczyl przekroczyla przekroczylo przekroczyly przekracza przekraczaja")
_SIZE = each(
    "size sizes sized wielkosc wielkosci rozmiar rozmiarze liczebnosc liczebnosci skladem"
)
_ABOUT = each("okolo circa jakies kolo around about roughly approximately some")
_LIGHT = each(
    "rok roku rokiem rokach lat latach the a an of than niz year years were was have has had "
    "ma maja mial miec liczba liczbe liczy at is are w we in z ze co sie jest sa poczatku "
    "koncem konca start end beginning"
)
Relation = Literal["low", "above", "high", "below", "exact", "about"]
_RELATIONS: dict[str, Relation] = {
    "after": "above",
    "more-than": "above",
    "since": "low",
    "at-least": "low",
    "and-up": "low",
    "before": "below",
    "less-than": "below",
    "until": "high",
    "at-most": "high",
    "between": "exact",
    "exactly": "exact",
}
_LIMITS_BEFORE = LIMITS - {"and-up"}
_COMPARED: dict[str, Relation] = {
    "older": "below",
    "newer": "above",
    "bigger": "above",
    "more": "above",
    "smaller": "below",
    "less": "below",
}
_TO_WHICH = each("of from as to then than od niz jak")
"""As learners say it: "earlier of 2008", "bigger as 50"."""

_NEED_A_UNIT = frozenset({"since", "until", "before", "between"})
_DENIED: dict[Relation, Relation] = {
    "above": "high",
    "low": "below",
    "below": "low",
    "high": "above",
    "exact": "exact",
    "about": "about",
}


def unit_of(clues: Clues, number: Number) -> str | None:
    """What is counted, behind the number or as in "members: 50", "of size 60"."""
    if number.value < FIRST_YEAR and (
        {clues.text(number.start - 1), clues.text(number.start - 2)} & _SIZE
    ):
        return "member"
    before = number.start - 1
    if number.value < FIRST_YEAR:  # "members between 20 and 30", but "members since 2010"
        limit = clues.ending_at(before, _LIMITS_BEFORE)
        if limit or clues.text(before) in RANGE_STARTS:
            before = (limit.start if limit else before) - 1
    just_before = clues.at(before)
    if just_before & _UNITS and "cluster" not in just_before:
        return "company" if "company" in just_before else "member"
    for position in range(number.end + 1, number.end + 4):
        found = clues.at(position)
        if "cluster" in found:
            return None
        if found & _UNITS:
            return "company" if "company" in found else "member"
        if position < len(clues.texts) and clues.reading.words[position].number is not None:
            return _unit_behind_next(clues, number, position)
    return None


def _unit_behind_next(clues: Clues, number: Number, position: int) -> str | None:
    """As in "20 to 30 members", where the unit stands behind the second number."""
    if not all(clues.text(p) in TO | AND | EITHER for p in range(number.end + 1, position)):
        return None
    for after in range(position + 1, position + 3):
        found = clues.at(after)
        if found & _UNITS:
            return "company" if "company" in found else "member"
    return None


def relation_of(
    clues: Clues,
    number: Number,
    numbers: tuple[Number, ...],
    *,
    is_year: bool,
    unit: str | None,
) -> tuple[Relation | None, Clue | None]:
    """Which limit a number is, none where nothing says so; and the words before it that say it."""
    behind = _behind(clues, number, numbers, is_year=is_year)
    if behind is not None:
        return behind, None
    clue = _before(clues, number, numbers)
    if clue is None:
        if unit and clues.text(number.start - 1) in _ABOUT:
            return "about", None
        if is_year and clues.text(number.start - 1) in _BY:
            return "high", None
        if _not_even(clues, number) or (unit and clues.denied(number.start)):
            return "below", None
        return None, None
    relation = _COMPARED.get(clue.concept) or _RELATIONS[clue.concept]
    if clue.concept == "after" and not is_year and clue.end == clue.start:
        if unit is None:
            return None, None
        relation = "exact"  # "po 15 członków", so many each
    if clue.concept == "until" and clues.text(clue.start) == "po" and clue.end > clue.start:
        relation = "high" if clues.text(clue.end) == "rok" else "above"  # "po rok", "po roku"
    if clue.concept in _NEED_A_UNIT and not is_year and unit is None:
        return None, None
    denied = clues.denied(clue.start, 3) and relation != "exact"
    ranging = clue.concept in ("since", "until")
    if denied and (not ranging or (len(numbers) == 1 and clues.dropped(clue.start))):
        relation = "below" if _not_even(clues, number) else _DENIED[relation]
    return relation, clue


def _before(clues: Clues, number: Number, numbers: tuple[Number, ...]) -> Clue | None:
    """The nearest limiting word before a number, over small words only."""
    ends = {other.end for other in numbers}
    for position in range(number.start - 1, max(-1, number.start - 1 - _FAR), -1):
        if position in ends:
            return None
        clue = clues.ending_at(position, _LIMITS_BEFORE)
        if clue is not None:
            return clue
        if clues.text(position) in _TO_WHICH:
            compared = clues.ending_at(position - 1, _COMPARED.keys())
            if compared is not None:
                return compared
        light = clues.text(position) in _LIGHT or clues.at(position) & (_UNITS | {"year"})
        if not light:
            return None
    return None


def _not_even(clues: Clues, number: Number) -> bool:
    """As in "nie ma nawet trzydziestu"."""
    near = range(max(0, number.start - 3), number.start)
    return any(clues.text(p) in EVEN and clues.denied(p) for p in near) or any(
        clues.text(p) in NOT and clues.text(p + 1) in EVEN for p in near
    )


def _behind(
    clues: Clues, number: Number, numbers: tuple[Number, ...], *, is_year: bool
) -> Relation | None:
    """As in "2013 wzwyż", "15 or fewer", "20 członków max"."""
    starts = {other.start for other in numbers}
    position = number.end + 1
    while clues.at(position) & (_UNITS | {"year"}) or clues.text(position) in ("r", "osob"):
        position += 1
    if clues.text(position) in (EITHER | AND) - {"czy", "vs", "versus"}:
        after = position + 1
        if clues.text(after) in EITHER | AND:
            after += 1
        longest = max(
            (c.end for c in clues.of_any(_UP | _DOWN) if c.start == after), default=after
        )
        if longest + 1 in starts or longest + 2 in starts:
            return None
        if clues.at(after) & _UP:
            return "low"
        if clues.at(after) & _DOWN:
            return "high"
        return None
    if is_year and clues.text(position) in _ON and clues.text(number.start - 1) in RANGE_STARTS:
        return "low"  # "from 2014 on"
    if clues.text(position) in _EXCEEDING:
        return None if not starts.isdisjoint(range(position + 1, position + 3)) else "above"
    clue = clues.starting_at(position, {"and-up", "at-least", "at-most"})
    if clue and clue.concept == "and-up" and not (is_year or unit_of(clues, number)):
        return None  # "four plus five"
    if clue is None or not starts.isdisjoint(range(clue.end + 1, clue.end + 3)):
        return None
    return _RELATIONS[clue.concept]
