"""Questions over the set of clusters: lists, counts, rankings under any condition."""

from dataclasses import replace

from bot.understanding.clues import GRAMMAR, Clues, each
from bot.understanding.comparison import comparison, one_of_two
from bot.understanding.conditions import Condition, says_only
from bot.understanding.lexicon import Kind
from bot.understanding.meaning import Meaning
from bot.understanding.signs import PLURAL_CLUSTERS, Signs

_MOST_UNKNOWN_TO_LIST_ALL = 0.34
_MOST_FOREIGN = 0.34
_MOST_FOREIGN_UNSAID = 0.2
_CLEAR = 1.0
_LONGEST_WHICH_ONES = 3
_LONGEST_FRAGMENT = 9
_ASKED_FROM_ONE = frozenset(
    {"contact", "join", "fees", "coordinator", "activities", "partners", "website"}
)
_SAID_BESIDES = frozenset(
    {"which", "what", "who", "how", "how-many", "when", "where", "have", "list", "want", "need"}
    | {"can", "cluster", "lublin", "they", "people-of", "general", "member", "firm", "belong"}
    | {"person", "membership", "idiom", "trade", "hello", "thanks", "age", "city", "status"}
    | {"big", "bot", "compare", "own-new", "write-to"}
)
_THINGS = frozenset({"company", "firm", "member", "person", "cluster", "trade"})
_ONES = frozenset(
    {"ones", "ktore", "ktorych", "te", "tych", "wszystkie", "wszystkich", "ile", "ilu"}
)
_THOSE = each("nich nim nimi them those these they their te tych tymi tym z ones of")
_YES_NO = frozenset({"czy", "is", "are", "was", "were", "did", "does", "do", "has", "have"})


def set_question(signs: Signs) -> Meaning | None:
    """A comparison, a list or a count under a condition; None for anything else."""
    return one_of_two(signs) or comparison(signs) or _over_set(signs)


def _over_set(signs: Signs) -> Meaning | None:
    condition, clues = signs.condition, Clues(signs.reading)
    if _speaks_of_another(signs, condition):
        return None
    over, strictly = _shown(signs, condition)
    foreign = _foreign_share(signs, clues)
    meant = _is_meant(signs, condition, clues, over, foreign)
    if meant and condition.order and not condition.whole and _asks_one(signs):
        topic = signs.wishes[0].topic
        return Meaning(topic, condition=replace(condition, limit=None), over=over, one=True)
    if _counts(signs, clues) and (meant or (signs.plural and foreign <= _MOST_FOREIGN)):
        return Meaning("count", condition=condition, over=over, strictly=strictly)
    if meant:
        condition = _ranked(signs, condition)
        return Meaning("list", condition=condition, over=over, strictly=strictly)
    if "how-many" in signs.concepts and signs.plural and not signs.named:
        return Meaning("count", condition=condition)
    if _counts_all(signs, clues, foreign):
        return Meaning("count", over=over)
    if signs.plural and _asks_for_many(signs) and not _rather_general(signs):
        return None if signs.named else Meaning("list", condition=condition)
    shown = signs.conversation.set
    if "which" in signs.concepts and len(shown) > 1 and signs.length <= _LONGEST_WHICH_ONES:
        return Meaning("list", over=shown)
    return None


def _is_meant(
    signs: Signs, condition: Condition, clues: Clues, over: tuple[str, ...], foreign: float
) -> bool:
    """Whether the condition is one over the clusters, even where the word is missing."""
    if condition.name is not None:
        return True
    if not condition or foreign > _MOST_FOREIGN:
        return False
    asks = _asks_which(signs, clues)
    if _only_marks(condition):
        return _asks_for_marked(signs, condition, over)
    if condition == Condition(sectors=condition.sectors):
        if len(condition.sectors) > 1 and asks and not _asks_of_it(signs):
            return foreign <= _MOST_FOREIGN_UNSAID
        return (signs.plural and (asks or signs.sector_shared) and not _asks_of_it(signs)) or (
            bool(over) and asks and foreign <= _MOST_FOREIGN_UNSAID
        )
    if condition.order is None and not (condition.years or condition.size or condition.without):
        return (
            bool(over)
            and (condition.rank or condition.limit) is not None
            and (signs.length <= _LONGEST_FRAGMENT and foreign <= _MOST_FOREIGN_UNSAID)
        )
    if signs.anchored or over:
        return not _asks_of_it(signs) or condition.order is not None or signs.plural
    if signs.neighbours or _is_only_a_number(signs, condition, clues):
        return False
    return foreign <= _MOST_FOREIGN_UNSAID and _foreign(signs, clues)[1] <= 1


def _only_marks(condition: Condition) -> bool:
    """Whether it asks for properties and nothing else: "no fee" may be a question in general."""
    without = condition.without
    if condition != Condition(marks=condition.marks, without=without):
        return False
    return without is None or without == Condition(marks=without.marks)


def _asks_for_marked(signs: Signs, condition: Condition, over: tuple[str, ...]) -> bool:
    """Whether it asks which ones have a property, not why or how it is so in general."""
    if _asks_rules(signs):
        return False
    texts = {word.text for word in signs.reading.words}
    without = condition.without
    of_many = signs.plural or bool(over) or bool(_ONES & texts)
    asked = (
        "which" in signs.concepts
        or "list" in signs.concepts
        or ("how-many" in signs.concepts and signs.plural)
        or ("where" in signs.concepts and not signs.local)
        or says_only(signs.reading)
        or "ones" in texts
        or any(word.form in PLURAL_CLUSTERS for word in signs.reading.words[:2])
    )
    by_city = "city-initiative" in (*condition.marks, *(without.marks if without else ()))
    if by_city or signs.anchored:
        fragment = by_city and signs.length <= _LONGEST_FRAGMENT and signs.unknown == 0
        return asked or fragment or (signs.plural and _nothing_else(signs))
    return asked and (of_many or bool({"list", "where"} & signs.concepts.positions.keys()))


def _is_only_a_number(signs: Signs, condition: Condition, clues: Clues) -> bool:
    """A bare year or number says nothing unless something beside it tells what it is."""
    if condition.order or condition.size or not condition.years:
        return False
    if any(span.low != span.high for span in condition.years) or signs.conversation.set:
        return False
    told = clues.has("found", "exist", "year", "cluster", "list")
    return not (told or {"from", "z", "ones", "te"} & set(clues.texts))


def _ranked(signs: Signs, condition: Condition) -> Condition:
    """Without "the" and a place, "the biggest clusters" are several."""
    if condition.order and condition.limit is None and condition.rank is None:
        return condition
    return condition


def _speaks_of_another(signs: Signs, condition: Condition) -> bool:
    """Whether an entity is named that the condition does not explain: then it is about that."""
    if not signs.named or condition.name is not None:
        return False
    if signs.plural and (condition.narrows or condition.sectors):
        return False
    clues = Clues(signs.reading)
    explained = _sector_words(signs) | {
        position for position in range(signs.length) if clues.at(position) & _THINGS
    }
    limited = bool(condition.years or condition.size or condition.order)
    several = len(condition.sectors) > 1 and clues.has("trade", "list", "which")
    yes_no = bool(signs.reading.words) and signs.reading.words[0].text in _YES_NO
    of_sector = all(match.name_positions <= explained for match in signs.named)
    return not (of_sector and (limited or several) and not yes_no)


def _sector_words(signs: Signs) -> set[int]:
    return {
        position
        for mention in signs.reading.mentions
        if any(mention.ids(Kind.SECTOR))
        for position in mention.positions
    }


def _shown(signs: Signs, condition: Condition) -> tuple[tuple[str, ...], bool]:
    """The set that the message goes on about, and whether it says so itself."""
    before = signs.conversation
    texts = [word.text for word in signs.reading.words]
    pointing = bool(_THOSE & set(texts) - {"z", "of"}) and (
        bool({"z", "of", "from", "wsrod", "among", "sposrod"} & set(texts))
        or says_only(signs.reading)
        or "which" in signs.concepts
    )
    pointing = pointing or says_only(signs.reading) or "rest" in signs.concepts
    if signs.local or any(text in ("all", "wszystkich", "wszystkie") for text in texts):
        return (), False
    if pointing and len(before.set) > 1:
        return before.set, True
    if condition.rank and condition.order is None:
        return before.ranking or before.set, False
    if condition.limit and condition.order is None:
        return before.ranking or before.set, False
    if pointing and before.ranking:
        return before.ranking, True
    if signs.anchored:
        return (), False
    if condition.order and before.ranking:
        return before.ranking, False
    return (before.set, False) if len(before.set) > 1 else ((), False)


def _counts(signs: Signs, clues: Clues) -> bool:
    """Whether "how many" is asked of clusters, not of members."""
    found = clues.of("how-many")
    if not found:
        return False
    asked = [clue for clue in found if not _is_unit(clues, clue.end + 1)]
    if not asked:
        return False
    return signs.plural or bool(signs.condition) or bool(signs.conversation.set)


def _counts_all(signs: Signs, clues: Clues, foreign: float) -> bool:
    """As in "how many is that?", "ile ich jest w sumie?"."""
    if foreign > 0 or signs.length > _LONGEST_FRAGMENT or signs.named:
        return False
    asked = [c for c in clues.of("how-many") if not _is_unit(clues, c.end + 1)]
    of_all = clues.has("together", "they", "list") or len(signs.conversation.set) > 1
    nothing_else = not any(wish.positions for wish in signs.wishes)
    return bool(asked) and of_all and nothing_else and not signs.conversation.entity


def _is_unit(clues: Clues, position: int) -> bool:
    return any(
        clues.at(p) & {"member", "company", "firm", "person"} and "cluster" not in clues.at(p)
        for p in (position, position + 1)
    )


def _asks_which(signs: Signs, clues: Clues) -> bool:
    asking = ("which", "list", "how-many", "where", "people-of", "who", "they")
    texts = {word.text for word in signs.reading.words}
    return (
        any(concept in signs.concepts for concept in asking)
        or says_only(signs.reading)
        or bool(_ONES & texts)
        or (signs.plural and _nothing_else(signs))
    )


def _asks_one(signs: Signs) -> bool:
    """Whether something is asked of the one that leads: "the phone of the biggest cluster"."""
    wish = signs.wish
    if wish is None or wish.topic not in _ASKED_FROM_ONE or wish.score < _CLEAR:
        return False
    clues = Clues(signs.reading)
    grammar = {
        position
        for position in wish.positions
        if clues.at(position) & GRAMMAR and not clues.at(position) & {"join", "contact"}
    }
    return bool(wish.positions - grammar)


def _asks_of_it(signs: Signs) -> bool:
    """Whether a wish is said that a list does not answer: contact, joining ..."""
    return _asks_one(signs)


def _foreign_share(signs: Signs, clues: Clues) -> float:
    """The share of words with matter that no question over the set is made of."""
    content, foreign = _foreign(signs, clues)
    return foreign / content if content else 1.0


def _foreign(signs: Signs, clues: Clues) -> tuple[int, int]:
    allowed = GRAMMAR | _SAID_BESIDES
    functions = signs.function_words
    content = foreign = 0
    sector_words = _sector_words(signs)
    for position, word in enumerate(signs.reading.words):
        if clues.at(position) & allowed or position in sector_words or word.number is not None:
            content += 1
        elif word.text not in functions and not clues.is_number(position):
            content += 1
            foreign += 1
    return content, foreign


def _asks_for_many(signs: Signs) -> bool:
    condition: Condition = signs.condition
    return (
        "which" in signs.concepts
        or "list" in signs.concepts
        or (condition.narrows and not _only_marks(condition))
        or bool({"city-initiative", "key-cluster"} & set(condition.marks))
        or bool(condition.sectors)
        or (_nothing_else(signs) and signs.unknown <= _MOST_UNKNOWN_TO_LIST_ALL)
    )


def _nothing_else(signs: Signs) -> bool:
    return not (signs.wishes or signs.general or signs.small_talk)


def _rather_general(signs: Signs) -> bool:
    """Whether the plural "clusters" stands in a general question ("support for clusters")."""
    narrowed = signs.condition.narrows and not _only_marks(signs.condition)
    if narrowed or "list" in signs.concepts:
        return False
    general = [match for match in signs.general if match.topic != "what-is-a-cluster"]
    return bool(general) and general[0].score >= _CLEAR


def _asks_rules(signs: Signs) -> bool:
    """Whether "which" asks for the rules of a status rather than for who holds it."""
    best = signs.general[0] if signs.general else None
    return best is not None and best.topic == "national-key-clusters" and best.score >= _CLEAR
