"""A card as a text message: Telegram's HTML, and plain text as the fallback."""

import html
import re
from collections.abc import Iterator, Sequence

from bot.cards import Card, Contact, Line, LineKind, Link, Row, SourceNote, Table
from bot.texts import Texts
from handlers.telegram.maps import map_url
from handlers.telegram.shortening import shorter_cards
from knowledge.model import Language

LIMIT = 4096
"""UTF-16 units of a message after its entities are parsed."""

CAPTION_LIMIT = 1024
"""The same of what stands under a picture."""

_NOTHING = "–"
"""What a cell of a table shows where nothing is known; spoken aloud it would be silence."""

_FIGURE_SPACE = "\N{FIGURE SPACE}"
"""As wide as a digit, in the letters of a chat as well."""

_TAG = re.compile(r"<[^>]*>")
_UNWANTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def card_html(card: Card, texts: Texts, language: Language) -> str:
    """The card as HTML within the limit; what does not fit is left out as whole parts."""
    return next(
        text
        for cut, shorter in enumerate(shorter_cards(card))
        if fits(text := _html(shorter, texts, language, was_cut=cut > 0))
    )


def length(card: Card, texts: Texts, language: Language) -> int:
    """How long the whole card is as Telegram counts it, whatever the limit."""
    return utf16_length(text_of(_html(card, texts, language, was_cut=False)))


def fits(text: str) -> bool:
    """Whether the HTML is within the limit as Telegram counts it."""
    return utf16_length(text_of(text)) <= LIMIT


def text_of(text: str) -> str:
    """The HTML as people read it, or hear it."""
    return html.unescape(_TAG.sub("", text))


def cut_plain(text: str) -> str:
    """Plain text within the limit, cut between two letters."""
    if utf16_length(text) <= LIMIT:
        return text
    return text.encode("utf-16-le")[: (LIMIT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _html(card: Card, texts: Texts, language: Language, *, was_cut: bool) -> str:
    blocks = list(_blocks(card, texts, language))
    if was_cut:
        blocks.append(f"<i>{safe(texts.say('telegram.cut', language))}</i>")
    if card.pages:
        page, count = card.pages.target.page, card.pages.count
        blocks.append(safe(texts.say("telegram.page", language, page=page, count=count)))
    if card.sources:
        heading = safe(texts.say("card.sources", language))
        sources = "\n".join(_source(source) for source in card.sources)
        blocks.append(f"<blockquote expandable>{heading}\n{sources}</blockquote>")
    return "\n\n".join(blocks)


def _blocks(card: Card, texts: Texts, language: Language) -> Iterator[str]:
    if card.notice:
        yield f"<i>{safe(card.notice)}</i>"
    heading = [f"<b>{safe(card.title)}</b>"] if card.title else []
    yield "\n".join([*heading, *map(_line, card.lines[:1])])
    if len(card.lines) > 1:
        yield "\n".join(map(_line, card.lines[1:]))
    if card.table is not None and card.table.rows:
        yield _table(card.table, texts.say("telegram.unknown", language))
    if card.contacts:
        yield "\n\n".join(map(_contact, card.contacts))
    links = list(_links(card))
    if links:
        yield "\n".join(map(_link, links))
    if card.confirm:
        yield f"<i>{safe(card.confirm)}</i>"


def _line(line: Line) -> str:
    bullet = "• " if line.kind in (LineKind.FACT, LineKind.CONTRADICTION) else ""
    return f"{bullet}{safe(line.text)}{_date(line.date)}"


def _table(table: Table, unknown: str) -> str:
    """Lines for each row, as columns of names do not fit on a phone; the figures stand in columns.

    Those of a cluster share a line, what is compared has one for each side.
    """
    widths = [max(map(len, filter(str.isdigit, column)), default=0) for column in _columns(table)]
    return "\n".join(
        _of_cluster(row, table.header, widths, unknown)
        if row.entity
        else _compared(row, table.header, unknown)
        for row in table.rows
    )


def _columns(table: Table) -> Iterator[tuple[str, ...]]:
    return zip(*(row.cells[1:] for row in table.rows), strict=True)


def _of_cluster(row: Row, header: Sequence[str], widths: Sequence[int], unknown: str) -> str:
    name, *cells = row.cells
    figures = " · ".join(
        f"{safe(title)}: {_figure(cell, width, unknown)}"
        for title, cell, width in zip(header[1:], cells, widths, strict=True)
    )
    return f"<b>{safe(name)}</b>\n{figures}"


def _compared(row: Row, header: Sequence[str], unknown: str) -> str:
    """A figure stands before the name that it belongs to, a sentence behind it."""
    topic, *cells = row.cells
    is_in_figures = all(cell.isdigit() or cell == _NOTHING for cell in cells)
    width = max(map(len, cells), default=0)
    sides = (
        f"{_figure(cell, width, unknown)} – {safe(name)}"
        if is_in_figures
        else f"{safe(name)}: {_figure(cell, 0, unknown)}"
        for name, cell in zip(header[1:], cells, strict=True)
    )
    return "\n".join([f"<b>{safe(topic)}</b>", *(f"• {side}" for side in sides)])


def _figure(cell: str, width: int, unknown: str) -> str:
    """A cell; numbers of a column end below each other."""
    if cell == _NOTHING:
        return safe(unknown)
    return safe(cell.rjust(width, _FIGURE_SPACE) if cell.isdigit() else cell)


def _contact(contact: Contact) -> str:
    ways = map(safe, filter(None, (contact.phone, contact.email)))
    places = [_anchor(contact.address, map_url(contact.address))] if contact.address else []
    return "\n".join([f"<b>{safe(contact.name)}</b>{_date(contact.date)}", *ways, *places])


def _links(card: Card) -> Iterator[Link]:
    """Each address once: none that the first line tells, and the website that a button opens."""
    told = card.lines[0].text if card.lines else ""
    sites = [Link(item.label, item.url) for item in card.follow_ups if item.url]
    links = {link.url: link for link in (*sites, *card.links) if link.url not in told}
    yield from links.values()


def _link(link: Link) -> str:
    return _anchor(link.label, link.url)


def _source(source: SourceNote) -> str:
    title = _anchor(source.title, source.url) if source.url else safe(source.title)
    return ", ".join([title, *map(safe, filter(None, (source.publisher, source.date)))])


def _anchor(label: str, url: str) -> str:
    return f'<a href="{html.escape(_UNWANTED.sub("", url))}">{safe(label)}</a>'


def _date(date: str) -> str:
    return f" <i>({safe(date)})</i>" if date else ""


def safe(text: str) -> str:
    """Text that shows as itself; control characters and halves of pairs are blanks."""
    return html.escape(_UNWANTED.sub(" ", text), quote=False)
