"""A card for a terminal that shows colours."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from bot.cards import Card, Contact, Line, LineKind, SourceNote, Table
from bot.texts import Texts
from handlers.terminal.choices import choices_of
from knowledge.model import Language

_INDENT = 2


def rendered_card(card: Card, texts: Texts, language: Language) -> RenderableType:
    """The whole card, its links and follow-ups as numbered choices at the end."""
    return Group(*_parts(card, texts, language))


def numbered_choices(card: Card) -> Text:
    """One line a choice: "[1] label"; empty when the card has none."""
    return Text("\n").join(
        Text.assemble((f"[{number}]", "cyan"), " ", choice.label)
        for number, choice in enumerate(choices_of(card), start=1)
    )


def _parts(card: Card, texts: Texts, language: Language) -> Iterator[RenderableType]:
    if card.notice:
        yield Text(card.notice, style="italic")
    yield Text(card.title, style="bold")
    for line in card.lines[:1]:
        yield _dated(line)
    for line in card.lines[1:]:
        yield _indented(_detail(line))
    if card.table is not None:
        yield _table(card.table)
    for contact in card.contacts:
        yield _indented(_contact(contact))
    for link in card.links:
        yield _indented(
            Text.assemble(link.label, ": ", (link.url, Style(link=link.url, underline=True)))
        )
    if card.confirm:
        yield Text(card.confirm, style="yellow")
    if card.sources:
        yield Text(texts.say("card.sources", language) + ":", style="dim")
        for source in card.sources:
            yield _indented(_source(source))
    if choices_of(card):
        yield Text()
        yield numbered_choices(card)


def _dated(line: Line) -> Text:
    text = Text(line.text)
    if line.date:
        text.append(f" ({line.date})", style="dim")
    return text


def _detail(line: Line) -> Text:
    match line.kind:
        case LineKind.ANSWER | LineKind.FACT | LineKind.CONTRADICTION:
            return Text("• ") + _dated(line)
        case LineKind.GAP | LineKind.NOTE:
            text = _dated(line)
            text.stylize("italic")
            return text


def _table(table: Table) -> RenderableType:
    grid = RichTable(box=None, header_style="bold", pad_edge=False)
    for title in table.header:
        grid.add_column(Text(title))
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row.cells))
    return _indented(grid)


def _contact(contact: Contact) -> Text:
    text = Text(contact.name, style="")
    for detail in (contact.phone, contact.email, contact.address):
        if detail:
            text.append(f"\n  {detail}")
    if contact.date:
        text.append(f" ({contact.date})", style="dim")
    return text


def _source(source: SourceNote) -> Text:
    words = ", ".join(filter(None, (source.title, source.publisher, source.date)))
    text = Text(words, style="dim")
    if source.url:
        text.append(f"\n  {source.url}", style=Style(link=source.url))
    return text


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, _INDENT))
