"""Questions about one entity: named, described, or carried on from before."""

from bot.understanding.entities import EntityMatch, entity_ids
from bot.understanding.general_question import continues
from bot.understanding.meaning import Meaning
from bot.understanding.signs import GENERAL_FORM, Signs, second

_OF_ONE = {general: topic for topic, general in GENERAL_FORM.items()}
_CLEAR = 1.0
_LONGEST_BARE_NAME = 4
_LONGEST_BARE_WISH = 6
_LONGEST_WITHOUT_TOPIC = 6
_MOST_UNKNOWN = 0.5
_MOST_UNKNOWN_TO_NAMES = 0.5
_MOST_UNKNOWN_TO_SURNAMES = 0.25
_MOST_UNKNOWN_TO_UNIQUE_NAMES = 0.5
_MOST_UNKNOWN_NEAR_CLUSTER = 0.75
_MOST_UNKNOWN_TO_HINTS = 0.2
_MOST_UNKNOWN_OF_TRADE = 0.34
_LONGEST_TRADE = 7


def entity_question(signs: Signs) -> Meaning | None:
    """What is asked of the entity spoken of; its overview when nothing is."""
    first = signs.cluster_first
    if first is None or not (_named_clearly(signs, first) or _hinted_clearly(signs, first)):
        return None
    topic = signs.wish.topic if signs.wish else _topic_before(signs) or "overview"
    return Meaning(
        topic,
        entities=(first.entity,),
        rivals=entity_ids(signs.found.rivals),
        more_topics=tuple(more for more in second(signs.wishes) if more != topic),
        condition=signs.condition,
    )


def follow_up(signs: Signs) -> Meaning | None:
    """As in "and the phone?": the topic is new, the entity that of the conversation."""
    if not continues(signs):
        return None
    before = signs.conversation
    if before.entity and signs.wish:
        topics = second(signs.wishes)
        return Meaning(signs.wish.topic, entities=(before.entity,), more_topics=topics)
    stays = before.topic is not None and before.entity is None and not before.set
    if stays and signs.unknown <= _MOST_UNKNOWN and (signs.wish or signs.concepts.positions):
        return Meaning(before.topic)
    return None


def wish_without_entity(signs: Signs) -> Meaning | None:
    """An entity's topic with no entity: its general form, or the question of which one."""
    wish = signs.wish
    if wish is None or signs.neighbours:
        return None
    if signs.unknown > _MOST_UNKNOWN or (signs.unknown > 0 and not signs.anchored):
        return None
    if wish.topic == "status" and "key-cluster" not in signs.concepts and signs.anchored:
        return Meaning("cluster-standards")
    if signs.anchored and wish.topic in GENERAL_FORM:
        return Meaning(GENERAL_FORM[wish.topic])
    if wish.score >= _CLEAR and (signs.anchored or signs.length <= _LONGEST_BARE_WISH):
        return Meaning(wish.topic)
    return None


def _named_clearly(signs: Signs, first: EntityMatch) -> bool:
    """Named by a whole name, or by one rare word in a message that is about it."""
    if not first.named:
        return False
    if signs.anchored or first.words > 1:
        return signs.wish is not None or signs.unknown <= _MOST_UNKNOWN_TO_NAMES
    most = _MOST_UNKNOWN_TO_UNIQUE_NAMES if first.unique else _MOST_UNKNOWN_TO_SURNAMES
    if first.its_own and signs.unknown <= most:
        return True
    pointing = "people-of" in signs.concepts
    asked = signs.wish is not None and (signs.wish.score >= _CLEAR or signs.local)
    goes_on = _topic_before(signs) is not None
    if signs.length > _LONGEST_BARE_NAME and not asked and not goes_on and not pointing:
        return False
    return signs.unknown <= (_MOST_UNKNOWN if asked or pointing or goes_on else 0.0)


def _hinted_clearly(signs: Signs, first: EntityMatch) -> bool:
    """Only described: beside the word cluster, or where people tell of their trade and ask."""
    if first.named:
        return False
    asked = signs.wish is not None and signs.wish.score >= _CLEAR
    if first.its_own and signs.unknown <= _MOST_UNKNOWN_TO_SURNAMES:
        return True
    telling = "my-business" in signs.concepts or "trade" in signs.concepts
    short = signs.length <= _LONGEST_TRADE and signs.unknown <= _MOST_UNKNOWN_OF_TRADE
    if signs.anchored or "people-of" in signs.concepts or (telling and (asked or short)):
        return signs.unknown <= _MOST_UNKNOWN_NEAR_CLUSTER
    return asked and signs.unknown < _MOST_UNKNOWN_TO_HINTS and not first.by_facts


def _topic_before(signs: Signs) -> str | None:
    """As in "and the biotechnology one?", which asks again what was asked before."""
    before = signs.conversation
    if signs.length > _LONGEST_WITHOUT_TOPIC or before.topic is None:
        return None
    return before.topic if before.entity else _OF_ONE.get(before.topic)
