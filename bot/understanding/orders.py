"""Orders over a set: superlatives, ranks, "top 5", whole rankings, the alphabet."""

from dataclasses import dataclass
from typing import Literal

from bot.understanding.clues import LIMITS, NOT, ORDER_WORDS, Clue, Clues, each
from bot.understanding.numbers import Number

Order = Literal["oldest", "newest", "biggest", "smallest", "alphabetical", "backwards"]

_OPPOSITE: dict[Order, Order] = {
    "oldest": "newest",
    "newest": "oldest",
    "biggest": "smallest",
    "smallest": "biggest",
    "alphabetical": "backwards",
    "backwards": "alphabetical",
}
_PODIUM = 3
SEVERAL = 5
"""How many "the biggest clusters" are when no number is said."""

_MOST_SHOWN = 30
_NEAR = 4
_PLURAL_ENDINGS = ("e", "ych", "ymi", "si")
_SUPERLATIVES: dict[str, Order] = {
    "oldest": "oldest",
    "newest": "newest",
    "biggest": "biggest",
    "smallest": "smallest",
    "most": "biggest",
    "fewest": "smallest",
}
_NICKNAMES: dict[str, Order] = {
    "giants": "biggest",
    "tiddlers": "smallest",
    "newcomers": "newest",
    "veterans": "oldest",
}
"""As good as a superlative where nothing says it in figures: "maluchy poniżej 20" does."""

_CRITERIA: dict[str, Order] = {
    "by-size": "biggest",
    "by-companies": "biggest",
    "by-year": "oldest",
    "alphabetical": "alphabetical",
}
_STARTS = frozenset({"od", "from", "starting", "najpierw", "zaczynajac", "poczynajac"})
_LAST_WORDS = frozenset({"first", "wpierw", "najpierw"})
_OF = frozenset({"of", "z", "ze", "sposrod", "among", "wsrod", "from"})
_COMPARED: dict[str, Order] = {
    "older": "oldest",
    "newer": "newest",
    "bigger": "biggest",
    "smaller": "smallest",
    "more": "biggest",
    "less": "smallest",
    "more-than": "biggest",
    "less-than": "smallest",
}
_MEANT = {**_SUPERLATIVES, **_NICKNAMES, **_COMPARED}
ORDERING = ORDER_WORDS | _COMPARED.keys() | _NICKNAMES.keys()
_ALL = each("them all these those two nich wszystkich tych dwoch any everyone others")
_OTHERS = each(
    "any anyone anybody everyone everybody everywhere others other all rest inne inni innych "
    "wszystkie wszyscy wszystkich reszta gdziekolwiek ktokolwiek jakikolwiek"
)
_LEADING = frozenset({("a",), ("and",), ("i",), ("to",), ("so",), ("a", "ten")})
_THAN = frozenset({"than", "then", "niz", "od"})
_BY_SIZE = each(
    "size wielkosc wielkosci liczebnosc liczebnosci membership members rozmiar rozmiaru rozmiary"
)
_BY_AGE = each("age wiek wieku wiekiem staz stazu stazem starszenstwo starszenstwa seniority")
_WEAK = each("old stare stary starych recent niedawno recently")
"""They make an order by themselves only: "old clusters, from before 2008" says it in years."""

_GROUPS = each("group batch grupa grupie grupy grupe question pytanie time raz")
_NEUTER = ("ie", "o", "um")
_ARE = frozenset({"are", "were", "sa", "byly"})
_WAS = frozenset({"was", "byl", "byla", "bylo"})
_THINGS = frozenset({"company", "firm", "member", "person", "city", "country", "student", "study"})


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order and how much of it: a place, the first few, all of it, or the winners only."""

    order: Order | None = None
    limit: int | None = None
    rank: int | None = None
    whole: bool = False
    companies: bool = False
    from_end: bool = False
    """The last ones of a set that was shown, whatever its order."""


_NO_ORDER = Ordering()


def read_ordering(
    clues: Clues,
    numbers: tuple[Number, ...],
    used: frozenset[int],
    *,
    of_several_shown: bool = False,
) -> Ordering:
    """The order that a message asks for; words at `used` say other things.

    With `of_several_shown` "which is older?" asks for the oldest of them.
    """
    if not (numbers or clues.has_any(ORDERING) or "top" in clues.texts):
        return _NO_ORDER
    free = tuple(
        n for n in numbers if n.start not in used and clues.text(n.end + 1) not in _GROUPS
    )
    superlatives = [
        clue
        for clue in _superlatives(clues, of_several_shown=of_several_shown)
        if clue.start not in used and not (used and _is_weak(clues, clue))
    ]
    criteria = clues.of_any(_CRITERIA)
    order = _order(clues, superlatives, criteria)
    last = clues.has("tail", "last-but-one")
    rank = _rank(clues, free, superlatives, criteria)
    limit = None if rank else _limit(clues, free, superlatives)
    if clues.has("podium"):
        order, limit = order or "biggest", _PODIUM
    if order is None and (rank or limit):
        order = _measured_by(clues)
    if order is None and limit and clues.has("head", "tail") and not _has_ordinal(free):
        order = None if clues.has("found") is False and _of_shown(clues) else "biggest"
        order = _OPPOSITE[order] if order and last else order
    elif order and last and not superlatives:
        order = _OPPOSITE[order]
    if order is None:
        if last and not (limit or rank) and _is_the_last(clues):
            rank = 1
        return Ordering(limit=limit, rank=rank, from_end=last)
    whole = rank is None and limit is None and _is_whole(clues, superlatives, criteria)
    if limit is None and rank is None and not whole and _several(clues, superlatives):
        limit = SEVERAL
    companies = any(_counts_companies(clues, clue) for clue in superlatives) or clues.has(
        "by-companies", "companies-only"
    )
    return Ordering(order, limit, rank, whole, companies and order in ("biggest", "smallest"))


def _is_the_last(clues: Clues) -> bool:
    """As in "a ostatni z nich?", "which is the last one of them"."""
    ends = [clue.end for clue in clues.of("tail")]
    singular = [at for at in ends if not clues.text(at).endswith(_PLURAL_ENDINGS)]
    near = {clues.text(at + ahead) for at in singular for ahead in (1, 2)}
    return bool(near & _OF)


def _is_weak(clues: Clues, clue: Clue) -> bool:
    return clue.concept in _NICKNAMES or clues.text(clue.start) in _WEAK


def _superlatives(clues: Clues, *, of_several_shown: bool) -> list[Clue]:
    """Those of clusters; "the most" in "the most recent" is none of its own."""
    found = clues.of_any(_SUPERLATIVES) or clues.of_any(_NICKNAMES)
    superlatives = [
        clue
        for clue in found
        if not _of_something_else(clues, clue)
        and not any(clue.start < other.start <= clue.end for other in found)
    ]
    return superlatives or [
        clue
        for clue in clues.of_any(_COMPARED)
        if _beyond_all(clues, clue, of_several_shown=of_several_shown)
    ]


def _beyond_all(clues: Clues, clue: Clue, *, of_several_shown: bool) -> bool:
    """Whether a comparative is as good as a superlative: "which of them is older?"."""
    beside = range(clue.start - 2, clue.end + 4)
    if any(n.start in beside and not clues.of_so_many(n) for n in clues.numbers):
        return False
    phrase = clue.concept in ("more-than", "less-than")  # "bigger than" has its "than" inside
    behind = [clues.text(p) for p in range(clue.end + (not phrase), clue.end + 5)]
    links = [place for place, text in enumerate(behind) if text in _THAN]
    if links:
        return any(text in _OTHERS for text in behind[links[0] + 1 :])
    if phrase:
        return False
    of_all = any(
        clues.text(p) in _OF and ({clues.text(p + 1), clues.text(p + 2)} & _ALL)
        for p in range(len(clues.texts))
    )
    asked = clues.has("which", "who") or clues.text(clue.start - 1) == "the"
    begins = clue.start == 0 or clues.texts[: clue.start] in _LEADING
    return (asked and (of_all or of_several_shown)) or (begins and of_all)


def _measured_by(clues: Clues) -> Order | None:
    """As in "number five on the size list", "drugi co do wieku"."""
    texts = set(clues.texts)
    return "biggest" if texts & _BY_SIZE else "oldest" if texts & _BY_AGE else None


def _order(clues: Clues, superlatives: list[Clue], criteria: tuple[Clue, ...]) -> Order | None:
    """The first word of order decides: "from the newest to the oldest"."""
    if superlatives:
        return _MEANT[superlatives[0].concept]
    if not criteria:
        ordinal = clues.of("head", "tail", "last-but-one")
        told = clues.has("found") or (clues.has("who", "which") and _was(clues, ordinal))
        if ordinal and told and not _of_something_else(clues, ordinal[0]):
            return "oldest"
        if clues.has("runner-up", "first-place", "third-place") or "top" in clues.texts:
            return _measured_by(clues) or "biggest"
        if clues.has("upwards", "downwards") and clues.has("member", "company", *LIMITS):
            return "smallest" if clues.has("upwards") else "biggest"
        ranked = any(not _of_something_else(clues, clue) for clue in clues.of("arrange"))
        if not (ranked and clues.has("list", "cluster")):
            return None
        return "oldest" if clues.has("found", "begin") else "biggest"
    order = _CRITERIA[criteria[0].concept]
    if clues.has("upwards"):
        return "smallest" if order == "biggest" else order
    if clues.has("downwards"):
        return order if order == "biggest" else _OPPOSITE[order]
    return order


def _was(clues: Clues, ordinals: tuple[Clue, ...]) -> bool:
    """As in "which cluster was the first one?"."""
    return any(
        {clues.text(clue.start - 1), clues.text(clue.start - 2)} & _WAS for clue in ordinals
    )


def _rank(
    clues: Clues, free: tuple[Number, ...], superlatives: list[Clue], criteria: tuple[Clue, ...]
) -> int | None:
    """As in "the second biggest", "trzeci pod względem liczby członków", "place 4"."""
    if clues.has("last-but-one", "runner-up"):
        return 2
    if clues.has("third-place"):
        return 3
    if clues.has("first-place") and not superlatives:
        return 1
    for number in free:
        placed = any(number.start - 2 <= c.end < number.start for c in clues.of("place"))
        if number.value > _MOST_SHOWN or not (number.ordinal or placed):
            continue
        if number.value == 1 and (superlatives or _followed_by_number(clues, number, free)):
            continue
        return number.value
    if clues.has("tail") and criteria and not _plain_numbers(free):
        return 1
    return None


def _followed_by_number(clues: Clues, number: Number, free: tuple[Number, ...]) -> bool:
    return any(0 < other.start - number.end <= 2 for other in free)


def _limit(clues: Clues, free: tuple[Number, ...], superlatives: list[Clue]) -> int | None:
    """As in "top 5", "cztery największe", "the first three"."""
    for number in _plain_numbers(free):
        if clues.of_so_many(number):
            continue
        for clue in (*superlatives, *clues.of("head", "tail", "arrange", "by-size", "by-year")):
            if -_NEAR <= clue.start - number.end <= _NEAR or abs(clue.end - number.start) <= 2:
                return number.value
    return None


def _plain_numbers(free: tuple[Number, ...]) -> list[Number]:
    return [n for n in free if not n.ordinal and 1 < n.value <= _MOST_SHOWN]


def _has_ordinal(free: tuple[Number, ...]) -> bool:
    return any(number.ordinal and number.value > 1 for number in free)


def _of_shown(clues: Clues) -> bool:
    return not clues.has("cluster")


def _is_whole(clues: Clues, superlatives: list[Clue], criteria: tuple[Clue, ...]) -> bool:
    """Whether all are to be put in order: "newest first", "od najmniejszego", "ranking"."""
    if clues.has("arrange", "alphabetical"):
        return True
    if not (superlatives or criteria) and clues.has("upwards", "downwards"):
        return True
    if criteria and not superlatives:
        return not clues.has("head", "tail")
    if len({_MEANT[clue.concept] for clue in superlatives}) > 1:
        return True
    return any(
        clues.text(clue.start - 1) in _STARTS
        or (clues.text(clue.start - 1) in ("the", "with") and _starts(clues, clue.start - 2))
        or clues.text(clue.end + 1) in _LAST_WORDS
        or (clues.text(clue.end + 1) in ("at", "on") and "top" in clues.texts)
        for clue in superlatives
    )


def _starts(clues: Clues, position: int) -> bool:
    return bool({clues.text(position), clues.text(position - 1)} & _STARTS)


def _several(clues: Clues, superlatives: list[Clue]) -> bool:
    """Whether several are asked for: "najmłodsze klastry", "which are the biggest?"."""
    if any(clue.concept in ("most", "fewest") for clue in superlatives):
        return _plural_subject(clues)
    for clue in superlatives:
        word = clues.reading.words[clue.start]
        if clue.concept in _NICKNAMES:
            return word.form not in word.keys
        form = word.text if word.repaired else word.form  # a slip is not mended to one number
        behind = clues.text(clue.end + 1)
        neuter = form.endswith("e") and behind.endswith(_NEUTER) and behind != "dwie"
        if form.startswith("naj") and form.endswith(_PLURAL_ENDINGS) and not neuter:
            return True
        near = {clues.text(p) for p in range(clue.end, clue.end + 3)}
        if near & _OF:
            continue
        if near & {"clusters", "ones", "klastry", "klastrow"}:
            return True
        if {clues.text(clue.start - 1), clues.text(clue.start - 2)} & _ARE:
            return True
    return False


def _plural_subject(clues: Clues) -> bool:
    texts = clues.texts
    return any(
        text in ("klastry", "clusters") and clues.text(position - 1) not in ("the", "of", "z")
        for position, text in enumerate(texts)
    )


def _counts_companies(clues: Clues, clue: Clue) -> bool:
    """Whether "most" and the like are of companies, not of members of all kinds."""
    near = range(clue.start, clue.end + 3)
    return clue.concept in ("most", "fewest") and clues.said_at(near, "company")


def _of_something_else(clues: Clues, clue: Clue) -> bool:
    """As in "the biggest company", "pierwszy student"; "most companies" is of clusters."""
    if clue.concept in ("most", "fewest"):
        return "cluster" in clues.at(clue.end + 1)  # "the year with the most clusters"
    if "cluster" in clues.at(clue.end):
        return False
    behind = clues.at(clue.end + 1)
    return bool(behind & _THINGS) and "cluster" not in behind and clues.text(clue.start) not in NOT
