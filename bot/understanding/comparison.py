"""Two or more entities side by side."""

from bot.understanding.clues import EITHER, Clues, each
from bot.understanding.conditions import Condition
from bot.understanding.entities import EntityMatch, entity_ids
from bot.understanding.meaning import Meaning
from bot.understanding.signs import Signs

_COMPARING = ("compare", "difference", "older", "newer", "bigger", "smaller", "better")
_COMPARED_TO = ("more-than", "less-than", "after", "before", "most", "fewest", "oldest", "newest")
_SPOKEN_OF = 0.5
_AGES = ("older", "newer", "after", "before", "oldest", "newest")
_BESIDE = 5
_BOTH = each("dwoch dwojki dwojga obu both two")


def comparison(signs: Signs) -> Meaning | None:
    """Entities side by side: named together, or with those of the conversation."""
    clues = Clues(signs.reading)
    two = tuple(m for m in signs.found.chosen if m.named or m.score >= _SPOKEN_OF)
    if len(two) < 2 and not signs.plural:
        two = signs.sides or two
    comparing = clues.has(*_COMPARING, "more", "less") or (
        len(two) > 1 and clues.has(*_COMPARED_TO)
    )
    if signs.plural and len(signs.condition.sectors) > 1 and not comparing:
        return None  # "food or wood clusters" are a list
    whole_names = [match for match in two if match.words > 1]
    nothing_asked = not any(wish.positions for wish in signs.wishes)
    if len(two) >= 2 and (
        comparing or _either(clues, two) or (len(whole_names) >= 2 and nothing_asked)
    ):
        return Meaning("compare", entities=entity_ids(two), condition=_asked_first(clues))
    of_both = bool(_BOTH & set(clues.texts)) and clues.has(*_COMPARED_TO, "head", "tail")
    return _with_before(signs, clues, two) if comparing or of_both else None


def _either(clues: Clues, two: tuple[EntityMatch, ...]) -> bool:
    """Whether "or" stands between the names."""
    ordered = sorted(two, key=lambda match: min(match.positions))
    between = range(min(ordered[0].positions), min(ordered[-1].positions))
    return any(
        clues.text(p) in EITHER and min(ordered[-1].positions) - p <= _BESIDE for p in between
    )


def _asked_first(clues: Clues) -> Condition:
    """Whether the years are asked for, which then lead the comparison."""
    return Condition(order="oldest") if clues.has(*_AGES, "found") else Condition()


def _with_before(signs: Signs, clues: Clues, named: tuple[EntityMatch, ...]) -> Meaning | None:
    """As in "compared with the egg cluster?" or "which of them is older?"."""
    before = signs.conversation
    condition = _asked_first(clues)
    if len(named) == 1 and before.entity and before.entity != named[0].entity:
        return Meaning("compare", entities=(before.entity, named[0].entity), condition=condition)
    if named or signs.condition.size or signs.condition.years or signs.condition.whole:
        return None
    if len(before.set) == 2:
        return Meaning("compare", entities=before.set, condition=condition)
    if before.entity and before.previous:
        return Meaning("compare", entities=(before.previous, before.entity), condition=condition)
    return None
