"""What a message shows of being asked over the set of clusters."""

from itertools import pairwise

from bot.understanding.clues import AND, EITHER, GRAMMAR, ORDER_WORDS, TO, each
from bot.understanding.conditions import Condition
from bot.understanding.generic_names import PLURAL_CLUSTERS
from bot.understanding.lexicon import Kind
from bot.understanding.signs import Signs
from bot.understanding.topics import TopicMatch

_CLEAR = 1.0
_ODD = 0.21
_SAID_BESIDES = frozenset(
    {"which", "what", "who", "how", "how-many", "when", "where", "have", "list", "want", "need"}
    | {"can", "cluster", "lublin", "they", "people-of", "general", "member", "firm", "belong"}
    | {"person", "membership", "idiom", "trade", "hello", "thanks", "age", "city", "status"}
    | {"big", "bot", "compare", "write-to", "take"}
)
"""Concepts that may stand in a question over the set without being a condition."""

_OURS = GRAMMAR | _SAID_BESIDES
_TELL_OF_YEARS = frozenset({"found", "exist", "year", "cluster", "list", "newcomers", "veterans"})
_UNITS = frozenset({"member", "company", "firm", "person"})
_ASKING = frozenset({"which", "list", "how-many", "where", "people-of", "who", "they"})
_ONES = each("ones ktore ktorych te tych wszystkie wszystkich ile ilu")
_SEVERAL = each("ones ktore ktorych")
_ONLY = each("tylko wylacznie jedynie only just")
_THOSE = each("nich nim nimi them those these they their te tych tymi tym ones")
_AMONG = each("z of from wsrod among sposrod")
_BESIDES = (
    AND
    | EITHER
    | TO
    | each(
        "dopiero wlacznie wliczajac jako wielkosc wielkosci rozmiar liczebnosc region regionie "
        "wojewodztwie okolicy cokolwiek pojawil pojawily pojawilo rzuc btw included inclusive "
        "counting size area itself themselves whatever whichever wherever ktorekolwiek "
        "jakiekolwiek already juz obecnie aktualnie currently single each apiece "
        "po kolei sam sama samo sami whose exactly precisely oczywiscie natomiast zas zatem wiec "
        "thus poza oprocz besides nearly almost prawie niemal"
    )
)
"""Words that say nothing of their own beside a condition."""

_ADJECTIVE = ("ny", "wy", "czy", "ki")
_ASKED = ORDER_WORDS | {"how-many", "which"}
_IN = each("in w we na")
_ALL = each("all wszystkich wszystkie calej calosci calego whole entire overall")
_AT_ALL = ("w", "ogole")
_SETS = frozenset({"list", "count"})
_YES_NO = each("czy is are was were did does do has have")


class SetSigns:
    """The signs of one message in so far as they tell of a set.

    `foreign` is how many words speak of something else, `foreign_share` their share of those with
    matter. What several others build on is looked at once, when it is made.
    """

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.condition: Condition = signs.condition
        self.clues = signs.clues
        self.texts = frozenset(self.clues.texts)
        self._concepts = signs.concepts.positions
        self._narrows = self.condition.narrows
        self._said_in_general = said(signs.general)
        self._sector_words = {
            position for positions, _ in signs.reading.sectors for position in positions
        }
        self._foreign, self.foreign_share = self._foreign_words()
        self.foreign = len(self._foreign)
        self.says_only = self._says_only()
        self.asks_count = self._asks_count()
        self.asks_nothing_else = not (
            said(signs.wishes) or self._said_in_general or said(signs.small_talk)
        )
        self.asks_rules = self._asks_rules()
        self.only_marks = self._only_marks()
        self.is_of_other_things = self._is_of_other_things()
        self.elsewhere = self._elsewhere()
        self.of_several = self._of_several()
        self.rules_out = self._rules_out()

    def _foreign_words(self) -> tuple[frozenset[int], float]:
        """Where words stand that speak of something else, and their share."""
        clues, small_words = self.clues, self.signs.function_words
        content = 0
        foreign: list[int] = []
        for position, form in enumerate(clues.texts):
            ours = (
                not _OURS.isdisjoint(clues.at(position))
                or position in self._sector_words
                or clues.is_number(position)
            )
            if ours:
                content += 1
            elif form not in small_words and form not in _BESIDES:
                content += 1
                foreign.append(position)
        return frozenset(foreign), (len(foreign) / content if content else 0.0)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but a list, a count or a condition is said."""
        asked = self.condition or "list" in self._concepts or "how-many" in self._concepts
        return bool(asked) and not self._foreign

    def _says_only(self) -> bool:
        """Whether what was shown is narrowed: "only those ...", "tylko te ..."."""
        return not _ONLY.isdisjoint(self.texts) or self.clues.has("keep", "drop")

    @property
    def asks_which(self) -> bool:
        """Whether ones of several are asked for."""
        return (
            not _ASKING.isdisjoint(self._concepts)
            or self.says_only
            or not _ONES.isdisjoint(self.texts)
            or (self.signs.plural and self.asks_nothing_else)
        )

    @property
    def asks_for_marked(self) -> bool:
        """Whether it asks which ones have a property, not why or how it is so in general."""
        signs, condition, concepts = self.signs, self.condition, self._concepts
        if self.asks_rules:
            return False
        asked = (
            "which" in concepts
            or "list" in concepts
            or ("how-many" in concepts and signs.plural)
            or ("where" in concepts and not signs.local)
            or self.says_only
            or "ones" in self.texts
            or (signs.anchored and "general" in concepts)
            or not PLURAL_CLUSTERS.isdisjoint(self.clues.texts[:2])
        )
        denied = condition.without.marks if condition.without else ()
        by_city = "city-initiative" in (*condition.marks, *denied)
        if by_city and signs.unknown == 0 and not self._said_in_general:
            return True
        if by_city or signs.anchored:
            return asked or (signs.plural and self.asks_nothing_else)
        of_many = signs.plural or bool(signs.conversation.set) or not _ONES.isdisjoint(self.texts)
        return asked and (of_many or "list" in concepts or "where" in concepts)

    def _asks_count(self) -> bool:
        """Whether "how many" is asked of clusters, not of members."""
        return any(
            not any(
                self.clues.at(place) & _UNITS and "cluster" not in self.clues.at(place)
                for place in (clue.end + 1, clue.end + 2)
            )
            for clue in self.clues.of("how-many")
        )

    def _asks_rules(self) -> bool:
        """Whether "which" asks for the rules of a status rather than for who holds it."""
        best = next(iter(self._said_in_general), None)
        return best is not None and best.topic == "national-key-clusters" and best.score >= _CLEAR

    @property
    def asks_in_general(self) -> bool:
        """Whether the plural "clusters" stands in a general question ("support for clusters")."""
        if (self._narrows and not self.only_marks) or "list" in self._concepts:
            return False
        general = [m for m in self._said_in_general if m.topic != "what-is-a-cluster"]
        return bool(general) and general[0].score >= _CLEAR

    def _only_marks(self) -> bool:
        """Whether it names properties and nothing else: "no fee" may be asked in general."""
        if not self.condition:
            return True
        if self.condition.sectors:
            return False
        without = self.condition.without
        if self.condition != Condition(marks=self.condition.marks, without=without):
            return False
        return without is None or without == Condition(marks=without.marks)

    @property
    def only_a_number(self) -> bool:
        """A bare year, where nothing beside it tells that it is one of founding."""
        condition = self.condition
        if condition.order or condition.size or not condition.years:
            return False
        told = self.clues.has_any(_TELL_OF_YEARS)
        return self._exact_years and not (told or {"from", "z", "ones", "te"} & self.texts)

    @property
    def _exact_years(self) -> bool:
        return all(span.low == span.high for span in self.condition.years)

    def _is_of_other_things(self) -> bool:
        """Whether words speak of something else, and none of clusters: "order a new pair"."""
        if not self._foreign:
            return False
        signs, condition = self.signs, self.condition
        of_trade = condition.sectors and not condition.years
        of_clusters = signs.anchored or signs.plural or signs.conversation.set
        said = of_clusters or of_trade or condition.name
        return not (said or self._is_nearly_plain)

    @property
    def _is_nearly_plain(self) -> bool:
        """Whether one odd word stands in a condition that is clear otherwise."""
        plain = self.foreign == 1 and self.foreign_share <= _ODD
        return plain and self._narrows and not self.signs.neighbours

    @property
    def of_other_things(self) -> bool:
        """Whether an order is of something else ("the latest news"), or a year of an event."""
        condition, clues = self.condition, self.clues
        if condition.years and not (condition.size or condition.order):
            if self._foreign and self._exact_years and not clues.has("found"):
                return True  # "what happened in 2012?"
            if clues.has_any(_UNITS) and not self.signs.anchored:
                return True  # "companies founded after 2010"
        return any(clue.end + 1 in self._foreign for clue in self.clues.of_any(_ASKED))

    def _elsewhere(self) -> bool:
        """Whether another place is named: "clusters in Germany"."""
        if _IN.isdisjoint(self.texts):
            return False
        return any(
            self.clues.text(position - 1) in _IN
            or (self.clues.text(position - 1) == "the" and self.clues.text(position - 2) in _IN)
            for position in self._foreign
        )

    @property
    def of_a_trade(self) -> bool:
        """Whether words of a sector stand for clusters: cars from 2013 are none."""
        return (
            self.of_several
            or self.signs.anchored
            or (bool(self._sector_words) and self._names_a_trade())
        )

    def _names_a_trade(self) -> bool:
        return any(
            mention.phrase.keys[-1].endswith(_ADJECTIVE)
            for mention in self.signs.reading.mentions
            if mention.ids(Kind.SECTOR)
        )

    def _rules_out(self) -> bool:
        """Whether some of several are left out; "not that one, wood!" is a correction."""
        without = self.condition.without
        if without is None:
            return False
        return bool(without.entities) or self.of_several or "list" in self._concepts

    def _of_several(self) -> bool:
        """Whether clusters are spoken of as several."""
        return self.signs.plural or self.asks_count or not _SEVERAL.isdisjoint(self.texts)

    @property
    def speaks_of_another(self) -> bool:
        """Whether an entity is named that the condition does not explain: it is about that."""
        signs, condition = self.signs, self.condition
        if not signs.named or condition.name is not None:
            return False
        if signs.plural and (self._narrows or condition.sectors):
            return False
        limits = condition.years or condition.size or condition.order or self.rules_out
        several = len(condition.sectors) > 1 and self.clues.has("trade", "list", "which")
        if not (limits or several) or self.clues.text(0) in _YES_NO:
            return True
        things = _UNITS | {"cluster", "trade"}
        explained = self._sector_words | {
            position for position in range(signs.length) if self.clues.at(position) & things
        }
        return not all(match.name_positions <= explained for match in signs.named)

    @property
    def _of_so_many(self) -> bool:
        """As in "the youngest of the four"."""
        return any(self.clues.of_so_many(number) for number in self.clues.numbers)

    @property
    def _of_all_there_are(self) -> bool:
        """As in "how many from after 2012 in total?", "and the oldest at all?"."""
        at_all = _AT_ALL in pairwise(self.clues.texts)
        return at_all or "together" in self._concepts

    def shown(self) -> tuple[tuple[str, ...], bool]:
        """The set that the message goes on about, and whether it says so itself."""
        before, condition = self.signs.conversation, self.condition
        those = _THOSE & self.texts and (_AMONG & self.texts or "which" in self._concepts)
        pointing = bool(those) or self._of_so_many or self.says_only or "rest" in self._concepts
        part = condition.order is None and (condition.rank or condition.limit)
        if condition.without and condition.without.entities:
            return before.set, True
        if self.signs.local or _ALL & self.texts:
            return (), False
        if pointing and not part and len(before.set) > 1:
            return before.set, True
        if those and condition.order and before.topic not in _SETS and len(before.mentioned) > 1:
            return before.mentioned, True
        if condition and self._of_all_there_are:
            return (), False
        if part:
            return before.ranking or before.set, False
        if pointing and before.ranking:
            return before.ranking, True
        if self.signs.anchored:
            return (), False
        if condition.order and before.ranking:
            return before.ranking, False
        return (before.set, False) if len(before.set) > 1 else ((), False)


def said(matches: tuple[TopicMatch, ...]) -> tuple[TopicMatch, ...]:
    """The topics that words of the message ask for."""
    return tuple([match for match in matches if match.positions])
