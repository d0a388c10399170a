"""The reference list in figures, and which of its clusters a condition keeps, in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.against import Measure
from bot.understanding.conditions import Condition
from bot.understanding.name_words import LIKENESSES
from bot.understanding.normalise import fold
from bot.understanding.orders import Order
from bot.understanding.spans import Span
from knowledge.dates import first_day
from knowledge.model import UNDATED, Cluster, Entity, Fact, Knowledge, Language, Mark

_LEVEL_IN: Mapping[Measure, Order] = {"same-year": "oldest", "same-size": "biggest"}


@dataclass(frozen=True, slots=True)
class Figures:
    """A cluster's row of the reference list; members and companies where the list gives them."""

    entity: str
    year: int | None
    members: int | None
    companies: int | None


@dataclass(frozen=True, slots=True)
class Selection:
    """The clusters that a condition keeps, in their order, and the facts that speak for it.

    `evidence` says of which cluster each fact is; of one ruled out where the condition denies
    something. `ranking` is the whole order of which the clusters are a part, `over` the set that
    was chosen from, empty where that is the whole list.
    """

    clusters: tuple[str, ...]
    evidence: tuple[tuple[str, Fact], ...] = ()
    ranking: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


class ReferenceList:
    """Answers questions over the set of clusters from the published reference list."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._source = knowledge.lists.reference.source
        as_of = knowledge.lists.reference.as_of
        self._year = None if as_of == UNDATED else first_day(as_of).year
        self.order = knowledge.lists.reference.clusters
        self.figures: Mapping[str, Figures] = {
            id_: self._figures(knowledge.clusters[id_]) for id_ in self.order
        }
        self._marks: Mapping[tuple[str, Mark], Fact] = _first_marked(knowledge)
        self._others: Mapping[str, Figures] = {
            id_: _known_figures(entity)
            for id_, entity in knowledge.entities.items()
            if id_ not in self.figures
        }

    def row(self, id_: str) -> Figures:
        """The figures of an entity; one that is not on the list has none there."""
        return self.figures.get(id_) or Figures(id_, None, None, None)

    def one(self, condition: Condition, over: tuple[str, ...]) -> str | None:
        """The entity of `over` that stands first; `over` may hold ones that are not on the list.

        Those are measured by what else is known of them. None where nothing fits, or where one of
        them cannot be measured.
        """
        if not condition.order or self._others.keys().isdisjoint(over):
            return next(iter(self.select(condition, over).clusters), None)
        ordered = self._ordered(list(over), condition, "pl")
        if len(ordered) < len(over):
            return None
        return next(iter(self._cut(ordered, condition)), None)

    def as_meant(self, condition: Condition) -> Condition:
        """Without the year of the list itself, when none was founded: "clusters in 2019"."""
        founded = {row.year for row in self.figures.values()}
        if condition.years == (Span(self._year, self._year),) and self._year not in founded:
            return condition._replace(years=())
        return condition

    def select(
        self, condition: Condition, over: tuple[str, ...] = (), language: Language = "pl"
    ) -> Selection:
        """The clusters of the list (or of `over`) that fit, ordered and cut as asked.

        `language` is that of the names for an alphabetical order. Where nothing but a place in
        `over` is asked for, those that are not on the list have theirs.
        """
        if over and condition.is_place:
            return Selection(self._cut(list(over), condition), ranking=over, over=over)
        within = () if condition.order and self._is_whole_ranking(over) else over
        among = [id_ for id_ in (within or self.order) if id_ in self.figures]
        kept = [id_ for id_ in among if self._fits(id_, condition)]
        if condition.name:
            kept = self._named(kept, condition)
        if condition.level:
            kept = self._level(kept, condition.level)
        if condition.order:
            kept = self._ordered(kept, condition, language)
        return Selection(
            self._cut(kept, condition), self._evidence(kept, among, condition), tuple(kept), within
        )

    def _cut(self, kept: list[str], condition: Condition) -> tuple[str, ...]:
        """The part that is shown: a place, the first few, the winners, or all."""
        if condition.rank:
            ordered = kept[::-1] if condition.from_end else kept
            return self._in_place(ordered, condition.rank, condition)
        if condition.limit and condition.from_end:
            return tuple(kept[-condition.limit :])
        if condition.limit:
            return tuple(kept[: condition.limit])
        if condition.order and not condition.whole:
            return tuple(kept[: self._tied(kept, condition)])
        return tuple(kept)

    def _in_place(self, ordered: list[str], place: int, condition: Condition) -> tuple[str, ...]:
        """The one in a place; of an order that measures also those that share it."""
        here = ordered[place - 1 : place]
        if not here or condition.order in (None, "alphabetical", "backwards"):
            return tuple(here)
        measure = self._measure(condition)
        return tuple(id_ for id_ in ordered if measure(id_) == measure(here[0]))

    def _is_whole_ranking(self, over: tuple[str, ...]) -> bool:
        """Whether a set is all of the list that has a size: it is then the list itself."""
        sized = {id_ for id_, row in self.figures.items() if row.members is not None}
        return sized <= set(over)

    def _named(self, ids: list[str], condition: Condition) -> list[str]:
        """Those whose Polish or English name holds the words, by the closest likeness."""
        if condition.name is None:
            return ids
        names = {id_: self._knowledge.clusters[id_].name for id_ in ids}
        for likeness in LIKENESSES:
            found = [
                id_ for id_ in ids if condition.name.fits((names[id_].pl, names[id_].en), likeness)
            ]
            if found:
                return found
        return []

    def _evidence(
        self, kept: list[str], among: list[str], condition: Condition
    ) -> tuple[tuple[str, Fact], ...]:
        speaking = [(id_, mark) for id_ in kept for mark in condition.marks]
        if condition.without and not condition.marks:
            marks = condition.without.marks
            speaking += [(id_, mark) for id_ in among if id_ not in kept for mark in marks]
        found = ((id_, self._marked(id_, mark)) for id_, mark in speaking)
        return tuple((id_, fact) for id_, fact in found if fact is not None)

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
        row = self.figures[id_]
        size = row.companies if condition.companies else row.members
        return (
            (not condition.sectors or self._in_sectors(id_, condition.sectors))
            and (not condition.years or _in_one(row.year, condition.years))
            and (condition.size is None or _within(size, condition.size.__contains__))
            and all(self._marked(id_, mark) for mark in condition.marks)
            and (condition.than is None or self._beyond(id_, *condition.than))
            and (not condition.pure or (size is not None and row.companies == row.members))
            and (condition.mostly is None or condition.mostly == _mostly_companies(row))
            and (condition.without is None or not self._is_ruled_out(id_, condition.without))
        )

    def _beyond(self, id_: str, against: Measure, other: str) -> bool:
        """Whether a cluster is older, newer, bigger or smaller than another, or level with it."""
        if other not in self.figures or id_ == other:
            return False
        if against == "same-year" or against == "same-size":
            measure = self._measure(Condition(order=_LEVEL_IN[against]))
            return measure(id_) is not None and measure(id_) == measure(other)
        measure = self._measure(Condition(order=against))
        own, limit = measure(id_), measure(other)
        if own is None or limit is None:
            return False
        return own > limit if against in ("newest", "biggest") else own < limit

    def _level(self, ids: list[str], level: Measure) -> list[str]:
        """Those that share their year or size with another of them, side by side."""
        ordered = self._ordered(ids, Condition(order=_LEVEL_IN[level]), "pl")
        measure = self._measure(Condition(order=_LEVEL_IN[level]))
        values = [measure(id_) for id_ in ordered]
        return [id_ for id_ in ordered if values.count(measure(id_)) > 1]

    def _is_ruled_out(self, id_: str, without: Condition) -> bool:
        """Whether one thing of those denied fits; what is not known rules nothing out."""
        row = self.figures[id_]
        return (
            id_ in without.entities
            or self._in_sectors(id_, without.sectors)
            or _in_one(row.year, without.years)
            or any(self._marked(id_, mark) for mark in without.marks)
        )

    def _in_sectors(self, id_: str, sectors: tuple[str, ...]) -> bool:
        return not set(sectors).isdisjoint(self._knowledge.clusters[id_].sectors)

    def _marked(self, id_: str, mark: Mark) -> Fact | None:
        return self._marks.get((id_, mark))

    def _ordered(self, ids: list[str], condition: Condition, language: Language) -> list[str]:
        order = condition.order
        if order in ("alphabetical", "backwards"):
            names = {id_: self._knowledge.entities[id_].name.in_(language) for id_ in ids}
            by_name = sorted(ids, key=lambda id_: fold(names[id_]))
            return by_name if order == "alphabetical" else by_name[::-1]
        measure = self._measure(condition)
        known = [id_ for id_ in ids if measure(id_) is not None]
        backwards = order in ("newest", "biggest")
        return sorted(known, key=lambda id_: measure(id_) or 0, reverse=backwards)

    def _tied(self, ordered: list[str], condition: Condition) -> int:
        """How many share the first place."""
        measure = self._measure(condition)
        return sum(1 for id_ in ordered if measure(id_) == measure(ordered[0]))

    def _measure(self, condition: Condition) -> Callable[[str], int | None]:
        def row(id_: str) -> Figures:
            return self.figures.get(id_) or self._others[id_]

        if condition.order in ("oldest", "newest"):
            return lambda id_: row(id_).year
        if condition.companies:
            return lambda id_: row(id_).companies
        return lambda id_: row(id_).members


def _first_marked(knowledge: Knowledge) -> dict[tuple[str, Mark], Fact]:
    """For each cluster and property the first fact that speaks for it."""
    found: dict[tuple[str, Mark], Fact] = {}
    for cluster in knowledge.clusters.values():
        for section in cluster.topics.values():
            for fact in section.facts:
                for mark in fact.marks:
                    found.setdefault((cluster.id, mark), fact)
    return found


def _known_figures(entity: Entity) -> Figures:
    """The figures of an entity that the list leaves out, from the facts that lead its sections."""
    founded, members = (
        next((fact for fact in entity.section(topic).facts if fact.value is not None), None)
        for topic in ("founded", "members")
    )
    return Figures(
        entity.id,
        founded.value if founded else None,
        members.value if members else None,
        members.companies if members else None,
    )


def _mostly_companies(row: Figures) -> bool | None:
    """Whether more than half of the members are companies; None where that is level or unknown."""
    if row.members is None or row.companies is None or 2 * row.companies == row.members:
        return None
    return 2 * row.companies > row.members


def _in_one(value: int | None, spans: Iterable[Span]) -> bool:
    return any(_within(value, span.__contains__) for span in spans)


def _within(value: int | None, fits: Callable[[int], bool]) -> bool:
    return value is not None and fits(value)
