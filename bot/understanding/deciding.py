"""From weighed options to a meaning: the likeliest one, a question back, or nothing."""

from collections.abc import Mapping, Sequence

from bot.understanding.comparison import asked_first
from bot.understanding.entities import entity_ids
from bot.understanding.judge import Weighed
from bot.understanding.meaning import Choice, Meaning
from bot.understanding.set_question import set_meaning
from bot.understanding.signs import Signs
from bot.understanding.subjects import Option, Subjects
from bot.understanding.topics import TopicMatch

_MOST_OUTSIDE = 0.15
"""A wrong card is worse than none: from here on nothing of ours is thought to be meant."""

_MOST_OUTSIDE_UNSAID = 0.05
"""The same where neither a cluster nor a name of ours is spoken of, before or now."""

_SURE = 0.38
"""Below this share of what is inside, the person is asked which of the likely ones is meant."""

_LIKELY = 0.05
_MOST_CHOICES = 4
_CLEAR = 1.0
_NEARLY = 0.65
_OUTSIDE = "outside"
_WHO_IT_IS = "overview"


def decide(weighed: Sequence[Weighed], signs: Signs, subjects: Subjects) -> Meaning:
    """What the message is taken to mean."""
    outside = sum(one.probability for one in weighed if one.option.way == _OUTSIDE)
    inside = [one for one in weighed if one.option.way != _OUTSIDE]
    spoken_of_ours = signs.anchored or signs.named or signs.conversation.topic
    most = _MOST_OUTSIDE if spoken_of_ours else _MOST_OUTSIDE_UNSAID
    if outside >= most or not inside:
        return Meaning(
            entities=entity_ids(signs.found.chosen),
            neighbour=next(iter((*signs.places, *signs.settled, *signs.neighbours)), None),
        )
    best = inside[0]
    if best.probability < _SURE * (1 - outside):
        choices = _choices(inside, subjects)
        if len(choices) > 1:
            return Meaning(best.option.topic, choices=choices)
    return meaning_of(best.option, signs, subjects)


def meaning_of(option: Option, signs: Signs, subjects: Subjects) -> Meaning:
    """An option with all that belongs to it: entities, a condition, further wishes."""
    topic = option.topic
    match option.way:
        case "message" if subjects.message:
            return Meaning(
                topic,
                entities=(subjects.message,),
                rivals=entity_ids(signs.found.rivals),
                more_topics=_more(signs.wishes, topic),
                condition=signs.condition,
            )
        case "pointed" if subjects.pointed:
            pointed = subjects.pointed
            more = _more(signs.wishes, topic)
            return Meaning(
                topic, condition=pointed.condition, over=pointed.over, one=True, more_topics=more
            )
        case "before" if subjects.before:
            more = _more(signs.wishes, topic)
            return Meaning(topic, entities=(subjects.before,), more_topics=more)
        case "general":
            return Meaning(topic, more_topics=_more(signs.general, topic))
        case "set" if topic == "list" and subjects.message and _is_one_described(signs):
            return Meaning(_WHO_IT_IS, entities=(subjects.message,))
        case "set":
            return set_meaning(topic, subjects.of_set)
        case "compare":
            condition = asked_first(subjects.of_set.clues)
            return Meaning(topic, entities=subjects.compared, condition=condition)
        case _:
            return Meaning(topic)


def _is_one_described(signs: Signs) -> bool:
    """As in "which cluster is for makers of fibre sensors?": a list would be of that one."""
    several = signs.plural or signs.sector_shared or signs.conversation.set
    return not (signs.condition.narrows or several)


def _choices(weighed: Sequence[Weighed], subjects: Subjects) -> tuple[Choice, ...]:
    entities: Mapping[str, str | None] = {"message": subjects.message, "before": subjects.before}
    likely = [
        Choice(one.option.topic, entities.get(one.option.way))
        for one in weighed
        if one.probability >= _LIKELY and one.option.way not in ("pointed", "nobody")
    ]
    return tuple(dict.fromkeys(likely))[:_MOST_CHOICES]


def _more(matches: tuple[TopicMatch, ...], topic: str) -> tuple[str, ...]:
    """A second wish: clearly said, nearly as much as the first, and in other words."""
    first = next((match for match in matches if match.topic == topic), None)
    if first is None or not first.said:
        return ()
    return tuple(
        match.topic
        for match in matches
        if match.topic != topic
        and match.said >= max(_CLEAR, _NEARLY * first.said)
        and match.positions.isdisjoint(first.positions)
    )[:1]
