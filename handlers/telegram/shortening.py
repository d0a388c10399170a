"""Shorter and shorter versions of a card: parts go as a whole, the least needed first."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cards import Card, Line, Table

_SHORTEST_TEXT = 200


def shorter_cards(card: Card) -> Iterator[Card]:
    """The card itself, then without its last source, row, line … down to its first line.

    The last one is short enough for any channel.
    """
    yield card
    kept_sources = 3
    while len(card.sources) > kept_sources:
        card = replace(card, sources=card.sources[:-1])
        yield card
    while card.table is not None and len(card.table.rows) > 1:
        card = replace(card, table=Table(card.table.header, card.table.rows[:-1]))
        yield card
    while len(card.lines) > 1:
        card = replace(card, lines=card.lines[:-1])
        yield card
    while card.contacts:
        card = replace(card, contacts=card.contacts[:-1])
        yield card
    while card.links:
        card = replace(card, links=card.links[:-1])
        yield card
    while card.sources:
        card = replace(card, sources=card.sources[:-1])
        yield card
    card = replace(card, table=None)
    yield card
    yield Card(
        title=_clipped(card.title),
        lines=tuple(
            Line(_clipped(line.text), line.kind, _clipped(line.date)) for line in card.lines
        ),
        confirm=_clipped(card.confirm),
        notice=_clipped(card.notice),
    )


def _clipped(text: str) -> str:
    return text if len(text) <= _SHORTEST_TEXT else text[: _SHORTEST_TEXT - 1].rstrip() + "…"
