"""Conditions on a set of clusters, read from a message: which of them, in which order."""

from typing import Literal, NamedTuple

from bot.conversation import Conversation
from bot.understanding.against import MORE, Measure, read_against
from bot.understanding.clues import Clues, each
from bot.understanding.entity_match import EntityMatch
from bot.understanding.name_words import NameWords, read_name_words
from bot.understanding.orders import ORDERING, Order, read_ordering
from bot.understanding.spans import TABLES, Span, read_figures
from knowledge.model import Mark

_DENIED_NEAR = 3
_SECTOR_DENIED_NEAR = 4
_BY_CITY = each("przez by from z ze przy od of")
_HALLS = each("hall ratusz ratusza ratuszem ratuszu urzad urzedu urzedem magistrat magistratu")
_BUT_FOR = each("poza oprocz procz but except besides than apart beyond")
_FEW = ("mniejszosc", "minorit")
_COUNTING = each("counting licza liczac nie not excluding leaving bez without")
_NEXT = each("next after following then nastepny nastepna nastepne kolejny kolejna kolejne po za")
_BEHIND = each("po za after behind")
_PREVIOUS = each("before previous poprzedni poprzednia przed")
_IT = each("it him that this nim niej tym ten")
_IN_ORDER = each(
    "by in of size order line row ranking rank list w na pod co do wzgledem wedlug kolejnosci "
    "kolejce wielkosci rozmiaru liscie rankingu"
)
_SMALL_BESIDE = each(
    "cluster klaster which who one is comes and a i co kto jest ktory what s the right just zaraz "
    "tuz w on"
)
_MARK_OF: dict[str, Mark] = {"national-key-clusters": "key-cluster", "fees-general": "fee"}
"""What "who has it?" asks for after a general topic."""

_OF_OTHERS: dict[str, Mark] = {**_MARK_OF, "status": "key-cluster", "fees": "fee"}
"""The same after one's own matter, where others are asked after: "who else has it?"."""

_OTHERS = each("other others else inne inni innych innego jeszcze ktos pozostale")

Level = Literal["same-year", "same-size"]
_LONGEST_WHO_HAS_IT = 9
_IN = each("w we in at within around na inside")


class Condition(NamedTuple):
    """What narrows or orders a set; the empty condition keeps it as it is.

    A cluster fits when it is in one of `sectors`, its year in one of `years`, its `size` right,
    when facts speak for all `marks`, its name holds `name`, and nothing of `without` fits, whose
    `entities` are left out.
    `than` sets it against an entity: ("oldest", id) keeps what is older. `level` keeps those that
    share their year or size with another. `pure` keeps those whose members are all companies.
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
    than: tuple[Measure, str] | None = None
    level: Level | None = None
    pure: bool = False
    mostly: bool | None = None
    order: Order | None = None
    limit: int | None = None
    rank: int | None = None
    whole: bool = False
    from_end: bool = False
    entities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != NO_CONDITION

    @property
    def narrows(self) -> bool:
        """Whether it does more than name a sector."""
        return bool(self) and self != Condition(sectors=self.sectors)

    @property
    def is_place(self) -> bool:
        """Whether nothing but a place in what was shown is asked for: "the third one"."""
        return self.rank is not None and self == Condition(rank=self.rank, from_end=self.from_end)

    @property
    def by_size(self) -> bool:
        """Whether numbers of members decide."""
        return self.size is not None or self.order in ("biggest", "smallest")


NO_CONDITION = Condition()


def read_condition(
    clues: Clues,
    small_words: frozenset[str] = frozenset(),
    chosen: tuple[EntityMatch, ...] = (),
    before: Conversation | None = None,
) -> Condition:
    """The condition in a message.

    `small_words` are those that no name is known by, `chosen` the entities that it speaks of,
    `before` the conversation that it goes on.
    """
    before = before or Conversation()
    if not _may_say_more_than_sectors(clues, before):
        return _of_sectors_alone(clues)
    figures = read_figures(clues, clues.numbers)
    against = None if figures.used else read_against(clues, chosen, before)
    compared = frozenset(range(against.start, against.end + 1)) if against else frozenset()
    several = len(before.set) > 1
    idioms = frozenset(p for clue in clues.of("idiom") for p in range(clue.start, clue.end + 1))
    taken = figures.used | compared | idioms  # "one after another" is no place in an order
    ordering = read_ordering(clues, clues.numbers, taken, of_several_shown=several)
    marks, unmarked = _marks(clues)
    marks = _asked_of_before(clues, marks, before)
    sectors, other_sectors = _sectors(clues, compared | _passed(clues, ordering.rank))
    name = read_name_words(clues, small_words, figures.used)
    left_out = _left_out(clues, chosen, before)
    if name:
        other_sectors = ()
    without = None
    if left_out or other_sectors or unmarked or figures.denied:
        without = Condition(
            entities=left_out,
            sectors=other_sectors,
            years=figures.years if figures.denied else (),
            marks=unmarked,
        )
    counted = figures.size is not None or ordering.order in ("biggest", "smallest")
    again = before.ranking and ordering.order in (None, "biggest") and not ordering.rank
    empty = again and not (sectors or marks or figures.years or figures.size)
    condition = Condition(
        sectors=() if name else sectors,
        years=() if figures.denied else figures.years,
        size=figures.size,
        companies=ordering.companies or (figures.companies and figures.size is not None),
        marks=marks,
        name=name,
        without=without,
        than=(against.measure, against.entity) if against else None,
        level=None if against or chosen else _level(clues),
        mostly=_mostly_companies(clues),
        pure=not counted and _all_companies(clues),
        order=ordering.order,
        limit=ordering.limit,
        rank=ordering.rank or (_place_beside(clues, before) if empty else None),
        whole=ordering.whole,
        from_end=ordering.from_end,
    )
    return condition or NO_CONDITION


def _may_say_more_than_sectors(clues: Clues, before: Conversation) -> bool:
    """Whether anything else is there that a condition is read from; most messages have nothing."""
    return bool(
        clues.numbers
        or clues.has_any(_READ_FROM)
        or before.set
        or before.ranking
        or before.topic in _OF_OTHERS
        or "top" in clues.texts
    )


def _of_sectors_alone(clues: Clues) -> Condition:
    if not clues.reading.sectors:
        return NO_CONDITION
    sectors, others = _sectors(clues, frozenset())
    return Condition(sectors=sectors, without=Condition(sectors=others) if others else None)


def _left_out(
    clues: Clues, chosen: tuple[EntityMatch, ...], before: Conversation
) -> tuple[str, ...]:
    """Those of the set just shown that are named to be left out: "without the egg one"."""
    if len(before.set) < 2:
        return ()
    return tuple(
        match.entity
        for match in chosen
        if match.entity in before.set
        and match.positions
        and clues.denied(min(match.positions), _SECTOR_DENIED_NEAR)
    )


def _level(clues: Clues) -> Level | None:
    """As in "which two have the same number of members?"."""
    if clues.has("same-size"):
        return "same-size"
    return "same-year" if clues.has("same-year") else None


def _all_companies(clues: Clues) -> bool:
    """As in "which consist of companies alone?"; "counting companies only" is a way to count."""
    return _nobody_but_companies(clues) or any(
        clues.text(clue.start) not in _COUNTING and clues.text(clue.start - 1) not in _COUNTING
        for clue in clues.of("companies-only")
    )


def _mostly_companies(clues: Clues) -> bool | None:
    """As in "where do firms make up less than half?", "gdzie większość to firmy"."""
    halves = clues.of("half")
    if not halves or not clues.has("company"):
        return None
    text = clues.text(halves[0].start)
    few = text.startswith(_FEW) or clues.has("less-than", "less", "smaller")
    return few == clues.denied(halves[0].start)


def _nobody_but_companies(clues: Clues) -> bool:
    """As in "nie ma nikogo poza firmami", "nobody but companies"."""
    return any(
        clues.text(place) in _BUT_FOR and any("company" in clues.at(place + n) for n in (1, 2, 3))
        for clue in clues.of("nobody")
        for place in range(clue.end + 1, clue.end + 4)
    )


def _place_beside(clues: Clues, before: Conversation) -> int | None:
    """As in "and after it?", the place in the ranking behind the one that was shown."""
    texts = set(clues.texts)
    step = 1 if texts & _NEXT else -1 if texts & _PREVIOUS else 0
    shown = before.set[-1:] or (before.entity,)
    if not step or shown[0] not in before.ranking:
        return None
    if not texts <= _NEXT | _PREVIOUS | _IT | _IN_ORDER | _SMALL_BESIDE:
        return None
    place = before.ranking.index(shown[0]) + 1 + step
    return place if 1 <= place <= len(before.ranking) else None


def _asked_of_before(
    clues: Clues, marks: tuple[Mark, ...], before: Conversation
) -> tuple[Mark, ...]:
    """As in "who has it in Lublin?" after a general topic, "who else has it?" after one's own."""
    others = not _OTHERS.isdisjoint(clues.texts)
    mark = (_OF_OTHERS if others else _MARK_OF).get(before.topic or "")
    if mark is None or len(clues.texts) > _LONGEST_WHO_HAS_IT or marks not in ((), _LABEL):
        return marks
    asked = others or clues.has("who", "which", "how-many", "person")
    asked = asked and clues.has("have")
    return (mark,) if asked and not clues.has("can", "want", "how") else marks


def _passed(clues: Clues, rank: int | None) -> frozenset[int]:
    """What is only passed over: "runner-up after the medical cluster", "zaraz po medycznym"."""
    if rank is None or not clues.has("runner-up"):
        return frozenset()
    behind = [clue.end for clue in clues.of("after")]
    behind += [clue.end for clue in clues.of("runner-up") if clues.text(clue.end) in _BEHIND]
    return frozenset(range(min(behind), len(clues.texts))) if behind else frozenset()


def _sectors(clues: Clues, compared: frozenset[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of business asked for, and those ruled out."""
    denied: dict[str, bool] = {}
    for positions, sectors in clues.reading.sectors:
        if not compared.isdisjoint(positions):
            continue
        for sector in sectors:
            first, last = positions[0], positions[-1]
            ruled_out = clues.denied(first, _SECTOR_DENIED_NEAR)
            ruled_out = ruled_out or clues.denied(last, last - first)
            denied[sector] = ruled_out or denied.get(sector, False)
    wanted = (sector for sector, ruled_out in denied.items() if not ruled_out)
    others = (sector for sector, ruled_out in denied.items() if ruled_out)
    return tuple(sorted(wanted)), tuple(sorted(others))


_LABEL: tuple[Mark, ...] = ("quality-label",)
_OF_MARKS = frozenset(
    {"key-cluster", "private-initiative", "city-initiative", "city", "free", "fee", "status"}
)
"""The concepts that properties are read from."""

_READ_FROM = (
    frozenset({"small", "medium", "large", "same-year", "same-size", "in-name", "name-begins"})
    | {"companies-only", "nobody", "half"}
    | MORE.keys()
    | ORDERING
    | _OF_MARKS
)
"""The concepts that tell of a condition; without them and numbers it is of sectors alone."""


def _marks(clues: Clues) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The properties asked for, and those ruled out; no fee is a fee ruled out."""
    if not clues.has_any(_OF_MARKS):
        return (), ()
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
    free = clues.of("free")
    if free:
        not_free = clues.denied(free[0].start, _DENIED_NEAR)
        (wanted if not_free else denied)["fee"] = None
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
    doing = clues.of("found", "begin") or clues.of("run", "belong")
    if not doing:
        return [
            clue.start for clue in clues.of("city") if _is_the_citys(clues, clue.start, clue.end)
        ][:1]
    founding = doing[0].start
    return [
        founding if clues.denied(founding, _DENIED_NEAR) else clue.start
        for clue in clues.of("city")
        if not ({clues.text(clue.start - 1), clues.text(clue.start - 2)} & _IN)
        or clues.text(clue.start - 1) in _BY_CITY
    ][:1]


def _is_the_citys(clues: Clues, start: int, end: int) -> bool:
    """As in "not from the city hall", "the city's clusters"; "from the city" alone is a place."""
    before = clues.text(start - 1)
    if before == "the":
        before = clues.text(start - 2)
    told = clues.denied(start, _DENIED_NEAR) or any(
        clues.text(p) in _HALLS for p in range(start, end + 2)
    )
    of_table = not TABLES.isdisjoint(clues.texts[end + 1 : end + 4])
    return (clues.text(end + 1) == "s" and not of_table) or (before in _BY_CITY and told)
