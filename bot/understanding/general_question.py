"""Questions about no one entity."""

from bot.understanding.meaning import Meaning
from bot.understanding.signs import GENERAL_FORM, Signs, second
from bot.understanding.topics import TopicMatch

_OF_ALL_CLUSTERS = frozenset(
    {"join-general", "fees-general", "contact-general", "what-is-a-cluster", "benefits"}
)
"""General topics that ask of all clusters what can be asked of one."""

_PERSONAL = frozenset({"contact", "coordinator", "website"})
_ENTITY_COUNTS = 0.5
_LEAD = 0.5
_CLEAR = 1.0
_SURE = 0.5
_ENOUGH = 0.8
_LONGEST_FOLLOW_UP = 9


def general_question(signs: Signs) -> Meaning | None:
    """A general topic, unless the message is rather about an entity or goes on about one."""
    if not signs.general:
        return None
    best, wish = signs.general[0], signs.wish
    if signs.first is not None and signs.first.score >= _ENTITY_COUNTS:
        if not _stronger_than_entity(signs, best):
            return None
    elif wish is not None and continues(signs):
        goes_on = signs.conversation.entity and GENERAL_FORM.get(wish.topic) == best.topic
        if goes_on and (not signs.anchored or "they" in signs.concepts):
            return None
        if wish.score >= best.score or best.score < _CLEAR:
            return None
    elif wish is not None and wish.score > best.score and not signs.anchored:
        return None
    if not _in_field(signs, best):
        return None
    return Meaning(best.topic, more_topics=second(signs.general))


def continues(signs: Signs) -> bool:
    """Whether a short message may go on about what was talked of before."""
    before = signs.conversation
    return (
        bool(before.entity or before.topic)
        and signs.length <= _LONGEST_FOLLOW_UP
        and not signs.plural
        and not signs.neighbours
    )


def _stronger_than_entity(signs: Signs, best: TopicMatch) -> bool:
    first, wish = signs.first, signs.wish
    if first is None:
        return True
    if signs.in_story and (best.topic == GENERAL_FORM["join"] or _asked_more(wish, best)):
        return False
    covered = first.positions <= best.positions
    asks_person = (
        wish is not None and wish.topic in _PERSONAL and wish.positions.isdisjoint(best.positions)
    )
    if asks_person or len(first.positions - best.positions) > 1:
        return False
    leads = best.score >= max(wish.score if wish else 0.0, _CLEAR) + _LEAD
    if not (covered or (leads and best.topic not in _OF_ALL_CLUSTERS)):
        return False
    named_by_it = first.name_positions <= best.positions
    return covered or named_by_it or not (first.named and first.words > 1)


def _asked_more(wish: TopicMatch | None, best: TopicMatch) -> bool:
    return wish is not None and wish.score > best.score


def _in_field(signs: Signs, best: TopicMatch) -> bool:
    """Whether the topic is meant: one everyday word among strangers is not enough."""
    return best.score >= _ENOUGH and signs.confidence >= _SURE
