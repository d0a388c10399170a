"""Corrections: "nie, chodziło mi o metalowy", "sorry, I meant the egg one", "not wood, metal"."""

from bot.understanding.clues import each
from bot.understanding.signs import Signs

_CORRECTION = "correction"
_TAKING_BACK = each("nie nieee niee no nope nah not oj ups oops kurde eee aj ej zaraz wait czekaj")
_WELL = each("to a i tak dobra")
"""Behind a Polish "no", which then takes nothing back."""

_LONGEST = 12


def corrects(signs: Signs) -> bool:
    """Whether a message says whom the one before it was meant to be about, and asks nothing new.

    The topic of before is then asked of the entity that this message speaks of. So it is in a
    message that goes back to somebody, or asks the same of another.
    """
    if signs.conversation.topic is None or signs.first is None or signs.length > _LONGEST:
        return False
    if any(wish.positions for wish in signs.wishes):
        return False
    first, *rest = (word.text for word in signs.reading.words[:2])
    begins = first in _TAKING_BACK and not (first == "no" and _WELL & set(rest))
    return begins or bool(signs.found.denied) or _CORRECTION in signs.concepts
