"""Cards over the set of clusters: lists, counts and comparisons."""

from dataclasses import replace

from bot.answering.figures import Figures, ReferenceList, Selection
from bot.answering.parts import Writer
from bot.cards import Card, FollowUp, Line, LineKind, Row, SourceNote, Table, Target
from bot.understanding.conditions import Condition, Span

_BUTTONS = 6


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
        for id_, fact in zip(selection.clusters, selection.evidence, strict=False)
    ]
    if condition.mark:
        lines.append(Line(writer.say("list.status_dates"), LineKind.NOTE))
    if condition.size or condition.order in ("biggest", "smallest"):
        lines.append(Line(writer.say("list.no_size"), LineKind.NOTE))
    if not condition and selection.clusters == reference.order:
        differences = writer.knowledge.lists.differences.in_(writer.language)
        lines.append(Line(differences, LineKind.CONTRADICTION))
    return Card(
        title=topic.title.in_(writer.language),
        lines=tuple(lines),
        table=_table(writer, reference, selection.clusters) if selection.clusters else None,
        sources=_list_sources(writer, condition, selection),
        follow_ups=_buttons(writer, selection.clusters, "list"),
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
    )


def compare_card(
    writer: Writer, reference: ReferenceList, first: str, second: str, *, by_age: bool
) -> Card:
    """Two entities side by side, the difference in figures first."""
    one, other = (writer.knowledge.entities[id_] for id_ in (first, second))
    figures = [reference.figures.get(id_) for id_ in (first, second)]
    lines = _differences(writer, figures)
    if by_age and len(lines) > 1:
        lines = [replace(lines[1], kind=LineKind.ANSWER), replace(lines[0], kind=LineKind.FACT)]
    if not lines:
        lines = [Line(writer.say("compare.plain"), LineKind.ANSWER)]
    facts = []
    rows = _figure_rows(writer, figures)
    for topic in ("overview", "fees", "coordinator"):
        found = [entity.section(topic).facts[:1] for entity in (one, other)]
        if any(found):
            facts += [fact for group in found for fact in group]
            cells = [group[0].text.in_(writer.language) if group else "–" for group in found]
            rows.append(Row((writer.knowledge.topics[topic].title.in_(writer.language), *cells)))
    names = [entity.name.in_(writer.language) for entity in (one, other)]
    reference_source = (writer.knowledge.lists.reference.source,) if any(figures) else ()
    return Card(
        title=writer.say("compare.title", first=names[0], second=names[1]),
        lines=tuple(lines),
        table=Table((writer.say("compare.row"), *names), tuple(rows)),
        sources=writer.sources(facts, *reference_source),
        follow_ups=tuple(
            FollowUp(entity.short.in_(writer.language), Target("overview", entity.id))
            for entity in (one, other)
        ),
    )


def describe(writer: Writer, condition: Condition) -> str:
    """The condition in words, for the headline."""
    parts = [
        writer.say(
            "condition.sector", sector=writer.knowledge.sectors[sector].name.in_(writer.language)
        )
        for sector in condition.sectors
    ]
    if condition.years:
        parts.append(_span(writer, condition.years, "year", "years", "from_year", "to_year"))
    if condition.size:
        parts.append(_span(writer, condition.size, "size", "size", "size_from", "size_to"))
    if condition.mark:
        parts.append(writer.say(f"condition.{condition.mark}"))
    if condition.order and condition.rank:
        order = writer.say(f"condition.order.{condition.order}")
        parts.append(writer.say("condition.rank", order=order, rank=condition.rank))
    elif condition.order:
        parts.append(writer.say(f"condition.order.{condition.order}"))
    return ", ".join(parts)


def _name(writer: Writer, id_: str) -> str:
    return writer.knowledge.entities[id_].name.in_(writer.language)


def _span(writer: Writer, span: Span, same: str, both: str, low: str, high: str) -> str:
    if span.low is not None and span.high is not None:
        key = same if span.low == span.high else both
        return writer.say(f"condition.{key}", low=span.low, high=span.high)
    if span.low is not None:
        return writer.say(f"condition.{low}", low=span.low)
    return writer.say(f"condition.{high}", high=span.high)


def _headline(
    writer: Writer, reference: ReferenceList, condition: Condition, selection: Selection
) -> str:
    clusters = selection.clusters
    if not condition:
        key = "list.all" if clusters == reference.order else "list.these"
        return writer.say(key, count=len(clusters))
    if not clusters:
        return writer.say("list.none", condition=describe(writer, condition))
    if condition.order and len(clusters) == 1 and condition.rank is None:
        figures = reference.figures[clusters[0]]
        by_size = condition.order in ("biggest", "smallest")
        figure = (
            writer.say("list.members_figure", count=figures.members)
            if by_size
            else writer.say("list.year_figure", year=figures.year)
        )
        name = _name(writer, clusters[0])
        order = writer.say(f"condition.{condition.order}")
        return writer.say("list.winner", condition=order, name=name, figure=figure)
    key = "list.ordered" if condition.order else "list.some"
    return writer.say(key, count=len(clusters), condition=describe(writer, condition))


def _table(writer: Writer, reference: ReferenceList, clusters: tuple[str, ...]) -> Table:
    header = tuple(
        writer.say(f"list.column.{column}") for column in ("name", "year", "members", "companies")
    )
    rows = []
    for id_ in clusters:
        figures = reference.figures[id_]
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
    return writer.sources(selection.evidence, lists.reference.source, *later)


def _buttons(writer: Writer, clusters: tuple[str, ...], topic: str) -> tuple[FollowUp, ...]:
    if len(clusters) <= _BUTTONS:
        return tuple(
            FollowUp(
                writer.knowledge.clusters[id_].short.in_(writer.language), Target("overview", id_)
            )
            for id_ in clusters
        )
    targets = writer.targets(writer.knowledge.topics[topic].follow_ups, None)
    return tuple(writer.follow_up(target, None) for target in targets)


def _differences(writer: Writer, figures: list[Figures | None]) -> list[Line]:
    one, other = figures
    if one is None or other is None:
        return []
    names = {row.entity: _name(writer, row.entity) for row in (one, other)}
    lines = []
    if one.members and other.members:
        if one.members == other.members:
            text = writer.say("compare.same_size", count=one.members)
        else:
            big, small = sorted((one, other), key=lambda row: -(row.members or 0))
            text = writer.say(
                "compare.bigger", name=names[big.entity], count=big.members, other=small.members
            )
        lines.append(Line(text, LineKind.ANSWER))
    if one.year and other.year:
        if one.year == other.year:
            text = writer.say("compare.same_year", year=one.year)
        else:
            old, young = sorted((one, other), key=lambda row: row.year or 0)
            text = writer.say(
                "compare.older", name=names[old.entity], year=old.year, other=young.year
            )
        lines.append(Line(text, LineKind.FACT if lines else LineKind.ANSWER))
    return lines


def _figure_rows(writer: Writer, figures: list[Figures | None]) -> list[Row]:
    rows = []
    for key in ("founded", "members", "companies"):
        column = "year" if key == "founded" else key
        values = [getattr(row, column) if row else None for row in figures]
        if any(value is not None for value in values):
            shown = tuple("–" if value is None else str(value) for value in values)
            rows.append(Row((writer.say(f"compare.{key}"), *shown)))
    return rows
