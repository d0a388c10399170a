"""What a decision sees of a message: named traits, and how well each option fits."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.understanding.comparison import COMPARED_TO, COMPARING, is_either
from bot.understanding.correction import corrects
from bot.understanding.lexicon import Kind
from bot.understanding.set_signs import SetSigns
from bot.understanding.signs import GENERAL_FORM, OF_ONE, Signs
from bot.understanding.subjects import WAYS, Option, Subjects, Way
from bot.understanding.topics import TopicMatch

Floats = npt.NDArray[np.float32]

_FLOOR = -1.0
_INSIDE = -0.3
_BESIDE = 2
_LYING_IN = frozenset({"in", "w", "we", "at", "na"})
_COMING_FROM = frozenset({"z", "ze", "from", "spod"})
_OF_A_TOWN = frozenset({"z", "ze", "spod"})
_HAVING = frozenset({"ma", "maja", "has", "have", "posiada"})
_ASKING = frozenset({"czy", "does", "do", "a"})
_MOST_SCORE, _MOST_SAID, _MOST_STRANGERS, _MOST_ENTITIES = 4.0, 3.0, 5, 3
_LONGEST = (1, 2, 3, 5, 8, 13)
_LENGTHS = tuple(f"length:{most}" for most in (*_LONGEST, 99))
_SHORT = 5
_VERY_SHORT = 4
_CONDITIONS = (
    *("sectors", "years", "size", "companies", "marks", "name", "without", "than", "pure"),
    *("level", "mostly", "order", "limit", "rank", "whole", "from_end"),
)
_OF_SET = (
    *("asks_which", "asks_count", "asks_nothing_else", "asks_in_general", "only_marks"),
    *("speaks_of_another", "elsewhere", "rules_out", "of_several", "of_other_things"),
    *("of_a_trade", "only_a_number", "says_only", "asks_rules", "asks_for_marked"),
)
_SET_TRAITS = tuple((f"set:{name}", name) for name in _OF_SET)
_FORMS: Mapping[str, str] = {**GENERAL_FORM, **OF_ONE}
"""An entity's topic and its general form, both ways."""


def traits_of(signs: Signs, subjects: Subjects) -> dict[str, float]:
    """The traits of a message by name; those that it does not have are left out."""
    return {
        "always": 1.0,
        **_of_entity(signs),
        **_of_words(signs, subjects),
        **_of_conversation(signs, subjects),
        **_of_condition(signs),
        **_of_set(subjects.of_set),
        **_of_topics(signs),
    }


def _flags(**values: object) -> dict[str, float]:
    return {name: 1.0 for name, value in values.items() if value}


def _of_entity(signs: Signs) -> dict[str, float]:
    first = signs.first
    if first is None:
        return {"entity:none": 1.0}
    kind = "named" if first.named else "facts" if first.by_facts else "hint"
    traits = {
        f"entity:{kind}": 1.0,
        "entity:score": min(first.score, 2.0) / 2,
        f"entities:{min(len(signs.found.chosen), _MOST_ENTITIES)}": 1.0,
    }
    plainly = first.named and not first.its_own
    said = any(match.said >= 1.0 for match in signs.wishes)
    before = signs.conversation.entity
    return traits | _flags(
        entity=True,
        named_plainly=plainly,
        named_said=plainly and said,
        named_anchored=plainly and signs.anchored,
        named_before=first.named and before,
        hint_before=not first.named and before,
        hint_anchored=not first.named and signs.anchored,
        hint_said=not first.named and said,
        whole_name=first.words > 1,
        its_own=first.its_own,
        unique=first.unique,
        in_story=signs.in_story,
        rivals=signs.found.rivals,
    )


def _of_words(signs: Signs, subjects: Subjects) -> dict[str, float]:
    words, first, anchored, lead = (
        signs.reading.words,
        signs.first,
        signs.anchored,
        signs.outside_lead,
    )
    named, inside = first is not None and first.named, lead < _INSIDE
    misread = [word for word in words if word.repaired]
    traits = {
        _LENGTHS[bisect_left(_LONGEST, len(words))]: 1.0,
        "unknown": signs.unknown,
        "unknown,unanchored": signs.unknown * (not anchored),
        "strangers": min(len(signs.strangers), _MOST_STRANGERS) / _MOST_STRANGERS,
        "outside_lead": max(-2.0, min(2.0, lead)),
        "likeliest": max(_FLOOR, signs.likeliest) - _FLOOR,
        "misread": len(misread) / max(1, len(words)),
    }
    for concept in signs.concepts.positions:
        traits[f"word:{concept}"] = 1.0
    return traits | _flags(
        bare=signs.bare,
        anchored=anchored,
        plural=signs.plural,
        plural_nobody=signs.plural and anchored and first is None,
        local=signs.local,
        all_known=not signs.strangers,
        inside=inside,
        inside_named=inside and named,
        inside_anchored=inside and anchored,
        inside_all_known=inside and not signs.strangers,
        neighbours=signs.neighbours,
        neighbours_named=signs.neighbours and named,
        neighbours_anchored=signs.neighbours and anchored,
        places=signs.places,
        placed=_is_placed(signs),
        place_in=signs.places and _stands_behind(signs, _LYING_IN),
        place_from=signs.places and _stands_behind(signs, _COMING_FROM),
        elsewhere=subjects.of_set.elsewhere and first,
        settled=signs.settled,
        sides=len(signs.sides) > 1,
        comparing=subjects.of_set.clues.has_any(COMPARING),
        compared_to=subjects.of_set.clues.has_any(COMPARED_TO),
        either=is_either(signs),
    )


def _is_weak_hint(signs: Signs) -> bool:
    """Whether a trade or a product is named and nothing that is asked of clusters."""
    first = signs.first
    hinted = first is not None and not first.named
    return hinted and not (signs.anchored or any(match.said for match in signs.wishes))


def _is_misread(signs: Signs) -> bool:
    """Whether nothing but misspelt words points to the entity, and no cluster is spoken of."""
    if signs.first is None or signs.anchored or not signs.first.positions:
        return False
    return all(signs.reading.words[place].repaired for place in signs.first.positions)


def _is_placed(signs: Signs) -> bool:
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


def _stands_behind(signs: Signs, words: frozenset[str]) -> bool:
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
    return "partner" in signs.concepts or all(text in _COMING_FROM for text in before)


def lies_elsewhere(signs: Signs) -> bool:
    """Whether one cluster is spoken of that lies in another place.

    As in "wood cluster in Poznań", "klaster meblowy z Kępna", "Mazovia ICT cluster", "does Radom
    have a metal cluster?".
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
        if before in _LYING_IN and start - _BESIDE in ends:
            return True
        if before in _OF_A_TOWN and start - _BESIDE in ends and signs.settled:
            return True
        if before in _COMING_FROM or before in _LYING_IN:
            continue
        in_name = not starts.isdisjoint(range(end + 1, end + _BESIDE + 1))
        has = clues.text(end + 1) in _HAVING and (start == 0 or before in _ASKING) and starts
        if in_name or has:
            return True
    return False


def _of_conversation(signs: Signs, subjects: Subjects) -> dict[str, float]:
    before = signs.conversation
    nobody = signs.first is None
    short = signs.length <= _SHORT
    traits = _flags(
        before=before.entity,
        before_nobody=before.entity and nobody,
        before_short=before.entity and short,
        before_short_nobody=before.entity and short and nobody,
        begins=before.topic is None,
        bare_again=signs.bare and before.topic,
        shown=len(before.set) > 1,
        shown_two=len(before.set) == 2,
        asked=before.asked,
        nothing_ours=nobody and not (signs.anchored or signs.condition or before.topic),
        faint=not (signs.anchored or signs.named or before.topic) and signs.likeliest < 0,
        misread_only=_is_misread(signs) and before.topic is None,
        weak_hint=_is_weak_hint(signs) and before.topic is None,
        points=subjects.pointed,
        points_nobody=subjects.pointed and nobody,
        points_out=subjects.pointed and len(subjects.pointed.over) > 1,
        corrects=corrects(signs),
    )
    if before.topic is not None:
        traits[f"before:{before.topic}"] = 1.0
        if nobody:
            traits[f"before,nobody:{before.topic}"] = 1.0
        elif signs.bare:
            traits[f"before,bare:{before.topic}"] = 1.0
    return traits


def _of_condition(signs: Signs) -> dict[str, float]:
    condition = signs.condition
    if not condition:
        return {}
    traits: dict[str, float] = {}
    for part in _CONDITIONS:
        if getattr(condition, part):
            traits[f"condition:{part}"] = 1.0
            if signs.plural:
                traits[f"condition,plural:{part}"] = 1.0
            if signs.first is None:
                traits[f"condition,nobody:{part}"] = 1.0
            if signs.anchored:
                traits[f"condition,anchored:{part}"] = 1.0
    for mark in condition.marks:
        traits[f"mark:{mark}"] = 1.0
    return traits | _flags(
        several_sectors=len(condition.sectors) > 1,
        sector_shared=signs.sector_shared,
        sector_shared_plural=signs.sector_shared and signs.plural,
    )


def _of_set(of_set: SetSigns) -> dict[str, float]:
    traits = {trait: 1.0 for trait, name in _SET_TRAITS if getattr(of_set, name)}
    traits["set:foreign"] = of_set.foreign_share
    if of_set.is_of_other_things:
        traits["set:foreign,unanchored"] = 1.0
    return traits


def _of_topics(signs: Signs) -> dict[str, float]:
    traits: dict[str, float] = {}
    for guess in signs.guesses:
        traits[f"like:{guess.label}"] = max(guess.score, _FLOOR) - _FLOOR
    for guess in signs.guesses[:1]:
        traits[f"likeliest:{guess.label}"] = 1.0
    for matches in (signs.wishes, signs.general, signs.small_talk):
        for match in matches:
            traits[f"said:{match.topic}"] = min(match.said, _MOST_SAID)
            traits[f"score:{match.topic}"] = min(match.score, _MOST_SCORE)
        for match in matches[:1]:
            traits[f"first:{match.topic}"] = 1.0
    return traits


FITS = (
    *("like", "likeliest", "lead", "said", "said_most", "score", "score_first", "form_like"),
    *("again", "again_bare", "again_quiet", "again_message", "again_short"),
    *("before_quiet", "before_said", "form_again", "all_said", "pointed_said", "said_earliest"),
)
"""The names of what `Fits` tells of an option."""

(
    _LIKE,
    _LIKELIEST,
    _LEAD,
    _SAID,
    _SAID_MOST,
    _SCORE,
    _SCORE_FIRST,
    _FORM_LIKE,
    _AGAIN,
    _AGAIN_BARE,
    _AGAIN_QUIET,
    _AGAIN_MESSAGE,
    _AGAIN_SHORT,
    _BEFORE_QUIET,
    _BEFORE_SAID,
    _FORM_AGAIN,
    _ALL_SAID,
    _POINTED_SAID,
    _SAID_EARLIEST,
) = range(len(FITS))

_ONLY_FOR: Mapping[int, Way] = {
    _AGAIN_MESSAGE: "message",
    _BEFORE_QUIET: "before",
    _BEFORE_SAID: "before",
    _ALL_SAID: "outside",
    _POINTED_SAID: "pointed",
}
"""What is told of the options of one way only."""


class Fits:
    """Tells how well options fit, with what is the same for all messages made ready.

    Nearly all is the same for all ways in which a topic may be asked. `told_of` has a row a way of
    `WAYS`, a column for each of `FITS`, and is 0 for what is not told of that way, else 1.
    """

    def __init__(self, options: Sequence[Option]) -> None:
        self._topics = tuple(dict.fromkeys(option.topic for option in options))
        place = {topic: index for index, topic in enumerate(self._topics)}
        self._row: Mapping[str, int] = {topic: at * len(FITS) for topic, at in place.items()}
        self._of = np.array([place[option.topic] for option in options])
        self._forms_of: Mapping[str, tuple[int, ...]] = {
            topic: tuple(row for other, row in self._row.items() if _FORMS.get(other) == topic)
            for topic in place
        }
        self._way_of = np.array([WAYS.index(option.way) for option in options])
        self.told_of: Floats = np.ones((len(WAYS), len(FITS)), dtype=np.float32)
        for column, only in _ONLY_FOR.items():
            self.told_of[:, column] = [way == only for way in WAYS]

    def of(self, signs: Signs) -> Floats:
        """A row an option, a column for each of `FITS`."""
        fits: Floats = self.of_topics(signs)[self._of] * self.told_of[self._way_of]
        return fits

    def of_topics(self, signs: Signs) -> Floats:
        """The same with a row a topic, as if everything were told of all ways."""
        every = [0.0] * len(FITS)
        every[_ALL_SAID] = min(len(signs.wishes), _MOST_STRANGERS) / _MOST_STRANGERS
        cells: dict[int, float] = {}
        self._tell_likeness(signs, every, cells)
        every[_BEFORE_QUIET] = quiet = self._tell_said(signs, cells)
        self._tell_before(signs, cells, quiet=quiet)
        told: Floats = np.empty((len(self._topics), len(FITS)), dtype=np.float32)
        told[:] = every
        told.put([*cells], [*cells.values()])
        return told

    def _tell_likeness(self, signs: Signs, every: list[float], cells: dict[int, float]) -> None:
        """In `cells` what differs from what holds for `every` topic, by place in the table."""
        guesses = [guess for guess in signs.guesses if guess.label in self._row]
        own = [max(guess.score, _FLOOR) - _FLOOR for guess in guesses]
        likes = np.array(own, np.float32).tolist()  # rounded, as the weights are
        best, second = [*sorted(likes, reverse=True), 0.0, 0.0][:2]
        every[_LIKELIEST], every[_LEAD] = best == 0, -best
        for guess, like in zip(guesses, likes, strict=True):
            row = self._row[guess.label]
            cells[row + _LIKE] = like
            cells[row + _LIKELIEST] = like == best
            cells[row + _LEAD] = best - second if like == best else like - best
            for other in self._forms_of[guess.label]:
                cells[other + _FORM_LIKE] = like

    def _tell_said(self, signs: Signs, cells: dict[int, float]) -> bool:
        """What words ask for; whether none asks for any topic."""
        groups = signs.wishes, signs.general, signs.small_talk
        most = max([match.said for matches in groups for match in matches], default=0.0)
        earliest = self._earliest(signs)
        for matches in groups:
            for order, match in enumerate(matches):
                row, said = self._row[match.topic], match.said
                cells[row + _SAID] = min(said, _MOST_SAID) / _MOST_SAID
                cells[row + _SAID_MOST] = 0 < said == most
                cells[row + _SCORE] = min(match.score, _MOST_SCORE) / _MOST_SCORE
                cells[row + _SCORE_FIRST] = order == 0
                cells[row + _BEFORE_SAID] = cells[row + _POINTED_SAID] = said > 0
                cells[row + _SAID_EARLIEST] = match.start == earliest
        return not most

    def _tell_before(self, signs: Signs, cells: dict[int, float], *, quiet: bool) -> None:
        """That a topic is asked again, or its other form."""
        before = signs.conversation.topic
        if before is None or before not in self._row:
            return
        row = self._row[before]
        cells[row + _AGAIN] = cells[row + _AGAIN_MESSAGE] = True
        cells[row + _AGAIN_BARE] = signs.bare
        cells[row + _AGAIN_QUIET] = quiet
        cells[row + _AGAIN_SHORT] = signs.length <= _VERY_SHORT
        for other in self._forms_of[before]:
            cells[other + _FORM_AGAIN] = True

    @staticmethod
    def _earliest(signs: Signs) -> int | None:
        """Where the first of several clear wishes is said."""
        starts = [match.start for match in signs.wishes if _is_clear(match)]
        return min(starts) if len(starts) > 1 else None


def _is_clear(match: TopicMatch) -> bool:
    return match.said >= 1.0
