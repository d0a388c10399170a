"""All clusters with their figures, and which of them a filter keeps."""

from dataclasses import dataclass

from bot.answering.figures import ReferenceList
from knowledge.model import Cluster, Knowledge, Mark


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the list; a cluster whose figure is not known fits no range of it."""

    sector: str | None = None
    founded_from: int | None = None
    founded_to: int | None = None
    members_from: int | None = None
    members_to: int | None = None
    status: Mark | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A cluster with the figures of the reference list, where it is on it."""

    cluster: Cluster
    founded: int | None
    members: int | None
    companies: int | None
    status: tuple[Mark, ...]
    is_on_list: bool


class Directory:
    """The clusters of one knowledge: those of the reference list in its order, then the others."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        reference = ReferenceList(knowledge)
        later = (id_ for id_ in knowledge.clusters if id_ not in reference.figures)
        self.clusters = tuple(
            _listed(knowledge.clusters[id_], reference) for id_ in (*reference.order, *later)
        )

    def kept(self, filter_: Filter) -> tuple[Listed, ...]:
        """Those that fit."""
        return tuple(one for one in self.clusters if _fits(one, filter_))


class Directories:
    """Keeps the directory of the knowledge that was asked for last."""

    def __init__(self) -> None:
        self._latest: Directory | None = None

    def of(self, knowledge: Knowledge) -> Directory:
        """The directory of this knowledge."""
        if self._latest is None or self._latest.knowledge is not knowledge:
            self._latest = Directory(knowledge)
        return self._latest


def _listed(cluster: Cluster, reference: ReferenceList) -> Listed:
    row = reference.row(cluster.id)
    facts = (fact for section in cluster.topics.values() for fact in section.facts)
    status = tuple(dict.fromkeys(mark for fact in facts for mark in fact.marks))
    is_on_list = cluster.id in reference.figures
    return Listed(cluster, row.year, row.members, row.companies, status, is_on_list)


def _fits(one: Listed, filter_: Filter) -> bool:
    return (
        (filter_.sector is None or filter_.sector in one.cluster.sectors)
        and (filter_.status is None or filter_.status in one.status)
        and _within(one.founded, filter_.founded_from, filter_.founded_to)
        and _within(one.members, filter_.members_from, filter_.members_to)
    )


def _within(value: int | None, low: int | None, high: int | None) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)
