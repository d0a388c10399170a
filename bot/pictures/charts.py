"""From the knowledge to charts: every figure is a fact's, with its date and source."""

from collections.abc import Sequence
from datetime import date

from bot.answering.figures import ReferenceList
from bot.answering.parts import Writer
from bot.answering.wording import capital
from bot.cards import Picture, PictureButton, PictureKind
from bot.pictures.marks import (
    bar_lines,
    bars_of,
    dated_bars,
    label_of,
    year_lines,
    years_of,
)
from bot.pictures.notes import (
    list_source,
    names_of,
    shared_differences,
    unknown_sizes,
    unknown_years,
)
from bot.pictures.subjects import Chart
from bot.texts import Texts
from knowledge.model import Knowledge, Language


def chart_of(
    picture: Picture, knowledge: Knowledge, texts: Texts, language: Language
) -> Chart | None:
    """The chart in one language; None where the knowledge has nothing (any more) to draw."""
    entities = picture.entities
    if any(id_ not in knowledge.entities for id_ in entities):
        return None
    writer, reference = Writer(knowledge, texts, language, date.min), ReferenceList(knowledge)
    match picture.kind:
        case "members":
            return _members(writer, reference, entities)
        case "founded":
            return _founded(writer, reference, entities)
        case "history":
            return _history(writer, entities)
        case "comparison":
            return _comparison(writer, reference, entities)


def _members(writer: Writer, reference: ReferenceList, marked: Sequence[str]) -> Chart | None:
    """The whole list, the biggest first."""
    rows = [reference.row(id_) for id_ in reference.order]
    marked = [id_ for id_ in marked if reference.row(id_).members is not None]
    bars = bars_of(writer, rows, marked)
    if bars is None:
        return None
    return Chart(
        title=writer.say("picture.members"),
        subtitle=_list_title(writer, marked),
        panels=(bars,),
        lines=bar_lines(writer, bars),
        notes=(
            *unknown_sizes(writer, rows),
            *shared_differences(writer, "members", reference.order),
            list_source(writer),
        ),
        further=(_further(writer, "founded", marked),),
    )


def _founded(writer: Writer, reference: ReferenceList, marked: Sequence[str]) -> Chart | None:
    """The whole list, the oldest first."""
    rows = [reference.row(id_) for id_ in reference.order]
    marked = [id_ for id_ in marked if reference.row(id_).year is not None]
    years = years_of(writer, rows, marked)
    if years is None:
        return None
    return Chart(
        title=writer.say("picture.founded"),
        subtitle=_list_title(writer, marked),
        panels=(years,),
        lines=year_lines(writer, rows),
        notes=(*unknown_years(writer, rows), list_source(writer)),
        further=(_further(writer, "members", marked),),
    )


def _history(writer: Writer, entities: Sequence[str]) -> Chart | None:
    """The numbers of members of one cluster in the order of their dates."""
    cluster = writer.knowledge.clusters.get(entities[0]) if entities else None
    if cluster is None:
        return None
    section = cluster.section("members")
    facts = [fact for fact in section.facts if fact.value is not None]
    if not facts:
        return None
    bars = dated_bars(writer, facts)
    differ = (text.in_(writer.language) for text in section.contradictions)
    return Chart(
        title=writer.say("picture.history", name=label_of(writer, cluster.id)),
        subtitle=writer.say("picture.history_subtitle"),
        panels=(bars,),
        lines=bar_lines(writer, bars),
        notes=(
            *(writer.say("card.differ", text=text) for text in differ),
            *(text.in_(writer.language) for text in section.missing),
        ),
        further=(_further(writer, "members", entities),),
    )


def _comparison(writer: Writer, reference: ReferenceList, entities: Sequence[str]) -> Chart | None:
    """Members and founding years of some clusters by the list."""
    rows = [reference.row(id_) for id_ in entities]
    bars, years = bars_of(writer, rows), years_of(writer, rows)
    if bars is None and years is None:
        return None
    sizes = (writer.say("picture.sizes"), *bar_lines(writer, bars)) if bars else ()
    ages = (writer.say("picture.years"), *year_lines(writer, rows)) if years else ()
    return Chart(
        title=writer.say("picture.comparison"),
        subtitle=_list_title(writer),
        panels=tuple(panel for panel in (bars, years) if panel is not None),
        lines=(*sizes, *ages),
        notes=(
            *unknown_sizes(writer, rows),
            *unknown_years(writer, rows),
            *shared_differences(writer, "members", entities),
            list_source(writer),
        ),
        further=(_further(writer, "members", entities),),
    )


def _list_title(writer: Writer, marked: Sequence[str] = ()) -> str:
    title = capital(writer.knowledge.lists.reference.title.in_(writer.language))
    if not marked:
        return title
    return writer.say("picture.marked", title=title, names=names_of(writer, marked))


def _further(writer: Writer, kind: PictureKind, entities: Sequence[str]) -> PictureButton:
    return PictureButton(writer.say(f"picture.{kind}_button"), Picture(kind, tuple(entities)))
