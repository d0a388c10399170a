"""What is drawn: charts, whose text says the same figures, and QR codes."""

from dataclasses import dataclass

from bot.cards import PictureButton


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of members and, where known, how many of them are companies.

    `shown` and `companies_shown` are the numbers as the source has them ("over 160"). `details`
    stand small below: whence the number comes, what else is to be known of it.
    """

    label: str
    members: int
    shown: str
    companies: int | None = None
    companies_shown: str = ""
    details: tuple[str, ...] = ()
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale, from top to bottom."""

    key: tuple[str, str, str]
    """What a bar is, what its dark part, and what one of which the parts are not known."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What stands at a year; a weak one is what other sources say."""

    year: int
    label: str
    is_weak: bool = False
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Events from the earliest to the latest; every year between them takes its place."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in one language.

    `lines` are the figures in words. `notes` say what is left out, what sources differ in, and
    the source where it is one for all. `further` are charts to go on to.
    """

    title: str
    subtitle: str
    panels: tuple[Bars | Years, ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    further: tuple[PictureButton, ...] = ()

    @property
    def text(self) -> str:
        """The chart in words, complete without the picture."""
        return "\n".join((self.title, self.subtitle, *self.lines, *self.notes))


@dataclass(frozen=True, slots=True)
class QrCode:
    """A web address for the camera of a phone."""

    address: str
