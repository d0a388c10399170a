"""Words that name no entity but point at one of the conversation: "the other one", "ten trzeci".

Whether and at whom they point is told by themselves and by what was shown or talked of before,
never by what is asked. What picks out one of all clusters ("the oldest cluster") points at none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.clues import EITHER, Clue, each
from bot.understanding.conditions import Condition
from bot.understanding.numbers import Number
from bot.understanding.orders import Order
from bot.understanding.pointing_words import THIS, PointingWords
from bot.understanding.signs import Signs

_COMPARATIVES: dict[str, Order] = {
    "older": "oldest",
    "newer": "newest",
    "bigger": "biggest",
    "smaller": "smallest",
}
_WINNERS: dict[str, Order] = {"winner": "biggest", "loser": "smallest"}
_SUPERLATIVES: dict[str, Order] = {
    "oldest": "oldest",
    "newest": "newest",
    "biggest": "biggest",
    "smallest": "smallest",
}
_QUANTITIES: dict[str, Order] = {
    "more": "biggest",
    "less": "smallest",
    "most": "biggest",
    "fewest": "smallest",
}
_ORDERING = {**_QUANTITIES, **_COMPARATIVES, **_SUPERLATIVES, **_WINNERS}
_PLACES_OF_ALL = frozenset({"oldest", "newest", "last-but-one"})
"""In phrases with an ordinal: "came first", "drugi od końca"."""

_OTHER = each("tamten tamtego tamtemu tamtym tamta tamtej other")
_FORMER, _LATTER = "former", "latter"
_SEVERAL = each("obu oba obie both je ones")
_ITS = each("jego jej im nim niego niej mu jemu go it its he his she her him")
_THEIR = each("ich nich nimi oni they their them theirs tam")
_TOP = each("top czolowy czolowego czolowemu czolowym")
_NEXT = each("nastepny nastepnego nastepnemu nastepnym kolejny kolejnego kolejnemu next")
_LONGEST = 20
_SPOKEN_OF = 0.6


@dataclass(frozen=True, slots=True)
class Pointed:
    """The first entity of `over` that `condition` keeps is the one pointed at.

    `over` holds one entity alone where it is the one that was just talked of.
    """

    condition: Condition
    over: tuple[str, ...]


def pointed(signs: Signs) -> Pointed | None:
    """Whom the words of a message point at; None where they name one or point at nobody."""
    before = signs.conversation
    if not (before.entity or before.set or before.mentioned) or signs.length > _LONGEST:
        return None
    if signs.named:
        return None
    return _Pointing(signs).pointed()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where pointing words stand, and at whom they point."""

    start: int
    end: int
    at: Pointed


class _Pointing:
    """The pointing words of one message, over what the conversation offers."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._before = signs.conversation
        self._clues = signs.clues
        self._words = PointingWords(self._clues, signs.function_words)
        shown = signs.conversation.set
        self._shown = shown if len(shown) > 1 else ()
        self._of_them = self._words.of_them

    def pointed(self) -> Pointed | None:
        """Where several words point, the first that is not denied leads."""
        finders = (self._by_order, self._by_rank, self._at_an_end, self._the_other)
        places = sorted((p for find in finders for p in find()), key=lambda place: place.start)
        asserted = [p for p in places if not self._clues.denied(p.start, 2)] or places
        if not asserted:
            return self._by_pronoun()
        first, last = asserted[0], asserted[-1]
        either = EITHER & set(self._clues.texts[first.end : last.start])
        return None if either and first.at != last.at else first.at

    def _by_order(self) -> Iterator[_Place]:
        """As in "the bigger one", "najstarszy z nich", "ten co ma więcej członków"."""
        words, pair = self._words, self._pair
        for clue in self._clues.of_any(_ORDERING):
            start, end = clue.start, clue.end
            if clue.concept in _QUANTITIES or words.is_adverb(start, end):
                over = pair if words.is_relative(start) else ()
            elif words.asks_which(start, end, who=True):
                continue
            elif clue.concept in _WINNERS:
                over = self._shown if words.stands_alone(start, end, at_end=True) else ()
            elif clue.concept in _COMPARATIVES:
                over = pair if self._is_one_of_two(clue) else ()
            else:
                over = self._ranked(clue)
            if len(over) > 1:
                order = _ORDERING[clue.concept]
                condition = Condition(order=order, rank=self._ordinal_before(start))
                yield _Place(start, end, Pointed(condition, over))

    def _ordinal_before(self, start: int) -> int | None:
        """As in "the second biggest of them"."""
        before = (n.value for n in self._clues.numbers if n.ordinal and n.end == start - 1)
        return next((value for value in before if value > 1), None)

    @property
    def _pair(self) -> tuple[str, ...]:
        """Those of whom one can be the older or bigger: the ones shown, else the last two."""
        before = self._before
        if self._shown:
            return self._shown
        if before.entity and before.previous:
            return (before.previous, before.entity)
        return before.mentioned[-2:]

    def _is_one_of_two(self, clue: Clue) -> bool:
        words = self._words
        if not words.stands_alone(clue.start, clue.end) or words.is_compared(clue.end):
            return False
        asked = self._of_them and words.is_bare(clue.start, clue.end)
        return not asked  # "and bigger of the two?"

    def _ranked(self, clue: Clue) -> tuple[str, ...]:
        """The set in which a superlative picks out one; empty where that is all clusters."""
        words, before = self._words, self._before
        if words.is_of_several(clue.end) or words.describes_a_thing(clue.start, clue.end):
            return ()
        if (self._of_them or words.is_this(clue.start)) and not self._signs.condition.whole:
            return self._shown or before.ranking or before.mentioned
        signs, asked = self._signs, self._signs.condition
        narrowed = asked.sectors or asked.years or asked.size or asked.name or asked.whole
        if signs.anchored or signs.local or narrowed or words.of_all:
            return ()
        return self._shown or before.ranking

    def _by_rank(self) -> Iterator[_Place]:
        """As in "the third one", "a do pierwszego?", "numer 2"."""
        for number in self._clues.numbers:
            start, end = number.start, number.end
            if self._is_place(number) and not self._words.asks_which(start, end, who=False):
                at = self._at_rank(number)
                if at is not None:
                    yield _Place(start, end, at)

    def _is_place(self, number: Number) -> bool:
        if not number.ordinal:
            placed = self._clues.said_at(range(number.start - 1, number.start), "place")
            return placed and 0 < number.value <= len(self._shown)
        following = self._clues.at(number.end + 1)
        if self._clues.at(number.start) & _PLACES_OF_ALL or following & _SUPERLATIVES.keys():
            return False
        moment = self._clues.text(number.start) == "second"
        if moment and self._clues.text(number.start - 1) in ("a", "one"):
            return False
        return self._words.stands_alone(number.start, number.end, at_end=True)

    def _at_rank(self, number: Number) -> Pointed | None:
        """The place in what was shown, else in what was talked of.

        Polish "drugi" is also "the other". After one was talked of, and then another, it is that
        other one by whom they are, unless nothing new is asked.
        """
        rank, before = number.value, self._before
        other = rank == 2 and self._clues.text(number.start) not in ("second", "2nd")
        mentioned = before.mentioned
        if other and len(self._shown) == 2:
            return self._except_present(self._shown)
        for row in (self._shown, before.ranking):
            if rank <= len(row):
                return Pointed(Condition(rank=rank), row)
        bare = self._words.is_bare(number.start, number.end)
        if other and bare and len(mentioned) == 2:
            return self._except_present(mentioned)
        known = len(mentioned) > 1 or before.entity is None
        return Pointed(Condition(rank=rank), mentioned) if rank <= len(mentioned) * known else None

    def _at_an_end(self) -> Iterator[_Place]:
        """As in "the last one", "ten środkowy", "przedostatni", "the top one"."""
        for clue in self._clues.of("tail", "last-but-one", "middle", "head"):
            start, end = clue.start, clue.end
            alone = self._words.stands_alone(start, end, at_end=True)
            if clue.concept == "head" and self._clues.text(end) not in _TOP:
                continue  # "the first" is a number
            if alone and not self._words.asks_which(start, end, who=False):
                at = self._at_end(clue)
                if at is not None:
                    yield _Place(start, end, at)

    def _at_end(self, clue: Clue) -> Pointed | None:
        before, over = self._before, self._shown
        if clue.concept == "middle":
            middle = (len(over) + 1) // 2
            return Pointed(Condition(rank=middle), over) if len(over) % 2 else None
        of_talk = self._words.is_this(clue.start)
        over = over or (() if of_talk else before.ranking)
        if clue.concept == "head":
            return Pointed(Condition(rank=1), over) if over else None
        rank = 2 if clue.concept == "last-but-one" else 1
        if len(over) >= rank:
            return Pointed(Condition(rank=rank, from_end=True), over)
        talked_of = before.entity or before.previous
        return _alone(talked_of) if talked_of and rank == 1 else None

    def _the_other(self) -> Iterator[_Place]:
        """As in "tamten", "the other one", "the latter", "the previous one", "the next"."""
        words, clues, before = self._words, self._clues, self._before
        for place, text in enumerate(clues.texts):
            alone = words.stands_alone(place, place, at_end=True)
            pair = self._pair
            at: Pointed | None = None
            if text in THIS and text in _OTHER:
                alone = not words.describes_a_thing(place, place)
            if not alone:
                continue
            if text in _NEXT:
                at = self._next()
            elif text in _OTHER and len(pair) > 1:
                at = self._except_present(pair)
            elif text in (_FORMER, _LATTER) and len(pair) > 1:
                at = Pointed(Condition(rank=1, from_end=text == _LATTER), pair)
            elif "previous" in clues.at(place) and before.previous:
                at = _alone(before.previous)
            if at is not None:
                yield _Place(place, place, at)

    def _next(self) -> Pointed | None:
        """The one behind the one talked of, in the order of what was shown."""
        entity, row = self._before.entity, self._before.ranking or self._shown
        if entity not in row[:-1]:
            return None
        return Pointed(Condition(rank=row.index(entity) + 2), row)

    def _except_present(self, pair: tuple[str, ...]) -> Pointed | None:
        """The one of two that is not talked of; of more the one before."""
        entity, previous = self._before.entity, self._before.previous
        if len(pair) > 2:
            return _alone(previous) if previous in pair else None
        return Pointed(Condition(rank=1 if entity == pair[1] else 2), pair)

    def _by_pronoun(self) -> Pointed | None:
        """The one talked of, or the winner of a comparison: "its phone", "kto go prowadzi"."""
        texts, before = set(self._clues.texts), self._before
        if self._signs.condition.sectors:
            texts -= {"it"}  # "in IT"
        described = any(match.score >= _SPOKEN_OF for match in self._signs.found.chosen)
        if described or self._signs.plural or self._of_them or _SEVERAL & texts:
            return None
        if self._clues.has("compare", "people-of"):
            return None
        talked_of = before.entity or (before.previous if not before.set else None)
        if talked_of:
            said = (_ITS | _THEIR | self._there) & texts or self._says_this_one()
            return _alone(talked_of) if said else None
        compared = before.topic == "compare" and len(self._shown) == 2
        if compared and _ITS & texts:
            return Pointed(Condition(order="biggest"), self._shown)
        return None

    @property
    def _there(self) -> frozenset[str]:
        """The place of somebody, other than in "there is"."""
        texts = self._clues.texts
        exists = any(a == "there" and b in ("is", "are", "any") for a, b in pairwise(texts))
        return frozenset() if exists else frozenset({"there"})

    def _says_this_one(self) -> bool:
        """As in "this one", "tego klastra"."""
        clues = self._clues
        return any(
            text in THIS and ("cluster" in clues.at(p + 1) or clues.text(p + 1) == "one")
            for p, text in enumerate(clues.texts)
        )


def _alone(entity: str) -> Pointed:
    return Pointed(Condition(rank=1), (entity,))
