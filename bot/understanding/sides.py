"""Who stands on the two sides of an "or": "design or eastern ICT"."""

from bot.understanding.clues import EITHER, each
from bot.understanding.entities import EntityIndex
from bot.understanding.entity_match import EntityMatch
from bot.understanding.reading import Reading

_DIVIDING = EITHER | each("than niz od a i and with z to oraz against")
_SPOKEN_OF = 0.5
_LONGEST = 40
_BESIDE = 5


def sides(reading: Reading, entities: EntityIndex) -> tuple[EntityMatch, ...]:
    """The entities left and right of the word that divides them best; none where one is missing.

    A name of two words then cannot borrow one of the other side's: "the eastern one or the ICT
    one". Positions are those of the whole message.
    """
    texts = [word.text for word in reading.words[:_LONGEST]]
    best: tuple[EntityMatch, ...] = ()
    for place in (p for p, text in enumerate(texts) if text in _DIVIDING):
        either = texts[place] in EITHER
        left = _best(_part(reading, 0, place), 0, entities)
        if left is None:
            continue
        right = _best(_part(reading, place + 1, len(reading.words)), place + 1, entities)
        if right is None or left.entity == right.entity:
            continue
        if place - max(left.positions) > _BESIDE or min(right.positions) - place > _BESIDE:
            continue
        if not either and min(left.score, right.score) < _SPOKEN_OF:
            continue
        found = (left, right)
        if either:
            return found
        best = best or found
    return best


def _best(part: Reading, offset: int, entities: EntityIndex) -> EntityMatch | None:
    best = max(entities.find(part).chosen, key=lambda match: match.score, default=None)
    return best and best._replace(
        positions=frozenset(p + offset for p in best.positions),
        name_positions=frozenset(p + offset for p in best.name_positions),
        whole_names=frozenset(p + offset for p in best.whole_names),
    )


def _part(reading: Reading, start: int, end: int) -> Reading:
    """The words from `start` to before `end` as a message of its own."""
    mentions = (
        mention._replace(positions=tuple(p - start for p in mention.positions))
        for mention in reading.mentions
        if start <= mention.positions[0] and mention.positions[-1] < end
    )
    return Reading(reading.words[start:end], tuple(mentions))
