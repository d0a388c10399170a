"""Two wishes in one message: "what does it cost, and how do we join?"."""

from collections.abc import Mapping

from bot.understanding.clues import each
from bot.understanding.signs import Signs
from bot.understanding.topics import TopicMatch

_THINKABLE, _LEADING = 0.05, 0.002
"""A word may sound like a second wish and be none: "a buyer of boards"; or like the first one."""

_CLEAR = 1.0
_NEARLY = 0.65
_JOINING = each("i oraz and plus then")
_SECOND = each("drugie secondly also takze rowniez ponadto dodatkowo")
_JOINED_WITHIN = 4


def wishes_in_order(
    matches: tuple[TopicMatch, ...], topic: str, signs: Signs, thinkable: Mapping[str, float]
) -> tuple[str, tuple[str, ...]]:
    """The topic and a second wish, if there is one; of two that are joined the first said leads.

    `thinkable` has how likely each topic is.
    """
    wishes = _beside(matches, topic, signs, thinkable)
    if len(wishes) < 2:
        return topic, ()
    first, second = wishes[:2]
    later = (
        bool(first.core)
        and min(second.core) < min(first.core)
        and thinkable.get(second.topic, 0) >= _LEADING
        and _are_joined(first, second, signs)
    )
    return (second.topic, (topic,)) if later else (topic, (second.topic,))


def _beside(
    matches: tuple[TopicMatch, ...], topic: str, signs: Signs, thinkable: Mapping[str, float]
) -> tuple[TopicMatch, ...]:
    """The topic, and what may be wished beside it: likely enough, or joined to it by an "and"."""
    if not matches:
        return ()
    unsaid = TopicMatch(topic, matches[0].scope, score=0.0, start=0, positions=frozenset())
    first = next((match for match in matches if match.topic == topic), unsaid)
    others = [
        match
        for match in matches
        if match.topic != topic
        and match.said >= _CLEAR
        and (
            _are_joined(first, match, signs)
            or (
                match.positions.isdisjoint(first.positions)
                and first.said
                and thinkable.get(match.topic, 0) >= _THINKABLE
                and match.said >= _NEARLY * first.said
            )
        )
    ]
    return (first, *others)


def _are_joined(one: TopicMatch, other: TopicMatch, signs: Signs) -> bool:
    """Whether an "and" stands between words that ask for only one of two topics."""
    own, others = one.core - other.core, other.core - one.core
    if not others or (one.core and not own):
        return False
    # What a message is only like stands nowhere.
    before, second = sorted((own, others), key=min) if own else (frozenset({-1}), others)
    between = range(max(before) + 1, min(second))
    texts = signs.clues.texts
    joining = _JOINING - {"i"} if signs.reading.language == "en" else _JOINING
    trades = {at for match in signs.found.chosen for at in match.positions}
    near = [at for at in between[-_JOINED_WITHIN:] if not {at - 1, at + 1} <= trades]
    joined = any(texts[at] in joining for at in near)
    return joined or any(texts[at] in _SECOND for at in between)
