"""Of whom a topic may be asked: all that a message and its conversation offer."""

from collections.abc import Mapping
from itertools import compress
from operator import not_
from typing import Literal, NamedTuple, get_args

from bot.understanding.clues import each
from bot.understanding.comparison import comparable
from bot.understanding.pointing import Pointed, pointed
from bot.understanding.set_signs import SetSigns
from bot.understanding.signs import Signs
from knowledge.model import OUTSIDE, Scope

Way = Literal[
    "message",
    "pointed",
    "before",
    "nobody",
    "general",
    "set",
    "compare",
    "conversation",
    "outside",
]
"""In which way a topic is asked.

Of the entity that the message speaks of, of the one that it points at, of the one talked of
before, of nobody said; in general, over the set of clusters, of entities side by side; as small
talk; or not at all.
"""

WAYS: tuple[Way, ...] = get_args(Way)
NEEDING_SOMEBODY: tuple[Way, ...] = ("message", "pointed", "before", "compare")
"""The ways that are open only where there is somebody of whom to ask so."""

_WAYS_OF: Mapping[Scope, tuple[Way, ...]] = {
    "entity": ("message", "pointed", "before", "nobody"),
    "general": ("general",),
    "set": ("set",),
    "conversation": ("conversation",),
}
_COMPARE: Way = "compare"
_AS_WELL = 0.6
_THEIRS = each("its their ich jego jej")


class Option(NamedTuple):
    """Something that a message may mean: a topic (or `none`) and the way it is asked."""

    topic: str
    way: Way


class Subjects(NamedTuple):
    """Of whom a topic may be asked, none where there is none.

    The entity that the message speaks of, the one that it points at, the one talked of before, and
    those that can be set side by side. `of_set` is what the message shows of the set of clusters.
    """

    message: str | None
    pointed: Pointed | None
    before: str | None
    compared: tuple[str, ...]
    of_set: SetSigns

    @property
    def closed(self) -> tuple[Way, ...]:
        """The ways in which nobody can be asked, in the order of `WAYS`."""
        somebody = (self.message, self.pointed, self.before, self.compared)
        return tuple(compress(NEEDING_SOMEBODY, map(not_, somebody)))


def subjects_of(signs: Signs) -> Subjects:
    """Everybody of whom something may be asked."""
    spoken_of = _spoken_of(signs)
    before = signs.conversation.entity or signs.conversation.previous
    of_set = SetSigns(signs)
    at = pointed(signs)
    if at is not None and len(at.over) > 1:
        before = None  # "the other one" is not the one talked of
    return Subjects(
        message=spoken_of,
        pointed=at or _the_first(of_set),
        before=before if before != spoken_of else None,
        compared=comparable(signs),
        of_set=of_set,
    )


def _spoken_of(signs: Signs) -> str | None:
    """Whom the message speaks of; of two whom a word fits one talked of or shown: "other farms".

    Somebody may be named as one of theirs: "is Sagan still its president?".
    """
    first, talked_of = signs.cluster_first, signs.conversation.entity
    if first is None:
        return None
    if first.person and not (first.name_words or first.whole_names) and talked_of:
        return None if _THEIRS & set(signs.clues.texts) else first.entity
    shown = (talked_of, *signs.conversation.set)
    if first.entity in shown or first.whole_names or signs.anchored or len(signs.found.chosen) > 1:
        return first.entity
    fitting = (
        match.entity
        for match in signs.found.heard
        if match.entity in shown
        and match not in signs.found.denied
        and match.positions & first.positions
        and match.score >= _AS_WELL * first.score
    )
    return next(fitting, first.entity)


def _the_first(of_set: SetSigns) -> Pointed | None:
    """The one that an order puts first: "the phone of the biggest cluster"."""
    condition = of_set.condition
    if not condition.order or condition.whole:
        return None
    over, _ = of_set.shown()
    return Pointed(condition._replace(limit=None), over)


def options_for(scopes: Mapping[str, Scope]) -> tuple[Option, ...]:
    """All options, by the topics and their scopes."""
    found = [
        Option(topic, _COMPARE if topic == _COMPARE else way)
        for topic, scope in scopes.items()
        for way in _WAYS_OF[scope]
    ]
    return (*found, Option(OUTSIDE, "outside"))
