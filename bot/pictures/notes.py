"""What stands below a chart: what is left out, where sources differ, whence the figures come."""

from collections import Counter
from collections.abc import Iterable

from bot.answering.figures import Figures
from bot.answering.parts import Writer


def unknown_sizes(writer: Writer, rows: Iterable[Figures]) -> list[str]:
    """Whose members, and of which members the companies, are not known."""
    rows = list(rows)
    members = [row.entity for row in rows if row.members is None]
    companies = [row.entity for row in rows if row.members and row.companies is None]
    return [
        *_unknown(writer, "picture.unknown_members", members),
        *_unknown(writer, "picture.unknown_companies", companies),
    ]


def unknown_years(writer: Writer, rows: Iterable[Figures]) -> list[str]:
    """Whose founding year is not known."""
    years = [row.entity for row in rows if row.year is None]
    return _unknown(writer, "picture.unknown_year", years)


def shared_differences(writer: Writer, topic: str, entities: Iterable[str]) -> list[str]:
    """Where sources differ on several of the entities alike: what they share is the source."""
    said = Counter(
        text.in_(writer.language)
        for id_ in entities
        for text in writer.knowledge.entities[id_].section(topic).contradictions
    )
    return [writer.say("card.differ", text=text) for text, count in said.items() if count > 1]


def list_source(writer: Writer) -> str:
    """The source of the city's list."""
    (note,) = writer.sources((), writer.knowledge.lists.reference.source)
    shown = ", ".join(filter(None, (note.title, note.publisher, note.date)))
    return writer.say("picture.source", source=shown)


def names_of(writer: Writer, entities: Iterable[str]) -> str:
    """The everyday names of entities, within a sentence."""
    known = writer.knowledge.entities
    return ", ".join(known[id_].short.in_(writer.language) for id_ in entities)


def _unknown(writer: Writer, key: str, entities: list[str]) -> list[str]:
    return [writer.say(key, names=names_of(writer, entities))] if entities else []
