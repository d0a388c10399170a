"""The channel-neutral reply: what every channel renders in its own way."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

PictureKind = Literal["members", "founded", "history", "comparison"]
"""`members` and `founded` are of the whole list, `history` is of one cluster's members."""


class LineKind(Enum):
    """What a line is for, so that a channel can set it off."""

    ANSWER = "answer"
    FACT = "fact"
    GAP = "gap"
    CONTRADICTION = "contradiction"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Target:
    """What a button leads to: a topic, of an entity or in general; `page` counts from 1.

    Of a set, `entity` is the one that the others are like; a comparison sets it beside `other`.
    """

    topic: str
    entity: str | None = None
    page: int = 1
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `date` is ready to show ("as of 18 November 2019"), or empty."""

    text: str
    kind: LineKind = LineKind.FACT
    date: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; the first cell names what the row is about, `entity` is its id."""

    cells: tuple[str, ...]
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Aligned figures of a list or comparison; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A web address and what it leads to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach, and how; `date` as in a line.

    `organisation` and `website` are those of the entity whose contact it is, where there is one.
    `coordinates` are those of the address: degrees north, degrees east.
    """

    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    date: str = ""
    organisation: str = ""
    website: str | None = None
    coordinates: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A button: what it says and what it leads to; `url` is the website that the target tells."""

    label: str
    target: Target
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a card stands that is one of several: `target` is itself, with its page."""

    target: Target
    count: int

    def at(self, page: int) -> Target | None:
        """What leads to another page; None beyond the first and the last."""
        return replace(self.target, page=page) if 1 <= page <= self.count else None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. Of the whole list it marks `entities`, else it is of them alone."""

    kind: PictureKind
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureButton:
    """A button that shows a chart."""

    label: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as a card shows it; `date` is that of the page, ready to show, or empty."""

    id: str
    title: str
    publisher: str
    date: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A complete reply. The first line answers; text is complete without buttons or pictures.

    `confirm` asks to have old facts confirmed, and says with whom; empty when nothing is old.
    `notice` stands above all else: why the reply is in another language than the message.
    `main_contact` is the contact that the first line gives in words, `pages` the place of the card
    among those that go on with it.
    """

    title: str
    lines: tuple[Line, ...]
    table: Table | None = None
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    confirm: str = ""
    sources: tuple[SourceNote, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    picture: PictureButton | None = None
    notice: str = ""
    main_contact: Contact | None = None
    pages: Pages | None = None
