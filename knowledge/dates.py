"""Partial dates ("2019", "2019-11") beside each other and beside a day."""

from datetime import date

from knowledge.model import UNDATED


def first_day(partial: str) -> date:
    """The first day that a partial date may mean."""
    return date.fromisoformat((partial + "-01-01")[:10])


def is_future(partial: str, today: date) -> bool:
    """Whether all of it is still to come."""
    return partial != UNDATED and first_day(partial) > today


def is_older(partial: str, other: str) -> bool:
    """Whether it is certainly before the other: what one of them leaves open tells nothing."""
    if UNDATED in (partial, other):
        return False
    shared = min(len(partial), len(other))
    return partial[:shared] < other[:shared]


def last_day(partial: str) -> date:
    """The last day that a partial date may mean; months count as 28 days long enough."""
    parts = [int(part) for part in partial.split("-")]
    return date(parts[0], *(parts[1:] + [12, 28][len(parts) - 1 :]))


def years_before(today: date, years: int) -> date:
    """About the same day so many years ago; no month ends before the 28th."""
    return date(today.year - years, today.month, min(today.day, 28))
