"""The grammar of words that point: "the bigger one", "do tego drugiego", "the last of them".

It tells where such words stand for somebody by themselves, and where they describe a thing
("the first step"), compare ("are they bigger?") or ask ("which is the oldest?").
"""

from itertools import pairwise

from bot.understanding.clues import AND, EITHER, Clues, each

_POLISH_THIS = each("ten tego temu tym ta tej te tamten tamtego tamtemu tamtym tamta tamtej")
THIS = _POLISH_THIS | {"this", "that"}
_DEMONSTRATIVES = THIS | {"the"}
_PREPOSITIONS = each(
    "w we do od o u z ze dla na przy za of for to in at about from with by on into nad"
)
_LEADING = each(
    "a i no to ok okay dobra dobrze ale and but so oh ah aha hm hmm well then also or jeszcze "
    "wait czekaj"
)
_RELATIVE = each("co ktory ktora z ze o who that which with having has ma")
_ONE = each("one s")
"""What stands behind a pointing word in English: "the older one", "the second's phone"."""

_ADVERBS = each(
    "dluzej wczesniej pozniej wiecej mniej longer later earlier sooner najdluzej najwczesniej "
    "najpozniej najkrocej longest"
)
_SEVERAL = ("e", "ych", "ich", "ymi", "imi", "si")
"""How Polish adjectives end that stand for several, or for no cluster."""

_SEVERAL_ONES = each("clusters ones klastry klastrow klastrach klastrami klastrom")
_THEM = each(
    "nich tych them these those trojki dwojki czworki trojce dwojce obu obydwu both dwoch"
)
_OUT_OF = each("z ze of from among sposrod spomiedzy")
_ALL = each("all wszystkich calej calego calosci whole entire ogole")
_WHICH = each("ktory ktora ktore ktorzy which")
_WHO = each("kto who what jaki jaka co whats")
_ARE = each("is are was were jest sa byl byla bylo")
_THAN = each("than niz od")
_ONCE = each(
    "raz razu razem dzien dnia krok kroku krokiem etap etapie pytanie rok roku time step stage "
    "question half hand year month week day name city country company university"
)
_PERSONS = each(
    "prezes prezesa prezesem szef szefa dyrektor dyrektora koordynator koordynatora president "
    "chairman chair boss leader director manager coordinator founder"
)
_THINGS = frozenset(
    {"firm", "company", "member", "person", "student", "study", "country", "year", "activity"}
    | {"requirement", "partner", "city", "programme"}
)
_OF_MANY = ("ow", "owie", "y", "i", "e", "firm", "s")
"""How nouns and verbs end that a word for one thing does not describe."""

_SHORT = 4


class PointingWords:
    """What the words around a pointing word tell; `small` are the words without matter."""

    def __init__(self, clues: Clues, small: frozenset[str]) -> None:
        self.clues = clues
        self._small = small
        self._last = len(clues.texts) - 1

    @property
    def of_them(self) -> bool:
        """Whether one of several is meant that were spoken of: "of them", "z tych trzech"."""
        return any(self._chosen_from(position) for position in range(self._last))

    @property
    def of_all(self) -> bool:
        """As in "the smallest of the whole list"."""
        texts = self.clues.texts
        before = _OUT_OF | {"w", "we", "in", "the"}
        return any(a in before and b in _ALL for a, b in pairwise(texts))

    def is_bare(self, start: int, end: int) -> bool:
        """Whether nothing with matter is said besides the words from `start` to `end`."""
        return all(
            text in self._small or self.clues.is_number(place) or "cluster" in self.clues.at(place)
            for place, text in enumerate(self.clues.texts)
            if not start <= place <= end
        )

    def is_this(self, start: int) -> bool:
        """Whether a demonstrative stands before a word; "the" is none."""
        return self.clues.text(start - 1) in THIS

    def is_adverb(self, start: int, end: int) -> bool:
        """As in "longer", "więcej", which stand for nobody."""
        return bool(_ADVERBS & set(self.clues.texts[start : end + 1]))

    def is_of_several(self, end: int) -> bool:
        """Whether more than one is meant: "te większe", "the oldest clusters", "first three"."""
        word = self.clues.reading.words[end]
        following = self.clues.text(end + 1)
        noun = self.clues.at(end) & {"winner", "loser", "middle"}
        plural = word.form.endswith(_SEVERAL) and not noun
        return plural or following in _SEVERAL_ONES or self.clues.is_number(end + 1)

    def stands_alone(self, start: int, end: int, *, at_end: bool = False) -> bool:
        """Whether a word for one of several stands for somebody by itself.

        `at_end` says that it may do so as the last word too: "the phone of the first".
        """
        clues = self.clues
        if self.is_of_several(end) or self.describes_a_thing(start, end):
            return False
        before, following = clues.text(start - 1), clues.text(end + 1)
        if before in _DEMONSTRATIVES | _PREPOSITIONS | EITHER or following in _ONE:
            return True
        if all(text in _LEADING for text in clues.texts[:start]):
            return clues.text(start) != "first" or self._last < _SHORT
        return at_end and end == self._last and before not in _ARE | _WHO | _WHICH

    def describes_a_thing(self, start: int, end: int) -> bool:
        """As in "the first step", "największa firma"."""
        following = self.clues.text(end + 1)
        concepts = self.clues.at(end + 1)
        if not following or following in _ONE or "cluster" in concepts:
            return False
        if following in _ONCE or following in _PERSONS:
            return True
        if concepts & _THINGS:
            return not following.endswith(_OF_MANY)
        unknown = not concepts and following not in self._small | _OUT_OF
        return unknown and self.clues.text(start - 1) not in _POLISH_THIS

    def is_compared(self, end: int) -> bool:
        """As in "bigger than"."""
        return self.clues.text(end + 1) in _THAN

    def is_relative(self, start: int) -> bool:
        """As in "the one with more members", "ten co dłużej działa"."""
        return any(
            self.clues.text(position) in _RELATIVE
            and self.clues.text(position - 1) in _DEMONSTRATIVES | _ONE
            for position in range(max(1, start - 3), start)
        )

    def asks_which(self, start: int, end: int, *, who: bool) -> bool:
        """Whether a "which" asks who it is, and nothing more: "which of them is the oldest?".

        With `who` other asking words do so too: "what is the biggest one?".
        """
        asking = _WHICH | _WHO if who else _WHICH
        before = range(start - 1, -1, -1)
        at = next((p for p in before if self.clues.text(p) in asking), None)
        if at is None or not all(self._is_light(p) for p in range(at + 1, start)):
            return False
        if self.is_this(start) and self.clues.text(at) not in _WHICH:
            return False
        texts = self.clues.texts
        return not any(
            texts[p] in AND and not self.is_bare(0, p) and texts[p + 1] not in _WHICH
            for p in range(end + 1, self._last)
        )

    def _is_light(self, position: int) -> bool:
        """Whether a word between "which" and what is asked says nothing of its own."""
        text = self.clues.text(position)
        if text in _OUT_OF:
            return self._chosen_from(position)
        small = text in self._small and text not in _PREPOSITIONS
        return small or self.clues.is_number(position) or "cluster" in self.clues.at(position)

    def _chosen_from(self, position: int) -> bool:
        clues = self.clues
        after = position + 2 if clues.text(position + 1) == "the" else position + 1
        plain = any(n.start == after and not n.ordinal for n in clues.numbers)
        return clues.text(position) in _OUT_OF and (clues.text(after) in _THEM or plain)
