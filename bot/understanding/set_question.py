"""Questions over the set of clusters: lists, counts, superlatives, comparisons."""

from dataclasses import replace

from bot.understanding.conditions import Condition
from bot.understanding.entities import EntityMatch, entity_ids
from bot.understanding.meaning import Meaning
from bot.understanding.signs import Signs
from bot.understanding.topics import TopicMatch

_COMPARING = ("compare", "difference", "older", "newer", "bigger", "smaller")
_SPOKEN_OF = 0.5
_MOST_UNKNOWN_TO_LIST_ALL = 0.34
_CLEAR = 1.0
_SEVERAL = 5
"""How many "the biggest clusters" are when no number is said."""

_LONGEST_WHICH_ONES = 3


def set_question(signs: Signs) -> Meaning | None:
    """A comparison of two, a list or a count under a condition; None for anything else."""
    compared = _comparison(signs)
    if compared is not None:
        return compared
    concepts, condition, shown = signs.concepts, signs.condition, signs.conversation.set
    if "how-many" in concepts and signs.plural and (condition.sectors or not signs.named):
        return Meaning("count", condition=condition)
    asked_for = signs.sector_shared or "list" in concepts or "which" in concepts
    if signs.plural and condition.sectors and asked_for and not _is_said(signs.wish):
        return Meaning("list", condition=condition)
    if signs.named and not (signs.plural and condition.narrows):
        return None
    if condition.order and (signs.anchored or shown):
        over = shown if "they" in concepts or not signs.anchored else ()
        several = _SEVERAL if signs.plural and condition.rank is None else None
        limit = condition.limit or several
        return Meaning("list", condition=replace(condition, mark=None, limit=limit), over=over)
    if "how-many" in concepts and signs.plural:
        return Meaning("count", condition=condition)
    if signs.plural and _asks_for_many(signs) and not _rather_general(signs):
        return Meaning("list", condition=condition)
    if "which" in concepts and len(shown) > 1 and signs.length <= _LONGEST_WHICH_ONES:
        return Meaning("list", over=shown)
    if condition.narrows and not signs.found.chosen:
        if len(shown) > 1:
            over = shown if not condition.mark or "they" in concepts else ()
            return Meaning("list", condition=condition, over=over)
        if signs.anchored and "which" in concepts and not _asks_rules(signs):
            return Meaning("list", condition=condition)
    return None


def _comparison(signs: Signs) -> Meaning | None:
    two = tuple(m for m in signs.found.chosen if m.named or m.score >= _SPOKEN_OF)
    comparing = any(concept in signs.concepts for concept in _COMPARING)
    whole_names = [match for match in two if match.words > 1]
    if len(two) >= 2 and (comparing or (len(whole_names) >= 2 and not _is_said(signs.wish))):
        return Meaning("compare", entities=entity_ids(two), condition=_asked_first(signs))
    return _comparison_with_before(signs, two) if comparing else None


def _is_said(wish: TopicMatch | None) -> bool:
    """Whether words of the message ask for it, rather than its being like those that do."""
    return wish is not None and bool(wish.positions)


def _asked_first(signs: Signs) -> Condition:
    """Whether the years are asked for, which then lead the comparison."""
    by_age = "older" in signs.concepts or "newer" in signs.concepts
    return Condition(order="oldest") if by_age else Condition()


def _comparison_with_before(signs: Signs, named: tuple[EntityMatch, ...]) -> Meaning | None:
    """As in "compared with the egg cluster?" or "which of them is older?"."""
    before = signs.conversation
    if len(named) == 1 and before.entity and before.entity != named[0].entity:
        return Meaning("compare", entities=(before.entity, named[0].entity))
    if not named and len(before.set) == 2:
        return Meaning("compare", entities=before.set, condition=_asked_first(signs))
    if not named and before.entity and before.previous:
        return Meaning("compare", entities=(before.previous, before.entity))
    return None


def _asks_for_many(signs: Signs) -> bool:
    condition: Condition = signs.condition
    return (
        "which" in signs.concepts
        or "list" in signs.concepts
        or (condition.narrows and condition != Condition(mark=condition.mark))
        or condition.mark in ("city-initiative", "key-cluster")
        or bool(condition.sectors)
        or (_nothing_else(signs) and signs.unknown <= _MOST_UNKNOWN_TO_LIST_ALL)
    )


def _nothing_else(signs: Signs) -> bool:
    return not (signs.wishes or signs.general or signs.small_talk)


def _rather_general(signs: Signs) -> bool:
    """Whether the plural "clusters" stands in a general question ("support for clusters")."""
    if signs.condition.narrows or "list" in signs.concepts:
        return False
    return _asks_in_general(signs)


def _asks_rules(signs: Signs) -> bool:
    """Whether "which" asks for the rules of a status rather than for who holds it."""
    best = signs.general[0] if signs.general else None
    return best is not None and best.topic == "national-key-clusters" and best.score >= _CLEAR


def _asks_in_general(signs: Signs) -> bool:
    general = [match for match in signs.general if match.topic != "what-is-a-cluster"]
    return bool(general) and general[0].score >= _CLEAR
