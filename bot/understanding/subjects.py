"""Of whom a topic may be asked: all that a message and its conversation offer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from bot.understanding.comparison import comparable
from bot.understanding.pointing import Pointed, pointed
from bot.understanding.set_signs import SetSigns
from bot.understanding.signs import Signs
from knowledge.model import OUTSIDE, Scope

Way = Literal[
    "message", "pointed", "before", "nobody", "general", "set", "compare", "conversation", "outside"
]
"""In which way a topic is asked: of the entity that the message speaks of, of the one that it
points at, of the one talked of before, of nobody said; in general, over the set of clusters, of
entities side by side; as small talk; or not at all."""

WAYS: tuple[Way, ...] = get_args(Way)

_WAYS_OF: Mapping[Scope, tuple[Way, ...]] = {
    "entity": ("message", "pointed", "before", "nobody"),
    "general": ("general",),
    "set": ("set",),
    "conversation": ("conversation",),
}
_COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a message may mean: a topic (or `none`) and the way it is asked."""

    topic: str
    way: Way


@dataclass(frozen=True, slots=True)
class Subjects:
    """The entity that the message speaks of, whom it points at, the entity talked of before, and
    the entities that can be set side by side; none where there is none.
    """

    message: str | None
    pointed: Pointed | None
    before: str | None
    compared: tuple[str, ...]

    @property
    def ways(self) -> frozenset[Way]:
        """The ways that are open."""
        shut: set[Way] = set()
        for way, subject in (
            ("message", self.message),
            ("pointed", self.pointed),
            ("before", self.before),
            ("compare", self.compared),
        ):
            if not subject:
                shut.add(way)
        return frozenset(WAYS) - shut


def subjects_of(signs: Signs) -> Subjects:
    """Everybody of whom something may be asked."""
    spoken_of = signs.cluster_first.entity if signs.cluster_first else None
    before = signs.conversation.entity or signs.conversation.previous
    return Subjects(
        message=spoken_of,
        pointed=pointed(signs) or _the_first(signs),
        before=before if before != spoken_of else None,
        compared=comparable(signs),
    )


def _the_first(signs: Signs) -> Pointed | None:
    """The one that an order puts first: "the phone of the biggest cluster"."""
    condition = signs.condition
    if not condition.order or condition.whole:
        return None
    over, _ = SetSigns(signs).shown()
    return Pointed(replace(condition, limit=None), over)


def options_for(scopes: Mapping[str, Scope]) -> tuple[Option, ...]:
    """All options, by the topics and their scopes."""
    found = [
        Option(topic, _COMPARE if topic == _COMPARE else way)
        for topic, scope in scopes.items()
        for way in _WAYS_OF[scope]
    ]
    return (*found, Option(OUTSIDE, "outside"))
