"""When nothing of ours is thought to be meant: a wrong card is worse than none."""

from collections.abc import Sequence

from bot.understanding.clues import OUT_OF, each
from bot.understanding.judge import Weighed
from bot.understanding.places import come_from_elsewhere, lies_elsewhere
from bot.understanding.signs import OF_ONE, Signs
from bot.understanding.subjects import Option, Subjects

_MOST_OUTSIDE, _PLAINLY_OURS, _ONLY_OURS, _GOES_ON, _UNSAID = 0.18, 0.35, 0.5, 0.3, 0.06
_BY_NAME = 0.25
"""From so likely on nothing of ours is thought to be meant.

The second holds where only a condition on the clusters is said, or a cluster is named as one and
asked of; the third where something is asked of what nobody else is called; the fourth while one of
them is talked of; the fifth where nothing shows that the message is of our field; the last where
something is asked of one that a word of its name names.
"""

_PLAIN_ENOUGH, _PLAIN_TALK = 0.7, 0.75
_SURE_OF_MATTER, _SURE_OUTSIDE = 0.8, 0.15
_CLEAR = 1.0
_NEAR_BEFORE = 3
_SET, _TALK = "set", "conversation"
_WHO_IT_IS, _JOIN, _FEES, _DOING = "overview", "join", "fees", "activities"
_WITH_WHOM = "partners"
_LED_BY = "coordinator"
_OF_GROUPS = frozenset({_LED_BY, _WITH_WHOM, "founded", "members"})
_WHICH_OF_THEM = frozenset({"which", "what", "general"})
_ANY_OF_THEM = each("ktoryms ktoregos ktoremus")
_ONE_OF = each("one jednym jednego")
_SOME_OF_THEM = _WHICH_OF_THEM | {"in-name"}
_ONE = frozenset({"one", "ones"})
_BELONGING = frozenset({"dues", "join", "belong", "membership", "member"})
_TOGETHER = frozenset({"union", "own-place"})
_OF_A_GROUP = frozenset({"lublin", "livelihood", "producing", "union", "people-of", "trade"})
_POINTING = each(
    "ten ta te tych tego tej tym tam nich nim niej razem wasz wasza wasze waszego nas nasz "
    "nasza nasze naszej naszego moj moja moje mojej mojego one those that them there together "
    "your we us my our"
)
"""Words that point at a cluster which only its trade or a firm tells of: "the dentists' one"."""


def is_refused(
    weighed: Sequence[Weighed], outside: float, signs: Signs, subjects: Subjects
) -> bool:
    """Whether to decline, where it is so likely that what is `outside` is meant, from 0 to 1."""
    likeliest = weighed[0]
    plain = likeliest.option.way == _SET and subjects.of_set.is_plain
    plain |= outside < _PLAINLY_OURS and _is_small_talk(likeliest, signs)
    plain |= _is_matter_of_its_own(likeliest, outside) or _is_of_a_group(likeliest, outside, signs)
    most = _GOES_ON if _goes_on(likeliest, signs) else _most_outside(signs, subjects)
    refused = outside >= _UNSAID and outside >= most and not plain
    refused |= lies_elsewhere(signs) and not _asks_whom_of_ours(likeliest, signs)
    refused |= _is_of_a_stranger(likeliest, signs, subjects)
    return refused or _is_its_own_business(likeliest.option, signs) or _is_lone_hint(signs)


def _goes_on(likeliest: Weighed, signs: Signs) -> bool:
    """Whether it is the matter that was asked of just before: "and how many months?"."""
    again = likeliest.option == Option(signs.conversation.topic or "", "general")
    return again and not (signs.places or signs.settled)


def tells_of_own(signs: Signs) -> bool:
    """Whether people tell of their own business, which may be anywhere."""
    return signs.in_story or "my-business" in signs.concepts


def asked_which(signs: Signs) -> list[int]:
    """Where a "which" stands before the word cluster."""
    clues = signs.clues
    return [
        place
        for clue in clues.of("cluster")
        for place in range(clue.start - _NEAR_BEFORE, clue.start)
        if (clues.at(place) & _WHICH_OF_THEM and not clues.denied(place, _NEAR_BEFORE))
        or clues.text(place) in _ANY_OF_THEM
        or (clues.text(place) in _ONE_OF and clues.text(place + 1) in OUT_OF)
    ]


def is_asked_by_its_own_word(signs: Signs, topic: str) -> bool:
    """Whether a single family of words asks for a general topic: "internship"."""
    return any(m.topic == topic and m.said and len(m.cue) == 1 for m in signs.general)


def _is_small_talk(likeliest: Weighed, signs: Signs) -> bool:
    """Whether words of its own make it small talk: "in English please"; or it can be little else.

    A reply to small talk tells nothing that could be wrong.
    """
    topic, way = likeliest.option
    said = any(match.topic == topic and match.said for match in signs.small_talk)
    return said or (way == _TALK and likeliest.probability >= _PLAIN_TALK)


def _is_matter_of_its_own(likeliest: Weighed, outside: float) -> bool:
    """Whether a general matter is all but sure that is none of an entity's: "internships"."""
    topic, way = likeliest.option
    sure = outside < _SURE_OUTSIDE and likeliest.probability >= _SURE_OF_MATTER
    return way == "general" and topic not in OF_ONE and sure


def _is_of_a_group(likeliest: Weighed, outside: float, signs: Signs) -> bool:
    """As in "fashion president": nobody runs or belongs to a trade, but to a group of it."""
    first, (topic, way) = signs.first, likeliest.option
    if way != "message" or topic not in _OF_GROUPS or outside >= _BY_NAME:
        return False
    hinted = first is not None and not first.named and not (signs.places or signs.settled)
    return hinted and any(wish.topic == topic and wish.said for wish in signs.wishes)


def _most_outside(signs: Signs, subjects: Subjects) -> float:
    """How likely it may be that nothing of ours is meant."""
    condition, first = signs.condition, signs.first
    by_its_name = condition.name and (signs.anchored or _asks_for_some(signs))
    bare_condition = condition.narrows and (by_its_name or not subjects.of_set.foreign)
    asked_of = signs.anchored and signs.named and any(wish.said for wish in signs.wishes)
    by_its_own_word = any(is_asked_by_its_own_word(signs, m.topic) for m in signs.general[:1])
    in_full = first is not None and first.words > 1
    told_before = signs.in_story and signs.anchored_before and _asks(signs)
    if bare_condition or (told_before and not (signs.places or signs.settled)):
        return _PLAINLY_OURS
    is_alone = first is not None and first.unique and not signs.settled
    if is_alone and any(wish.said for wish in signs.wishes):
        return _ONLY_OURS
    from_there = come_from_elsewhere(signs)
    of_people = in_full or tells_of_own(signs) or from_there
    if (signs.places or signs.settled) and not of_people:
        return _UNSAID
    if (asked_of or by_its_own_word) and (from_there or not signs.places):
        return _PLAINLY_OURS
    if signs.conversation.entity and not signs.places:
        return _GOES_ON
    is_by_name = first is not None and first.named and first.name_words
    if signs.bare and first is not None and first.named and first.words:
        return _PLAINLY_OURS
    if is_by_name and any(wish.said >= _CLEAR for wish in signs.wishes):
        return _BY_NAME
    known = signs.named or (first is not None and (first.its_own or _is_the_one(signs)))
    of_the_city = "lublin" in signs.concepts and any(match.said for match in signs.general)
    of_talk = signs.anchored or signs.anchored_before or signs.conversation.topic
    told = signs.in_story or not _TOGETHER.isdisjoint(signs.concepts.positions)
    of_trade = first is not None and told
    of_ours = known or of_talk or of_the_city or (of_trade and _asks(signs))
    return _MOST_OUTSIDE if of_ours else _UNSAID


def _asks(signs: Signs) -> bool:
    """Whether words ask for a topic of an entity."""
    return any(wish.said for wish in signs.wishes)


def _asks_for_some(signs: Signs) -> bool:
    """As in "which have five in their name?", "those with Lublin in it"."""
    talked_of = signs.conversation.set or signs.conversation.topic
    return bool(talked_of) or not _SOME_OF_THEM.isdisjoint(signs.concepts.positions)


def _is_the_one(signs: Signs) -> bool:
    """As in "the eastern one", where a word of its name is all that names it."""
    texts = signs.clues.texts
    return any(
        texts[at - 1] == "the" and texts[at + 1] in _ONE
        for match in signs.found.chosen
        for at in match.name_positions
        if 0 < at < len(texts) - 1
    )


def _asks_whom_of_ours(likeliest: Weighed, signs: Signs) -> bool:
    """As in "with which Lublin cluster has the Silesian one an agreement?"."""
    asked = likeliest.option.topic == _WITH_WHOM and likeliest.probability >= _PLAIN_ENOUGH
    return asked and signs.local


def _is_lone_hint(signs: Signs) -> bool:
    """Whether a trade or a place is all that is said: "hospital"."""
    first = signs.first
    known = first is not None and (first.named or first.its_own or first.unique)
    hinted = first is not None and not known and not signs.anchored
    return hinted and signs.length == 1 and signs.conversation.topic is None


def _is_of_a_stranger(likeliest: Weighed, signs: Signs, subjects: Subjects) -> bool:
    """As in "which cluster is Acme in?", where all of them would be no answer."""
    option = likeliest.option
    of_all = option.way == _SET and option.topic == "list" and not signs.condition
    if not of_all or likeliest.probability >= _PLAIN_ENOUGH:
        return False
    if signs.found.chosen or signs.plural or signs.conversation.set:
        return False
    return subjects.of_set.foreign > 0 and bool(asked_which(signs))


def _is_its_own_business(option: Option, signs: Signs) -> bool:
    """As in "braces, what do they cost?", "does PZL pay for overtime?".

    A price beside a trade, or nothing asked of it, whom a firm takes on and who leads it are no
    matters of a cluster, unless words point at one or speak of belonging.
    """
    first = signs.first
    if first is None or first.name_words or option.way != "message":
        return False
    begins = signs.conversation.topic is None and not (signs.anchored or signs.anchored_before)
    if not begins or tells_of_own(signs) or not _BELONGING.isdisjoint(signs.concepts.positions):
        return False
    if not _POINTING.isdisjoint(signs.clues.texts):
        return False
    if option.topic == _LED_BY:
        return first.named and not first.its_own
    if option.topic in (_WHO_IT_IS, _DOING):
        said = any(wish.said and wish.topic == option.topic for wish in signs.wishes)
        of_a_group = signs.bare or not _OF_A_GROUP.isdisjoint(signs.concepts.positions)
        return not (first.named or said or of_a_group)
    return option.topic == _FEES or (option.topic == _JOIN and first.named)
