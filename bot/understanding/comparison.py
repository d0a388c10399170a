"""Two or more entities side by side, and the one of them that is meant afterwards."""

from bot.understanding.clues import EITHER, Clues, each
from bot.understanding.conditions import Condition
from bot.understanding.entities import EntityMatch, entity_ids
from bot.understanding.meaning import Meaning
from bot.understanding.orders import Order
from bot.understanding.signs import Signs, second
from bot.understanding.topics import TopicMatch

_COMPARING = ("compare", "difference", "older", "newer", "bigger", "smaller", "better")
_COMPARED_TO = (
    "same-year",
    "same-size",
    "predate",
    "outdo",
    "more-than",
    "less-than",
    "after",
    "before",
    "most",
    "fewest",
    "oldest",
    "newest",
)
_SPOKEN_OF = 0.5
_AGES = ("older", "newer", "after", "before", "oldest", "newest")
_ORDERS: dict[str, Order] = {
    "bigger": "biggest",
    "smaller": "smallest",
    "older": "oldest",
    "newer": "newest",
}
_POINTING = each("ten tego temu tym ta tej te the that do w od z of for to with about at")
_THE_OTHER = each("drugi drugiego drugiemu drugim druga drugiej other latter")
_THE_FIRST = each("pierwszy pierwszego pierwszemu pierwszym former")
_LONGEST = 10
_SURE = 1.0
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


def one_of_two(signs: Signs) -> Meaning | None:
    """The one of a pair shown before: "the bigger one", "a do tego drugiego jak wejść?"."""
    shown = signs.conversation.set
    if len(shown) != 2 or signs.named or signs.plural or signs.length > _LONGEST:
        return None
    clues = Clues(signs.reading)
    condition = _which_of_two(signs, clues)
    if condition is None or signs.neighbours:
        return None
    wish = _wish(signs, clues)
    topic, more = (wish.topic, second(signs.wishes)) if wish else ("overview", ())
    return Meaning(topic, condition=condition, over=shown, one=True, more_topics=more)


def _wish(signs: Signs, clues: Clues) -> TopicMatch | None:
    """What is asked besides which of the two it is."""
    taken = {p for c in clues.of(*_ORDERS) for p in range(c.start, c.end + 1)}
    wish = signs.wish
    if wish is None or max(wish.said, wish.score) < _SURE:
        return None
    return None if wish.positions and wish.positions <= taken else wish


def _which_of_two(signs: Signs, clues: Clues) -> Condition | None:
    for clue in clues.of(*_ORDERS):
        pointed = clues.text(clue.start - 1) in _POINTING or clues.text(clue.end + 1) == "one"
        if pointed and (_wish(signs, clues) or not clues.has("which", "who")):
            return Condition(order=_ORDERS[clue.concept])
    shown, entity = signs.conversation.set, signs.conversation.entity
    for position, text in enumerate(clues.texts):
        pointed = clues.text(position - 1) in _POINTING
        if text in _THE_OTHER and pointed:
            return Condition(rank=1 if entity == shown[1] else 2)
        if text in _THE_FIRST and pointed:
            return Condition(rank=1)
    return None


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
