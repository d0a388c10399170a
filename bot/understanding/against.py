"""A cluster that others are set against: "older than the photonics one", "in the same year"."""

from dataclasses import dataclass
from typing import Literal

from bot.conversation import Conversation
from bot.understanding.clues import Clue, Clues, each
from bot.understanding.entity_match import EntityMatch

Measure = Literal["oldest", "newest", "biggest", "smallest", "same-year", "same-size"]
"""What those that are kept are beside the other: "oldest" are all that are older than it."""

MORE: dict[str, Measure] = {
    "older": "oldest",
    "before": "oldest",
    "newer": "newest",
    "after": "newest",
    "bigger": "biggest",
    "more": "biggest",
    "more-than": "biggest",
    "smaller": "smallest",
    "less": "smallest",
    "less-than": "smallest",
    "predate": "oldest",
    "outdo": "biggest",
}
_VERBS = ("predate", "outdo")
_TIMES = ("before", "after")
_THAN = each("than niz od anizeli")
_LINK_WITHIN = 4
_BEHIND_WITHIN = 7
_IT = each("it this that niego niej nim nia tego tym nich ten jego")
_ONE = each("one jeden jednego")
_ANY = each("any some jakis jakas jakies jakichs cos a")
_OTHER = each("other others inne inny innych another pozostale")


@dataclass(frozen=True, slots=True)
class Against:
    """The entity compared with and how; words from `start` to `end` say it."""

    measure: Measure
    entity: str
    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position <= self.end


def read_against(
    clues: Clues, chosen: tuple[EntityMatch, ...], before: Conversation
) -> Against | None:
    """Whom the clusters asked for are compared with: one that is named, or the one before."""
    if len(chosen) > 1:
        return None  # two side by side
    return _same(clues, chosen, before) or _more(clues, chosen, before)


def spoken_of(before: Conversation) -> str | None:
    """The one cluster that the conversation is about."""
    return before.entity or (before.set[0] if len(before.set) == 1 else None)


def _more(clues: Clues, chosen: tuple[EntityMatch, ...], before: Conversation) -> Against | None:
    for clue in clues.of_any(MORE):
        link = _link(clues, clue)
        if link is None:
            continue
        if clues.is_number(link + 1) or clues.is_number(link + 2):
            return None
        if clues.text(link + 1) in _ONE:
            continue  # "more than one food cluster?"
        target = _target(clues, link, chosen, before)
        if target is not None:
            entity, end = target
            start = min(clue.start, link)
            return Against(MORE[clue.concept], entity, start, max(end, clue.end))
    return _any_more(clues, before)


def _link(clues: Clues, clue: Clue) -> int | None:
    """The "than" of a comparative; of "before" and "after" where they speak of founding."""
    if clues.text(clue.end) in _THAN and clue.end > clue.start:
        return clue.end
    if clue.concept in _TIMES:
        if clue.end > clue.start or clues.has("found", "exist", "begin"):
            return clue.end
        return None
    if clue.concept in _VERBS:
        return clue.end
    for position in range(clue.end + 1, clue.end + 1 + _LINK_WITHIN):
        if clues.text(position) in _THAN:
            return position
        if clues.is_number(position):
            return None
    if clues.text(clue.start - 2) == "od":  # "od niego młodsze"
        return clue.start - 2
    return None


def _target(
    clues: Clues, link: int, chosen: tuple[EntityMatch, ...], before: Conversation
) -> tuple[str, int] | None:
    """The entity behind a link, with its last word."""
    for match in chosen:
        behind = sorted(p for p in match.positions if p > link)
        if behind and behind[0] - link <= _BEHIND_WITHIN:
            return match.entity, behind[-1]
    entity = chosen[0].entity if chosen else spoken_of(before)
    if entity and clues.text(link + 1) in _IT:
        return entity, link + 1
    return None


def _any_more(clues: Clues, before: Conversation) -> Against | None:
    """As in "is there any bigger one?" after one was spoken of."""
    if not before.entity or len(before.set) > 1:
        return None
    for clue in clues.of("older", "newer", "bigger", "smaller"):
        if clues.text(clue.start - 1) in _ANY and not clues.numbers:
            return Against(MORE[clue.concept], before.entity, clue.start, clue.end)
    return None


def _same(clues: Clues, chosen: tuple[EntityMatch, ...], before: Conversation) -> Against | None:
    """As in "which others began in the same year?", "as big as the egg cluster"."""
    for clue in clues.of("same-year", "same-size"):
        measure: Measure = "same-year" if clue.concept == "same-year" else "same-size"
        for match in chosen:
            behind = [p for p in match.positions if p > clue.end]
            if behind:
                return Against(measure, match.entity, clue.start, max(behind))
        entity = chosen[0].entity if chosen else spoken_of(before)
        if entity and (not chosen or _OTHER & set(clues.texts)):
            positions = (*chosen[0].positions, clue.start) if chosen else (clue.start,)
            return Against(measure, entity, min(positions), max(*positions, clue.end))
    return None
