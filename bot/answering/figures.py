"""The reference list in figures, and which of its clusters a condition keeps, in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.conditions import Condition, Order
from knowledge.model import Cluster, Fact, Knowledge, Mark


@dataclass(frozen=True, slots=True)
class Figures:
    """A cluster's row of the reference list; members and companies where the list gives them."""

    entity: str
    year: int | None
    members: int | None
    companies: int | None


@dataclass(frozen=True, slots=True)
class Selection:
    """The clusters that a condition keeps, in their order, and the facts that speak for it."""

    clusters: tuple[str, ...]
    evidence: tuple[Fact, ...]


class ReferenceList:
    """Answers questions over the set of clusters from the published reference list."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._source = knowledge.lists.reference.source
        self.order = knowledge.lists.reference.clusters
        self.figures: Mapping[str, Figures] = {
            id_: self._figures(knowledge.clusters[id_]) for id_ in self.order
        }

    def select(self, condition: Condition, over: tuple[str, ...] = ()) -> Selection:
        """The clusters of the list (or of `over`) that fit, ordered and cut as asked."""
        among = [id_ for id_ in (over or self.order) if id_ in self.figures]
        kept = [id_ for id_ in among if self._fits(id_, condition)]
        if condition.order:
            kept = self._ordered(kept, condition.order)
            if condition.rank:
                kept = kept[condition.rank - 1 : condition.rank]
            else:
                kept = kept[: condition.limit or (self._tied(kept, condition.order))]
        elif condition.limit:
            kept = kept[: condition.limit]
        evidence = [fact for id_ in kept for fact in self._marked(id_, condition.mark)]
        return Selection(tuple(kept), tuple(evidence))

    def _figures(self, cluster: Cluster) -> Figures:
        founded = self._from_list(cluster, "founded")
        members = self._from_list(cluster, "members")
        return Figures(
            cluster.id,
            founded.value if founded else None,
            members.value if members else None,
            members.companies if members else None,
        )

    def _from_list(self, cluster: Cluster, topic: str) -> Fact | None:
        facts = cluster.section(topic).facts
        own = (fact for fact in facts if fact.value is not None and self._source in fact.source)
        return next(own, None)

    def _fits(self, id_: str, condition: Condition) -> bool:
        figures = self.figures[id_]
        cluster = self._knowledge.clusters[id_]
        return (
            (not condition.sectors or any(s in cluster.sectors for s in condition.sectors))
            and (condition.years is None or _within(figures.year, condition.years.__contains__))
            and (condition.size is None or _within(figures.members, condition.size.__contains__))
            and (condition.mark is None or bool(self._marked(id_, condition.mark)))
        )

    def _marked(self, id_: str, mark: Mark | None) -> tuple[Fact, ...]:
        sections = self._knowledge.clusters[id_].topics.values()
        facts: Iterable[Fact] = (fact for section in sections for fact in section.facts)
        return tuple(fact for fact in facts if mark is not None and mark in fact.marks)[:1]

    def _ordered(self, ids: list[str], order: Order) -> list[str]:
        measure = self._measure(order)
        known = [id_ for id_ in ids if measure(id_) is not None]
        backwards = order in ("newest", "biggest")
        return sorted(known, key=lambda id_: measure(id_) or 0, reverse=backwards)

    def _tied(self, ordered: list[str], order: Order) -> int:
        """How many share the first place."""
        measure = self._measure(order)
        return sum(1 for id_ in ordered if measure(id_) == measure(ordered[0]))

    def _measure(self, order: Order) -> Callable[[str], int | None]:
        if order in ("oldest", "newest"):
            return lambda id_: self.figures[id_].year
        return lambda id_: self.figures[id_].members


def _within(value: int | None, fits: Callable[[int], bool]) -> bool:
    return value is not None and fits(value)
