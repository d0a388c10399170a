"""Entities that can be set side by side, and what speaks for doing so."""

from collections.abc import Mapping

from bot.understanding.clues import EITHER, Clues
from bot.understanding.conditions import Condition
from bot.understanding.entities import entity_ids
from bot.understanding.entity_match import EntityMatch
from bot.understanding.orders import Order
from bot.understanding.signs import Signs

COMPARING = frozenset({"compare", "difference", "older", "newer", "bigger", "smaller", "better"})
COMPARED_TO = frozenset(
    {"same-year", "same-size", "predate", "outdo", "more-than", "less-than", "more", "less"}
    | {"after", "before", "most", "fewest", "oldest", "newest"}
)
_AGES = ("older", "newer", "after", "before", "oldest", "newest")
_FIRST: Mapping[str, Order] = {
    **dict.fromkeys(("newer", "newest"), "newest"),
    **dict.fromkeys(("bigger", "biggest", "more", "most"), "biggest"),
    **dict.fromkeys(("smaller", "smallest", "less", "fewest"), "smallest"),
}
"""Who leads where a comparison asks for one of them; the oldest where years are asked for."""
_SUPERLATIVES = frozenset({"oldest", "newest", "biggest", "smallest", "most", "fewest"})
_PAIR = 2
_SPOKEN_OF = 0.5
_BESIDE = 5


def comparable(signs: Signs) -> tuple[str, ...]:
    """The entities that can be set side by side, whether or not it is asked; two or more, or none.

    Those named, those on both sides of an "or", the one named and the one talked of before, the
    two shown last, or the two talked of last.
    """
    named = entity_ids(_named(signs))
    before = signs.conversation
    if len(named) > 1:
        return named
    if named:
        return (before.entity, *named) if before.entity and before.entity not in named else ()
    if len(before.set) == 2:
        return before.set
    if len(before.mentioned) > _PAIR and signs.clues.has_any(_SUPERLATIVES):
        return ()  # "which of them is the oldest?" is asked of all talked of
    return (before.previous, before.entity) if before.entity and before.previous else ()


def is_either(signs: Signs) -> bool:
    """Whether "or" stands between two that are named."""
    if len(signs.found.chosen) < 2 and not signs.sides:
        return False
    starts = sorted(min(match.positions) for match in _named(signs) if match.positions)
    if len(starts) < 2:
        return False
    between = range(max(starts[0], starts[-1] - _BESIDE), starts[-1])
    return any(signs.clues.text(position) in EITHER for position in between)


def asked_first(clues: Clues) -> Condition:
    """Which of those compared is asked for; where that is by age, the years lead."""
    first = next((order for concept, order in _FIRST.items() if clues.has(concept)), None)
    by_age = clues.has(*_AGES, "found")
    return Condition(order=first or ("oldest" if by_age else None))


def _named(signs: Signs) -> tuple[EntityMatch, ...]:
    two = tuple(match for match in signs.found.chosen if match.named or match.score >= _SPOKEN_OF)
    return two if len(two) > 1 else signs.sides or two
