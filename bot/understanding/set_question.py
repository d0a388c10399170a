"""Questions over the set of clusters: lists, counts, rankings under any condition.

In this chat people speak of Lublin's clusters by default: a condition that is clear by itself
("powstałe przed 2009", "top 5") is asked of them all. Held against it are entities that are named,
matters outside the field, and words that no such question is made of.
"""

from dataclasses import replace

from bot.understanding.comparison import comparison
from bot.understanding.conditions import Condition
from bot.understanding.meaning import Meaning
from bot.understanding.orders import Order
from bot.understanding.pointing import pointed
from bot.understanding.set_signs import SetSigns
from bot.understanding.signs import Signs, second
from knowledge.model import OUTSIDE, Mark

_MOST_UNKNOWN_TO_LIST_ALL = 0.34
_MOST_FOREIGN = 0.34
_MOST_FOREIGN_UNSAID = 0.25
_LONGEST_WHICH_ONES = 3
_LONGEST_FRAGMENT = 9
_MARK_OF: dict[str, Mark] = {"national-key-clusters": "key-cluster", "fees-general": "fee"}
"""What "which ones have it?" asks for after a general topic."""

_LONGEST_WHO_HAS_IT = 7
_THAN: dict[str, Order] = {
    "before": "oldest",
    "after": "newest",
    "more-than": "biggest",
    "less-than": "smallest",
}


SETS = ("list", "count", "compare")
_OF_MARKS = (*SETS, OUTSIDE, "national-key-clusters", "fees-general", "fees", "status")
"""What a question over the set may be like, as it may ask for a property."""

_SURELY, _SURELY_IN_SPITE, _LIKE, _UNLIKE_SETS = 0.4, 0.6, -0.2, -0.5
_SURELY_ALL, _SURELY_OURS = 0.0, 0.6


def set_question(signs: Signs) -> Meaning | None:
    """A comparison, a list or a count under a condition; None for anything else."""
    one = _of_one_pointed_at(signs)
    if one is not None or _is_like_another(signs, _SURELY):
        return one
    return comparison(signs) or _over_set(SetSigns(signs))


def _of_one_pointed_at(signs: Signs) -> Meaning | None:
    """What is asked of one of those shown: "the bigger one: fees", "a do tego drugiego?".

    Where nothing is asked, what was asked before is meant of one of two, else its overview; one
    of a longer row is then shown as a list.
    """
    at = pointed(signs)
    if at is None or len(at.over) < 2 or signs.neighbours:
        return None
    wish, before = SetSigns(signs).asks_besides_order, signs.conversation
    if wish is not None and (wish.positions or len(at.over) == 2):
        topic, more = wish.topic, second(signs.wishes)
        return Meaning(topic, condition=at.condition, over=at.over, one=True, more_topics=more)
    if len(at.over) > 2 or signs.plural:
        return None
    topic = before.topic if before.entity and before.topic else "overview"
    return Meaning(topic, condition=at.condition, over=at.over, one=True)


def _is_like_another(signs: Signs, least: float) -> bool:
    """Whether words such as "free" only seem a condition: "where can I learn Polish for free?"."""
    scores = {guess.label: guess.score for guess in signs.guesses}
    likeliest = max(scores, key=lambda label: scores[label], default=OUTSIDE)
    strict = signs.condition.years or signs.condition.size or signs.condition.order
    of_several = signs.plural or "which" in signs.concepts or "list" in signs.concepts
    return (
        likeliest not in (_OF_MARKS if of_several or signs.conversation.set else (*SETS, OUTSIDE))
        and scores[likeliest] >= (max(least, _SURELY_IN_SPITE) if strict else least)
        and all(scores.get(topic, _UNLIKE_SETS) <= _UNLIKE_SETS for topic in SETS)
    )


def _is_of_one(signs: Signs) -> bool:
    """As in "who came up with the health cluster in 2014?": a single one is spoken of."""
    condition = signs.condition
    years = all(span.low == span.high for span in condition.years)
    of_several = signs.plural or "list" in signs.concepts or bool(signs.conversation.set)
    asks_which = "which" in signs.concepts and signs.wish is None
    return (
        bool(signs.found.chosen and signs.wish and signs.wish.said)
        and signs.anchored
        and years
        and not (of_several or asks_which or condition.size or condition.order)
    )


def _over_set(of: SetSigns) -> Meaning | None:
    against = _against_one(of)
    if against is not None:
        return against
    if of.speaks_of_another or of.elsewhere or _is_of_one(of.signs):
        return None
    signs, condition = of.signs, of.condition
    over, strictly = of.shown()
    meant = _is_meant(of, over)
    wish = of.asks_of_one
    if meant and wish and condition.order and not condition.whole:
        return Meaning(wish.topic, condition=replace(condition, limit=None), over=over, one=True)
    if of.asks_count and (meant or (signs.plural and of.foreign_share <= _MOST_FOREIGN)):
        return Meaning("count", condition=condition, over=over, strictly=strictly)
    if meant:
        return Meaning("list", condition=condition, over=over, strictly=strictly)
    return _without_condition(of, over)


def _without_condition(of: SetSigns, over: tuple[str, ...]) -> Meaning | None:
    """All clusters, or those shown before: "which clusters are there?", "how many is that?"."""
    signs, condition = of.signs, of.condition
    if "how-many" in signs.concepts and signs.plural and not signs.named:
        return Meaning("count", condition=condition)
    if _counts_all(of):
        return Meaning("count", over=over)
    all_meant = _asks_for_many(of) and not of.asks_in_general
    if signs.plural and not signs.named and all_meant and not _is_like_another(signs, _LIKE):
        return Meaning("list", condition=condition)
    marked = _MARK_OF.get(signs.conversation.topic or "")
    if marked and _asks_who_has_it(of):
        return Meaning("list", condition=Condition(marks=(marked,)))
    shown = signs.conversation.set
    if "which" in signs.concepts and len(shown) > 1 and signs.length <= _LONGEST_WHICH_ONES:
        return Meaning("list", over=shown)
    for likeliest in signs.guesses[:1]:
        asked = likeliest.label in ("list", "count") and likeliest.score >= _SURELY_ALL
        if asked and not signs.found.chosen and signs.confidence >= _SURELY_OURS:
            return Meaning(likeliest.label, condition=condition)
    return None


def _against_one(of: SetSigns) -> Meaning | None:
    """As in "which clusters are older than the aviation one?"."""
    signs = of.signs
    if not signs.plural or len(signs.found.chosen) != 1 or signs.condition.years:
        return None
    entity = signs.found.chosen[0]
    for clue in of.clues.of(*_THAN):
        if entity.positions and clue.start < clue.end < min(entity.positions):
            condition = Condition(than=(_THAN[clue.concept], entity.entity))
            return Meaning("count" if of.asks_count else "list", condition=condition)
    return None


def _is_meant(of: SetSigns, over: tuple[str, ...]) -> bool:
    """Whether the condition is one over the clusters, even where the word is missing."""
    signs, condition = of.signs, of.condition
    if condition.name is not None:
        return True
    if not condition or of.foreign_share > _MOST_FOREIGN:
        return False
    if of.only_marks:
        return of.asks_for_marked
    few_foreign = of.foreign_share <= _MOST_FOREIGN_UNSAID
    if condition == Condition(sectors=condition.sectors):
        if of.asks_of_one or not (of.asks_which or (signs.plural and signs.sector_shared)):
            return False
        several = (
            len(condition.sectors) > 1 or bool(over) or (of.of_several and not signs.anchored)
        )
        return signs.plural or (few_foreign and several and not signs.neighbours)
    if not (condition.order or condition.years or condition.size or of.rules_out):
        part = condition.rank or condition.limit
        return bool(over and part) and few_foreign and signs.length <= _LONGEST_FRAGMENT
    if signs.anchored or over:
        return not of.asks_of_one or condition.order is not None or signs.plural
    if signs.neighbours or of.only_a_number:
        return False
    if condition.sectors and not of.of_a_trade:
        return False
    return few_foreign and of.foreign <= 1 and not of.of_other_things


def _asks_who_has_it(of: SetSigns) -> bool:
    signs = of.signs
    short = signs.length <= _LONGEST_WHO_HAS_IT and not of.foreign and not signs.named
    return short and of.clues.has("who", "which") and of.clues.has("have", "they")


def _counts_all(of: SetSigns) -> bool:
    """As in "how many is that?", "ile ich jest w sumie?"."""
    signs = of.signs
    if of.foreign or signs.length > _LONGEST_FRAGMENT or signs.named:
        return False
    of_all = of.clues.has("together", "list") or (
        not signs.conversation.entity and (of.clues.has("they") or len(signs.conversation.set) > 1)
    )
    return of.asks_count and of_all and not any(wish.positions for wish in signs.wishes)


def _asks_for_many(of: SetSigns) -> bool:
    signs, condition = of.signs, of.condition
    return (
        "which" in signs.concepts
        or "list" in signs.concepts
        or (condition.narrows and not of.only_marks)
        or bool({"city-initiative", "key-cluster"} & set(condition.marks))
        or bool(condition.sectors)
        or (of.asks_nothing_else and signs.unknown <= _MOST_UNKNOWN_TO_LIST_ALL)
    )
