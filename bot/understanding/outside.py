"""Small talk, and matters that only share words with the field."""

from bot.understanding.lexicon import Kind
from bot.understanding.meaning import Meaning
from bot.understanding.signs import Signs

_COURTESIES = frozenset({"greeting", "thanks", "goodbye"})
_REQUESTS = frozenset({"privacy", "language", "help"})
_OF_FOREIGNERS = frozenset(
    (
        *("partners", "activities", "student-support", "foreign-students", "internships"),
        *("polish-courses", "study-in-lublin", "start-business", "medical-tourism", "eccp"),
        *("eu-funding", "create-cluster"),
    )
)
"""What may be asked of Lublin with another land in mind."""

_MOST_UNKNOWN_TO_COURTESIES = 0.5
_MOST_UNKNOWN_TO_REQUESTS = 0.34
_LONGEST_WITH_ONE_WORD = 5
_LIKE_SMALL_TALK = 0.2
_INSIDE = -0.8
_HARDLY_LIKE = -0.7
_BESIDE = 2
_WELL_INSIDE = -0.8
_HARDLY_LIKE = -0.7
_SHORT = 3
_CLEAR = 1.0
_STRONG = 1.5


def small_talk(signs: Signs) -> Meaning | None:
    """Greetings, thanks, help and the like, where nothing else is asked."""
    if not signs.small_talk or signs.named or signs.anchored or _narrows(signs):
        return None
    spoken = signs.small_talk[0]
    if signs.outside_lead > 0 and signs.strangers:
        return None
    if _is_like(signs, spoken.topic) and (signs.first is None or spoken.topic in _REQUESTS):
        return Meaning(spoken.topic)
    if spoken.topic not in {guess.label for guess in signs.guesses if guess.score > _HARDLY_LIKE}:
        return None
    clear = spoken.topic in _COURTESIES or spoken.topic == "privacy"
    most = _MOST_UNKNOWN_TO_COURTESIES if clear else _MOST_UNKNOWN_TO_REQUESTS
    lone = len(spoken.positions) == 1 and (
        signs.length > _LONGEST_WITH_ONE_WORD
        or (spoken.start > 0 and signs.length > _SHORT and spoken.topic in _COURTESIES)
    )
    if signs.unknown > most or lone:
        return None
    others = [
        match
        for match in (*signs.wishes, *signs.general)
        if match.positions - spoken.positions and match.score >= _CLEAR
    ]
    other = signs.first is not None and not signs.first.positions <= spoken.positions
    if spoken.topic == "language" and (signs.neighbours or other):
        return None
    if spoken.topic in _REQUESTS and not any(other.score > spoken.score for other in others):
        return Meaning(spoken.topic)
    if others or signs.neighbours:
        return None
    if signs.first is not None and signs.first.score > spoken.score:
        return None
    return Meaning(spoken.topic)


def _narrows(signs: Signs) -> bool:
    """Whether years, sizes or an order are asked for, which no small talk has."""
    return bool(signs.condition.order or signs.condition.years or signs.condition.size)


def _is_like(signs: Signs, topic: str) -> bool:
    """Whether the message is like the examples of nothing but this small talk."""
    likeliest = signs.guesses[:1]
    return (
        not signs.neighbours
        and signs.outside_lead < _INSIDE
        and any(guess.label == topic and guess.score > _LIKE_SMALL_TALK for guess in likeliest)
    )


def outside(signs: Signs) -> Meaning | None:
    """Weather, recipes, other cities' clusters, computers: declined, with the right door."""
    if signs.places and _lies_there(signs):
        return Meaning(neighbour=signs.places[0])
    if not signs.neighbours:
        return None
    whole_name = signs.first is not None and signs.first.words > 1
    if signs.settled:
        wanted = {match.topic for match in signs.wishes} & {"partners", "activities"}
        if signs.named and ((whole_name and signs.local) or wanted):
            return None
        return Meaning(neighbour=signs.settled[0])
    unique = signs.first is not None and signs.first.unique and signs.wish is not None
    if signs.anchored or whole_name or unique or _are_its_own_words(signs):
        return None
    if _is_asked_of_named(signs):
        return None
    best = signs.general[0] if signs.general else None
    if best is not None and best.score >= _STRONG and len(best.positions) > 1:
        return None
    return Meaning(neighbour=signs.neighbours[0])


def _lies_there(signs: Signs) -> bool:
    """Whether it is of a place elsewhere: no entity of ours, and nothing that foreigners ask."""
    topics = (*signs.wishes[:1], *signs.general[:1])
    of_foreigners = not _OF_FOREIGNERS.isdisjoint(match.topic for match in topics)
    if signs.local or signs.conversation.entity or of_foreigners or _is_of_facts(signs):
        return False
    return not signs.named or _places_it(signs)


def _is_of_facts(signs: Signs) -> bool:
    """Whether the place itself points to an entity, whose facts tell of it."""
    return signs.first is not None and any(
        set(mention.positions) <= signs.first.positions
        for mention in signs.reading.mentions
        if not set(signs.places).isdisjoint(mention.ids(Kind.NEIGHBOUR))
    )


def _places_it(signs: Signs) -> bool:
    """Whether the place stands beside the name: "Bavarian automotive cluster"."""
    names = {at for match in signs.named if not match.its_own for at in match.name_positions}
    return any(
        min(abs(place - name) for place in mention.positions for name in names) <= _BESIDE
        for mention in signs.reading.mentions
        if names and not set(signs.places).isdisjoint(mention.ids(Kind.NEIGHBOUR))
    )


def _is_asked_of_named(signs: Signs) -> bool:
    """Whether an entity is named and clearly asked of, as in a story that the wish ends."""
    asked = signs.wish is not None and signs.wish.score >= _STRONG
    return bool(signs.named) and asked and signs.outside_lead <= _WELL_INSIDE


def _are_its_own_words(signs: Signs) -> bool:
    """Whether the words of the neighbours are all an entity's own, and it is asked of."""
    if signs.first is None or signs.wish is None or signs.wish.score < _CLEAR:
        return False
    return all(
        signs.first.positions.issuperset(mention.positions)
        for mention in signs.reading.mentions
        if any(mention.ids(Kind.NEIGHBOUR))
    )
