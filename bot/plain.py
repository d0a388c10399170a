"""A card as plain text, complete without buttons, colours or pictures."""

from collections.abc import Iterator

from bot.cards import Card, Line, SourceNote, Table
from bot.texts import Texts
from knowledge.model import Language


def plain_text(card: Card, texts: Texts, language: Language) -> str:
    """All parts of a card from top to bottom, each line with its date."""
    return "\n".join(_lines(card, texts, language))


def dated(line: Line) -> str:
    """A line with the date behind it."""
    return f"{line.text} ({line.date})" if line.date else line.text


def _lines(card: Card, texts: Texts, language: Language) -> Iterator[str]:
    if card.notice:
        yield card.notice
    if card.title:
        yield card.title
    yield from (dated(line) for line in card.lines)
    if card.table:
        yield from _rows(card.table)
    for contact in card.contacts:
        ways = ", ".join(filter(None, (contact.phone, contact.email, contact.address)))
        yield dated(Line(f"{contact.name}: {ways}", date=contact.date))
    shown = card.lines[0].text if card.lines else ""
    yield from (f"{link.label}: {link.url}" for link in card.links if link.url not in shown)
    if card.confirm:
        yield card.confirm
    if card.sources:
        yield texts.say("card.sources", language) + ":"
        yield from (f"- {_source(note)}" for note in card.sources)


def _rows(table: Table) -> Iterator[str]:
    yield " | ".join(table.header)
    yield from (" | ".join(row.cells) for row in table.rows)


def _source(note: SourceNote) -> str:
    parts = (f"{note.title} – {note.publisher}", note.date, note.url)
    return ", ".join(part for part in parts if part)
