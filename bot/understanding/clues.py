"""The words of a message that carry the grammar of a condition, with their places."""

from collections.abc import Collection, Set
from operator import itemgetter
from typing import NamedTuple

from bot.understanding.numbers import Number, numbers
from bot.understanding.reading import Reading


def each(words: str) -> frozenset[str]:
    """Small words, folded, as a set."""
    return frozenset(words.split())


NOT = each(
    "nie bez oprocz procz poza spoza zaden zadne zadnego not without except excluding never none "
    "don doesn aren isn weren wasn didn haven hasn dont doesnt arent isnt werent wasnt didnt "
    "havent hasnt nor neither ani outside beyond excl exclude excludes minus skip pomijajac "
    "wykluczajac wylaczajac pomin"
)
"""Small words that turn a condition round; "isn't" is read as "isn" and "t"."""

_ALL_BUT = each("everything all every anything anyone any wszystko wszystkie wszystkich kazdy")
_BUT = each("but")
_OTHER = each("other others different inne inny inna innych innej")
_THAN = each("than niz od then")
_ASIDE = each("apart aside away")
_TURNS_BACK = each("but lecz ale tylko only just jedynie")
"""After these a "not" is over: "not IT but wood", "nie tylko IT"."""

_ASKING = frozenset({"which", "who", "how-many", "what"})
_DROPPED_WITHIN = 8
OUT_OF = each("of z ze sposrod among")
_THESE = each("these those tych tymi tej them")
_MOST_CHOSEN_FROM = 30
_NOMINATIVES = each("dwa dwie dwaj trzy trzej cztery czterej piec szesc siedem osiem dziewiec")
"""So many, not "of so many"."""

EITHER = each("czy albo lub badz kontra or vs versus")
AND = each("i oraz a and")
EVEN = frozenset({"nawet", "even"})
TO = each("do to until till through thru up")


class Clue(NamedTuple):
    """A concept at the positions from `start` to `end`, both included."""

    concept: str
    start: int
    end: int


_PLACE = itemgetter(1, 2, 0)
"""In order of their places; of those at the same one by the concept."""

_NONE: frozenset[str] = frozenset()


class Clues:
    """The concepts of a message by place; a phrase swallows the words inside it.

    "More than" limits a figure and does not ask which is "more". Only phrases of the grammar
    swallow, and a few that would be taken for it.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.texts = tuple([word.form for word in reading.words])
        self.numbers = numbers(reading.words, polish=reading.language == "pl")
        self._in_numbers = {
            position for number in self.numbers for position in range(number.start, number.end + 1)
        }
        everything = sorted(
            {
                Clue(concept, positions[0], positions[-1])
                for positions, concepts in reading.concepts
                for concept in concepts
            },
            key=_PLACE,
        )
        phrases = [clue for clue in everything if clue.end > clue.start and clue.concept in _WHOLE]
        if phrases:
            clues = [c for c in everything if not any(_inside(c, phrase) for phrase in phrases)]
        else:
            clues = everything
        self._everything = everything
        self._clues = clues
        self._concepts = {clue.concept for clue in clues}
        self._at: dict[int, set[str]] = {}
        for concept, start, end in clues:
            for position in range(start, end + 1):
                self._at.setdefault(position, set()).add(concept)
        self._kept_or_dropped = self.of("keep", "drop")

    def of(self, *concepts: str) -> tuple[Clue, ...]:
        """The clues of these concepts in the order of the message."""
        return self.of_any(concepts)

    def of_any(self, concepts: Collection[str]) -> tuple[Clue, ...]:
        """The same, of many concepts."""
        if self._concepts.isdisjoint(concepts):  # nearly always: a message has few of them
            return ()
        return tuple([clue for clue in self._clues if clue.concept in concepts])

    def has(self, *concepts: str) -> bool:
        """Whether one of the concepts is there."""
        return not self._concepts.isdisjoint(concepts)

    def has_any(self, concepts: Collection[str]) -> bool:
        """The same, of many concepts."""
        return not self._concepts.isdisjoint(concepts)

    def at(self, position: int) -> Set[str]:
        """The concepts whose words stand at a position."""
        return self._at.get(position, _NONE)

    def said_at(self, positions: range, concept: str) -> bool:
        """Whether a concept is said at some of the positions, within phrases of others too."""
        return any(c.concept == concept and c.start in positions for c in self._everything)

    def ending_at(self, position: int, concepts: Set[str]) -> Clue | None:
        """The longest clue of one of the concepts that ends here."""
        ending = [c for c in self._clues if c.end == position and c.concept in concepts]
        return min(ending, key=lambda clue: clue.start, default=None)

    def starting_at(self, position: int, concepts: Set[str]) -> Clue | None:
        """The longest clue of one of the concepts that starts here."""
        starting = [c for c in self._clues if c.start == position and c.concept in concepts]
        return max(starting, key=lambda clue: clue.end, default=None)

    def text(self, position: int) -> str:
        """The word at a position; empty outside the message."""
        return self.texts[position] if 0 <= position < len(self.texts) else ""

    def is_number(self, position: int) -> bool:
        """Whether a number stands at a position, in digits or in words."""
        return position in self._in_numbers

    def denied(self, position: int, within: int = 3) -> bool:
        """Whether a "not", "without" or "all but" stands in the few words before a position.

        What is left out of what was shown is denied too: "drop those before 2009".
        """
        dropped = bool(self._kept_or_dropped) and self.dropped(position)
        for place in range(position - 1, max(0, position - within) - 1, -1):
            if self._denies(place):
                return "drop" in self.at(place) or not dropped  # "drop what isn't IT"
            if self.texts[place] in _TURNS_BACK:
                return False
            if not _ASKING.isdisjoint(self.at(place)):
                break
        return dropped

    def dropped(self, position: int) -> bool:
        """Whether what stands here is to be left out: "drop the IT ones", "te z IT odrzuć"."""
        verbs = self._kept_or_dropped
        before = [c for c in verbs if 0 < position - c.end <= _DROPPED_WITHIN]
        if before:
            return before[-1].concept == "drop"
        last = verbs[-1:]
        at_end = any(c.end >= len(self.texts) - 2 and position < c.start for c in last)
        return at_end and all(clue.concept == "drop" for clue in verbs)

    def _denies(self, place: int) -> bool:
        text, before = self.texts[place], self.text(place - 1)
        return (
            text in NOT
            or (text in _BUT and before in _ALL_BUT)
            or (text in _THAN and before in _OTHER)
            or (text == "from" and before in _ASIDE)
        )

    def of_so_many(self, number: Number) -> bool:
        """Whether a number says how many there are to choose from: "the youngest of the four"."""
        before = (self.text(number.start - 1), self.text(number.start - 2))
        if number.value > _MOST_CHOSEN_FROM or number.start == 0:
            return False
        behind = self.text(number.end + 1)
        of_several = behind.startswith("naj") and behind.endswith("e")
        if self.text(number.start) in _NOMINATIVES or of_several:
            return False  # "z tych dwa największe"
        return (
            before[0] in ("these", "those")
            or before[0] in OUT_OF
            or (before[0] in _THESE | {"the"} and before[1] in OUT_OF)
        )

    def points_at(self, number: Number) -> bool:
        """Whether a number says how many were shown, and no size: "z tej trójki"."""
        return self.of_so_many(number) and self.text(number.start - 1) not in OUT_OF


def _inside(clue: Clue, phrase: Clue) -> bool:
    shorter = clue.end - clue.start < phrase.end - phrase.start
    return shorter and phrase.start <= clue.start and clue.end <= phrase.end


LIMITS = frozenset(
    {"after", "since", "before", "until", "between", "more-than", "less-than", "at-least"}
    | {"at-most", "and-up", "exactly"}
)
ORDER_WORDS = frozenset(
    {"oldest", "newest", "biggest", "smallest", "most", "fewest", "by-size", "by-companies"}
    | {"by-year", "alphabetical", "arrange", "upwards", "downwards", "head", "tail"}
    | {"last-but-one", "runner-up", "podium", "place", "first-place", "third-place"}
    | {"giants", "tiddlers", "newcomers", "veterans"}
)
NAME_WORDS = frozenset({"in-name", "name-begins", "word", "bears"})
GRAMMAR = (
    LIMITS
    | ORDER_WORDS
    | NAME_WORDS
    | {"older", "newer", "bigger", "smaller", "more", "less", "better", "year", "company"}
    | {"companies-only", "small", "large", "private-initiative", "rest", "together"}
    | {"city-initiative", "key-cluster", "free", "fee", "found", "exist", "age", "begin"}
    | {"predate", "outdo", "same-year", "same-size", "keep", "drop", "medium", "nobody", "half"}
)
"""The concepts that conditions are made of."""

_WHOLE = GRAMMAR | {"cluster", "how", "open-business"}
