"""Whether a message speaks of a place elsewhere, and of what there."""

from bot.understanding.lexicon import Kind
from bot.understanding.signs import Signs

LYING_IN = frozenset({"in", "w", "we", "at", "na"})
COMING_FROM = frozenset({"z", "ze", "from", "spod"})
_BESIDE = 2
_OF_A_TOWN = frozenset({"z", "ze", "spod"})
_HAVING = frozenset({"ma", "maja", "has", "have", "posiada"})
_ONE = frozenset({"one", "ones"})
_ASKING = frozenset({"czy", "does", "do", "a"})


def is_placed(signs: Signs) -> bool:
    """Whether a place elsewhere stands beside what is named: "Bavarian automotive cluster"."""
    if not signs.places:
        return False
    named = {at for match in signs.found.chosen for at in match.name_positions}
    named |= {at for clue in signs.clues.of("cluster") for at in (clue.start, clue.end)}
    return any(
        min(abs(place - at) for place in mention.positions for at in named) <= _BESIDE
        for mention in signs.reading.mentions
        if named and not set(signs.places).isdisjoint(mention.ids(Kind.NEIGHBOUR))
    )


def _place_names(signs: Signs) -> list[tuple[int, int]]:
    """Where the names of places elsewhere begin and end."""
    places = {*signs.places, *signs.settled}
    return [
        (positions[0], positions[-1])
        for positions, neighbours in signs.reading.neighbours
        if not places.isdisjoint(neighbours)
    ]


def stands_behind(signs: Signs, words: frozenset[str]) -> bool:
    """Whether a place stands right behind one of the words."""
    return any(signs.clues.text(start - 1) in words for start, _ in _place_names(signs))


def come_from_elsewhere(signs: Signs) -> bool:
    """Whether every place elsewhere is but where somebody comes from, or partners are asked of.

    A word of a name that is known ("plac Litewski") is no place, unless it is another cluster's.
    """
    clusters = {clue.start for clue in signs.clues.of("cluster")}
    own = [match for match in signs.found.chosen if match.its_own and not match.words]
    known = {at for m in own if clusters.isdisjoint(m.name_positions) for at in m.known}
    starts = [start for start, _ in _place_names(signs) if start not in known]
    before = (signs.clues.text(start - 1) for start in starts)
    return "partner" in signs.concepts or all(text in COMING_FROM for text in before)


def lies_elsewhere(signs: Signs) -> bool:
    """Whether one cluster is spoken of that lies in another place.

    As in "wood cluster in Poznań", "klaster meblowy z Kępna", "Mazovia ICT cluster", "the Radom
    one", "does Radom have a metal cluster?".
    """
    named = _place_names(signs)
    if not named or "partner" in signs.concepts:
        return False
    clues = signs.clues
    ends = {at for match in signs.found.chosen for at in match.whole_names}
    ends |= {clue.end for clue in clues.of("cluster")}
    starts = {clue.start for clue in clues.of("cluster")}
    for start, end in named:
        before = clues.text(start - 1)
        if before in LYING_IN and start - _BESIDE in ends:
            return True
        if before in _OF_A_TOWN and start - _BESIDE in ends and signs.settled:
            return True
        if before in COMING_FROM or before in LYING_IN:
            continue
        if before == "the" and clues.text(end + 1) in _ONE and not signs.local:
            return True
        in_name = not starts.isdisjoint(range(end + 1, end + _BESIDE + 1))
        has = clues.text(end + 1) in _HAVING and (start == 0 or before in _ASKING) and starts
        if in_name or has:
            return True
    return False
