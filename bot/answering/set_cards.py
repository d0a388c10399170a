"""Cards over the set of clusters: lists, counts and comparisons."""

from dataclasses import replace

from bot.answering.figures import Figures, ReferenceList, Selection
from bot.answering.parts import Writer
from bot.answering.pictures import picture_of_comparison, picture_of_list
from bot.answering.wording import capital, describe
from bot.cards import Card, FollowUp, Line, LineKind, Row, SourceNote, Table, Target
from bot.understanding.conditions import Condition

_BUTTONS = 6
_MOST_EVIDENCE = 6
_MEASURED = ("oldest", "newest", "biggest", "smallest")


def list_card(
    writer: Writer, reference: ReferenceList, condition: Condition, selection: Selection
) -> Card:
    """The clusters that fit, as a table; the first line states the condition applied."""
    topic = writer.knowledge.topics["list"]
    lines = [Line(_headline(writer, reference, condition, selection), LineKind.ANSWER)]
    lines += [
        Line(
            f"{_name(writer, id_)}: {fact.text.in_(writer.language)}",
            date=writer.texts.as_of(fact.as_of, writer.language),
        )
        for id_, fact in selection.evidence[:_MOST_EVIDENCE]
    ]
    if condition.marks or (condition.without and condition.without.marks):
        lines.append(Line(writer.say("list.status_dates"), LineKind.NOTE))
    if condition.by_size:
        note = "list.no_companies" if condition.companies else "list.no_size"
        lines.append(Line(writer.say(note), LineKind.NOTE))
    if not condition and selection.clusters == reference.order:
        differences = writer.knowledge.lists.differences.in_(writer.language)
        lines.append(Line(differences, LineKind.CONTRADICTION))
    return Card(
        title=topic.title.in_(writer.language),
        lines=tuple(lines),
        table=_table(writer, reference, selection.clusters) if selection.clusters else None,
        sources=_list_sources(writer, condition, selection),
        follow_ups=_buttons(writer, selection.clusters, "list"),
        picture=picture_of_list(writer, reference, condition, selection.clusters),
    )


def count_card(
    writer: Writer, reference: ReferenceList, condition: Condition, selection: Selection
) -> Card:
    """How many fit, with the list behind the number."""
    listed = list_card(writer, reference, condition, selection)
    return Card(
        title=writer.knowledge.topics["count"].title.in_(writer.language),
        lines=listed.lines,
        table=listed.table,
        sources=listed.sources,
        follow_ups=_buttons(writer, selection.clusters, "count"),
        picture=listed.picture,
    )


def similar_card(
    writer: Writer, reference: ReferenceList, id_: str, clusters: tuple[str, ...]
) -> Card:
    """The other clusters of a cluster's lines of business."""
    sectors = writer.knowledge.clusters[id_].sectors
    names = (writer.knowledge.sectors[sector].name.in_(writer.language) for sector in sectors)
    short = writer.knowledge.clusters[id_].short.in_(writer.language)
    headline = writer.say("list.similar", sectors=", ".join(names), count=len(clusters))
    title = writer.say("list.similar_title", name=short)
    card = _card_of(writer, reference, clusters, title, headline)
    return replace(card, follow_ups=(*card.follow_ups, FollowUp(short, Target("overview", id_))))


def fitting_card(writer: Writer, reference: ReferenceList, clusters: tuple[str, ...]) -> Card:
    """The clusters that a firm or a person leads to: "in which cluster is Biomaxima?".

    Who is in them, with its sources, is a button away.
    """
    title = writer.knowledge.topics["list"].title.in_(writer.language)
    headline = writer.say("list.fitting", count=len(clusters))
    card = _card_of(writer, reference, clusters, title, headline)
    members = [writer.follow_up(Target("members", id_), None) for id_ in clusters[:_BUTTONS]]
    return replace(card, follow_ups=tuple(members))


def _card_of(
    writer: Writer, reference: ReferenceList, clusters: tuple[str, ...], title: str, headline: str
) -> Card:
    lists = writer.knowledge.lists
    is_listed = not reference.figures.keys().isdisjoint(clusters)
    source = lists.reference.source if is_listed else lists.later.source
    return Card(
        title=title,
        lines=(Line(headline, LineKind.ANSWER),),
        table=_table(writer, reference, clusters),
        sources=writer.sources((), source),
        follow_ups=_buttons(writer, clusters, "list"),
    )


def compare_card(
    writer: Writer, reference: ReferenceList, compared: tuple[str, ...], *, by_age: bool
) -> Card:
    """Two or more entities side by side, the difference in figures first."""
    entities = [writer.knowledge.entities[id_] for id_ in compared]
    figures = [reference.figures.get(id_) for id_ in compared]
    lines = _differences(writer, figures)
    if by_age and len(lines) > 1:
        lines = [replace(lines[1], kind=LineKind.ANSWER), replace(lines[0], kind=LineKind.FACT)]
    if not lines:
        lines = [Line(writer.say("compare.plain"), LineKind.ANSWER)]
    facts = []
    rows = _figure_rows(writer, figures)
    for topic in ("overview", "fees", "coordinator"):
        found = [entity.section(topic).facts[:1] for entity in entities]
        if any(found):
            facts += [fact for group in found for fact in group]
            cells = [group[0].text.in_(writer.language) if group else "–" for group in found]
            rows.append(Row((writer.knowledge.topics[topic].title.in_(writer.language), *cells)))
    names = [entity.name.in_(writer.language) for entity in entities]
    shorts = [entity.short.in_(writer.language) for entity in entities]
    reference_source = (writer.knowledge.lists.reference.source,) if any(figures) else ()
    first = ", ".join(names[:-1])
    return Card(
        title=writer.say("compare.title", first=first, second=names[-1]),
        lines=tuple(lines),
        # Whole names would fill a phone, over and over.
        table=Table((writer.say("compare.row"), *map(capital, shorts)), tuple(rows)),
        sources=writer.sources(facts, *reference_source),
        follow_ups=tuple(
            FollowUp(short, Target("overview", entity.id))
            for short, entity in zip(shorts, entities, strict=True)
        ),
        picture=picture_of_comparison(writer, figures),
    )


def _name(writer: Writer, id_: str) -> str:
    return writer.knowledge.entities[id_].name.in_(writer.language)


def _headline(
    writer: Writer, reference: ReferenceList, condition: Condition, selection: Selection
) -> str:
    clusters, among = selection.clusters, selection.over
    if not condition:
        key = "list.all" if clusters == reference.order else "list.these"
        return writer.say(key, count=len(clusters))
    described = describe(writer, condition)
    if not clusters:
        key = "list.none_of_these" if among else "list.none"
        return writer.say(key, condition=described, all=len(among))
    if condition.order in _MEASURED and len(clusters) == 1 and not condition.whole:
        figures = reference.figures[clusters[0]]
        narrowed = condition._replace(order=None, rank=None, limit=None, companies=False)
        kind = ".companies" if condition.companies and condition.by_size else ""
        order = writer.say(f"condition.{condition.order}{kind}")
        if condition.rank:
            order = writer.say("condition.place", order=order, rank=condition.rank)
        if narrowed:
            order = writer.say("list.among", order=order, condition=describe(writer, narrowed))
        return writer.say(
            "list.winner",
            condition=order,
            name=_name(writer, clusters[0]),
            figure=_figure(writer, condition, figures),
        )
    if selection.over and condition == Condition(
        limit=condition.limit, rank=condition.rank, from_end=condition.from_end
    ):
        names = ", ".join(_name(writer, id_) for id_ in clusters)
        return writer.say("list.part", condition=described, names=names)
    key = "list.ordered" if condition.order else "list.some_of_these" if among else "list.some"
    return writer.say(key, count=len(clusters), condition=described, all=len(among))


def _figure(writer: Writer, condition: Condition, figures: Figures) -> str:
    """The figure that a winner has, of the kind that decided."""
    if not condition.by_size:
        return writer.say("list.year_figure", year=figures.year)
    if condition.companies:
        return writer.say("list.companies_figure", count=figures.companies)
    return writer.say("list.members_figure", count=figures.members)


def _table(writer: Writer, reference: ReferenceList, clusters: tuple[str, ...]) -> Table:
    header = tuple(
        writer.say(f"list.column.{column}") for column in ("name", "year", "members", "companies")
    )
    rows = []
    for id_ in clusters:
        figures = reference.row(id_)
        cells = (figures.year, figures.members, figures.companies)
        shown = tuple(writer.say("list.unknown") if cell is None else str(cell) for cell in cells)
        name = _name(writer, id_)
        rows.append(Row((name, *shown), id_))
    return Table(header, tuple(rows))


def _list_sources(
    writer: Writer, condition: Condition, selection: Selection
) -> tuple[SourceNote, ...]:
    lists = writer.knowledge.lists
    later = () if condition else (lists.later.source,)
    evidence = [fact for _, fact in selection.evidence[:_MOST_EVIDENCE]]
    return writer.sources(evidence, lists.reference.source, *later)


def _buttons(writer: Writer, clusters: tuple[str, ...], topic: str) -> tuple[FollowUp, ...]:
    if len(clusters) <= _BUTTONS:
        return tuple(
            FollowUp(
                writer.knowledge.entities[id_].short.in_(writer.language), Target("overview", id_)
            )
            for id_ in clusters
        )
    targets = writer.targets(writer.knowledge.topics[topic].follow_ups, None)
    return tuple(writer.follow_up(target, None) for target in targets)


def _differences(writer: Writer, figures: list[Figures | None]) -> list[Line]:
    """Which has more members and which is older, as far as the list says it of all."""
    rows = [row for row in figures if row is not None]
    if len(rows) < len(figures):
        return []
    lines = []
    sizes = {row.entity: row.members for row in rows if row.members is not None}
    if len(sizes) == len(rows):
        text = _apart(writer, sizes, ("compare.bigger", "compare.same_size"), largest=True)
        lines.append(Line(text, LineKind.ANSWER))
    years = {row.entity: row.year for row in rows if row.year is not None}
    if len(years) == len(rows):
        text = _apart(writer, years, ("compare.older", "compare.same_year"), largest=False)
        lines.append(Line(text, LineKind.FACT if lines else LineKind.ANSWER))
    return lines


def _apart(writer: Writer, values: dict[str, int], keys: tuple[str, str], *, largest: bool) -> str:
    """Who leads and what the others have, or that they are level."""
    ordered = sorted(values, key=lambda id_: values[id_], reverse=largest)
    first, others = values[ordered[0]], [values[id_] for id_ in ordered[1:]]
    if first in others:
        shared = all(value == first for value in others)
        tied = [_name(writer, id_) for id_ in ordered if values[id_] == first]
        if shared:
            return writer.say(keys[1], value=first)
        return writer.say(f"{keys[1]}_of", names=", ".join(tied), value=first)
    rest = ", ".join(map(str, others))
    return writer.say(keys[0], name=_name(writer, ordered[0]), value=first, other=rest)


def _figure_rows(writer: Writer, figures: list[Figures | None]) -> list[Row]:
    rows = []
    for key in ("founded", "members", "companies"):
        column = "year" if key == "founded" else key
        values = [getattr(row, column) if row else None for row in figures]
        if any(value is not None for value in values):
            shown = tuple("–" if value is None else str(value) for value in values)
            rows.append(Row((writer.say(f"compare.{key}"), *shown)))
    return rows
