"""Conditions on a set of clusters, read from a message: which of them, in which order."""

from dataclasses import dataclass

from bot.understanding.clues import Clues, each
from bot.understanding.lexicon import Kind
from bot.understanding.name_words import NameWords, read_name_words
from bot.understanding.numbers import numbers
from bot.understanding.orders import Order, read_ordering
from bot.understanding.reading import Reading
from bot.understanding.spans import Span, read_figures
from knowledge.model import Mark

_DENIED_NEAR = 3
_BY_CITY = each("przez by from z ze przy")
_IN = each("w we in at within around na inside")


@dataclass(frozen=True, slots=True)
class Condition:
    """What narrows or orders a set; the empty condition keeps it as it is.

    A cluster fits when it is in one of `sectors`, its year in one of `years`, its `size` right,
    when facts speak for all `marks`, its name holds `name`, and nothing of `without` fits.
    `than` sets it against an entity: ("oldest", id) keeps what is older.
    `companies` says that sizes and orders are by companies, not by all members. `limit` is how
    many to show of an order, `rank` which place in it ("the second biggest"), `whole` all of it.
    `from_end` takes limit and rank from the end of a set without an order.
    """

    sectors: tuple[str, ...] = ()
    years: tuple[Span, ...] = ()
    size: Span | None = None
    companies: bool = False
    marks: tuple[Mark, ...] = ()
    name: NameWords | None = None
    without: "Condition | None" = None
    than: tuple[Order, str] | None = None
    order: Order | None = None
    limit: int | None = None
    rank: int | None = None
    whole: bool = False
    from_end: bool = False

    def __bool__(self) -> bool:
        return self != Condition()

    @property
    def narrows(self) -> bool:
        """Whether it does more than name a sector."""
        return self != Condition(sectors=self.sectors)

    @property
    def is_place(self) -> bool:
        """Whether nothing but a place in what was shown is asked for: "the third one"."""
        return self.rank is not None and self == Condition(rank=self.rank, from_end=self.from_end)

    @property
    def by_size(self) -> bool:
        """Whether numbers of members decide."""
        return self.size is not None or self.order in ("biggest", "smallest")


def read_condition(reading: Reading, small_words: frozenset[str] = frozenset()) -> Condition:
    """The condition in a message; `small_words` are those that no name is known by."""
    clues = Clues(reading)
    found = numbers(reading.words)
    figures = read_figures(clues, found)
    ordering = read_ordering(clues, found, figures.used)
    marks, unmarked = _marks(clues)
    sectors, other_sectors = _sectors(clues)
    name = read_name_words(clues, small_words, figures.used)
    without = Condition(
        sectors=() if name else other_sectors,
        years=figures.years if figures.denied else (),
        marks=unmarked,
    )
    return Condition(
        sectors=() if name else sectors,
        years=() if figures.denied else figures.years,
        size=figures.size,
        companies=ordering.companies or (figures.companies and figures.size is not None),
        marks=marks,
        name=name,
        without=without if without else None,
        order=ordering.order,
        limit=ordering.limit,
        rank=ordering.rank,
        whole=ordering.whole,
        from_end=ordering.from_end,
    )


def _sectors(clues: Clues) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of business asked for, and those ruled out."""
    wanted: set[str] = set()
    denied: set[str] = set()
    for mention in clues.reading.mentions:
        for sector in mention.ids(Kind.SECTOR):
            ruled_out = clues.denied(mention.positions[-1], _DENIED_NEAR)
            (denied if ruled_out else wanted).add(sector)
    return tuple(sorted(wanted)), tuple(sorted(denied - wanted))


def _marks(clues: Clues) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The properties asked for, and those ruled out; no fee is a fee ruled out."""
    wanted: dict[Mark, None] = {}
    denied: dict[Mark, None] = {}

    def add(mark: Mark, position: int) -> None:
        (denied if clues.denied(position, _DENIED_NEAR) else wanted)[mark] = None

    for clue in clues.of("key-cluster"):
        add("key-cluster", clue.start)
    if clues.has("private-initiative"):
        denied["city-initiative"] = None
    for place in _city_places(clues):
        add("city-initiative", place)
    if clues.has("free"):
        denied["fee"] = None
    elif clues.has("fee"):
        places = [clue.start for clue in clues.of("fee")]
        add("fee", next((p for p in places if clues.denied(p, _DENIED_NEAR)), places[0]))
    if not wanted and not denied:
        for clue in clues.of("status")[:1]:
            add("quality-label", clue.start)
    wanted_marks = tuple(mark for mark in wanted if mark not in denied)
    return wanted_marks, tuple(denied)


def _city_places(clues: Clues) -> list[int]:
    """Where the city is said to have begun something: its name with a word of founding.

    Those that it runs or that belong to it are the ones it began, and the card says so.
    """
    whole = clues.of("city-initiative")
    if whole:
        return [whole[0].start]
    doing = clues.of("found") or clues.of("run", "belong")
    if not doing:
        return []
    founding = doing[0].start
    return [
        founding if clues.denied(founding, _DENIED_NEAR) else clue.start
        for clue in clues.of("city")
        if not ({clues.text(clue.start - 1), clues.text(clue.start - 2)} & _IN)
        or clues.text(clue.start - 1) in _BY_CITY
    ][:1]
