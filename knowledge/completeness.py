"""How much is known of a cluster or an organisation: bronze, silver, gold, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from knowledge.freshness import stale
from knowledge.model import Cluster, Entity, Knowledge

Medal = Literal["bronze", "silver", "gold"]
MEDALS: tuple[Medal, ...] = get_args(Medal)

Point = Literal[
    "overview",
    "aliases",
    "sectors",
    "contact",
    "website",
    "coordinator",
    "join",
    "founded",
    "members",
    "fees",
    "activities",
    "partners",
    "fresh",
]
"""A topic with facts; `contact` is a phone or e-mail, `founded` and `members` are numbers."""

_OF_CLUSTERS: dict[Medal, tuple[Point, ...]] = {
    "bronze": ("overview", "aliases", "sectors", "founded"),
    "silver": ("contact", "website", "coordinator", "members"),
    "gold": ("join", "fees", "activities", "partners", "fresh"),
}
_OF_ORGANISATIONS: dict[Medal, tuple[Point, ...]] = {
    "bronze": ("overview", "aliases"),
    "silver": ("contact", "website"),
    "gold": ("activities", "fresh"),
}


@dataclass(frozen=True, slots=True)
class Completeness:
    """The medal that an entity has earned, if any, and the points missing for each further one."""

    entity: str
    medal: Medal | None
    missing: tuple[tuple[Medal, tuple[Point, ...]], ...]


def completeness(knowledge: Knowledge, today: date) -> tuple[Completeness, ...]:
    """Of every cluster and organisation, in the order of the base."""
    due = {one.entity for one in stale(knowledge, today)}
    return tuple(_of(one, one.id not in due) for one in knowledge.entities.values())


def _of(entity: Entity, is_fresh: bool) -> Completeness:
    has = {*_points(entity), *(("fresh",) if is_fresh else ())}
    needed = _OF_CLUSTERS if isinstance(entity, Cluster) else _OF_ORGANISATIONS
    missing = tuple(
        (medal, lacking)
        for medal, points in needed.items()
        if (lacking := tuple(point for point in points if point not in has))
    )
    first_lacking = MEDALS.index(missing[0][0]) if missing else len(MEDALS)
    return Completeness(entity.id, MEDALS[first_lacking - 1] if first_lacking else None, missing)


def _points(entity: Entity) -> Iterator[str]:
    aliases = entity.recognised_by.aliases
    if aliases.pl and aliases.en:
        yield "aliases"
    if entity.sectors:
        yield "sectors"
    for topic, section in entity.topics.items():
        facts = section.facts
        if topic == "contact":
            facts = tuple(fact for fact in facts if fact.phone or fact.email)
        elif topic in ("founded", "members"):
            facts = tuple(fact for fact in facts if fact.value is not None)
        if facts:
            yield topic
