"""Questions about one entity: named, described, or carried on from before."""

from bot.understanding.entities import EntityMatch, entity_ids
from bot.understanding.general_question import continues
from bot.understanding.meaning import Meaning
from bot.understanding.signs import GENERAL_FORM, Signs, second

_OF_ONE = {general: topic for topic, general in GENERAL_FORM.items()}
_CLEAR = 1.0
_LONGEST_BARE_WISH = 6
_LONGEST_WITHOUT_TOPIC = 6
_SURE_OF_NAME = 0.4
_SURE_OF_PROPER_NAME = 0.15
_SURE_OF_SHARED_NAME = 0.55
_SURE_OF_HINT = 0.5
_SURE_OF_BARE_HINT = 0.9
_SURE_OF_WISH = 0.5
_SURE_OF_PLAIN_WISH = 0.35
_LIKELY, _LIKE = 2, -0.6
_GOES_ON = 0.25
"""How much less sure one need be in the middle of a conversation."""


def entity_question(signs: Signs) -> Meaning | None:
    """What is asked of the entity spoken of; its overview when nothing is."""
    first = signs.cluster_first
    if first is None or not _spoken_of(signs, first) or _goes_on(signs, first):
        return None
    before = _topic_before(signs)
    wish = signs.wish.topic if signs.wish else None
    said = signs.wish is not None and bool(signs.wish.positions)
    if signs.bare and not said and before:
        wish = before
    topic = wish or before or "overview"
    return Meaning(
        topic,
        entities=(first.entity,),
        rivals=entity_ids(signs.found.rivals),
        more_topics=tuple(more for more in second(signs.wishes) if more != topic),
        condition=signs.condition,
    )


def follow_up(signs: Signs) -> Meaning | None:
    """As in "and the phone?": the topic is new, the entity that of the conversation.

    After a general topic the entity talked of earlier comes back, or the topic goes on.
    """
    if not continues(signs):
        return None
    before = signs.conversation
    entity = before.entity or (before.previous if not signs.anchored else None)
    if entity and signs.wish:
        return Meaning(signs.wish.topic, entities=(entity,), more_topics=second(signs.wishes))
    likely = [guess.label for guess in signs.guesses[:_LIKELY] if guess.score > _LIKE]
    if before.topic in likely and not (before.entity or before.set or signs.wish):
        return Meaning(before.topic)
    return None


def wish_without_entity(signs: Signs) -> Meaning | None:
    """An entity's topic with no entity: its general form, or the question of which one."""
    wish = signs.wish
    if wish is None or signs.neighbours or (signs.strangers and not wish.positions):
        return None
    plain = bool(wish.positions) and not signs.strangers
    if signs.confidence < (_SURE_OF_PLAIN_WISH if plain else _SURE_OF_WISH):
        return None
    if wish.topic == "status" and "key-cluster" not in signs.concepts and signs.anchored:
        return Meaning("cluster-standards")
    of_all = signs.anchored or signs.conversation.topic is not None
    if of_all and wish.topic in GENERAL_FORM:
        return Meaning(GENERAL_FORM[wish.topic])
    if wish.score >= _CLEAR and (signs.anchored or signs.length <= _LONGEST_BARE_WISH):
        return Meaning(wish.topic)
    return None


def _goes_on(signs: Signs, first: EntityMatch) -> bool:
    """Whether a mere hint ("how many farms?") is rather a word about the entity before."""
    return (
        not (first.named or _tells_of_people(signs) or signs.anchored)
        and signs.conversation.entity is not None
        and signs.wish is not None
        and continues(signs)
    )


def _tells_of_people(signs: Signs) -> bool:
    """As in "I have a bakery" or "those from the helicopters"."""
    concepts = signs.concepts
    return signs.in_story or "my-business" in concepts or "people-of" in concepts


def _spoken_of(signs: Signs, first: EntityMatch) -> bool:
    least = _SURE_OF_NAME if first.named else _SURE_OF_HINT
    said = signs.wish is not None and bool(signs.wish.positions)
    if first.its_own:
        least = _SURE_OF_PROPER_NAME if first.unique else _SURE_OF_NAME
        least = least if first.unique or said else _SURE_OF_SHARED_NAME
    elif not (first.named or said or signs.anchored or _tells_of_people(signs)):
        least = _SURE_OF_BARE_HINT
    if signs.conversation.topic is not None:
        least -= _GOES_ON
    return signs.confidence >= least


def _topic_before(signs: Signs) -> str | None:
    """As in "and the biotechnology one?", which asks again what was asked before."""
    before = signs.conversation
    if signs.length > _LONGEST_WITHOUT_TOPIC or before.topic is None:
        return None
    return before.topic if before.entity or before.asked else _OF_ONE.get(before.topic)
