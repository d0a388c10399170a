"""Whom a message rules out: "nie jajko, tylko cebularz", "biotech instead of photonics"."""

from collections.abc import Sequence

from bot.understanding.clues import each

_NOT = {
    "nie": each(
        "o do z ze w we na od dla u ten tego temu tym ta tej te ci tych chodzi chodzilo mi mialem "
        "mialam mysli"
    ),
    "zamiast": each("do z ze w we na od dla u tego tej tych"),
    "not": each("the a in of for about to that this with from at by one those"),
    "instead": each("of the a in for that this"),
    "rather": each("than the a in for that this"),
    "t": each("mean want the a that this"),
}
"""Words that rule out, and the small ones that may stand between them and the name."""

RULING_OUT = frozenset(_NOT)

_GENERIC = ("klast", "clust", "lubel", "lublin")
_ASKING = each("czy is are isn aren was were does did why dlaczego")
"""What is asked with a "not" rules nobody out: "czy fotonika to nie medycyna?"."""


def denied_by(texts: Sequence[str], start: int) -> int | None:
    """Where the word stands that rules out the name beginning at `start`; None where none does."""
    if _ASKING & set(texts[:2]):
        return None
    for place in range(start - 1, -1, -1):
        small = _NOT.get(texts[place])
        between = texts[place + 1 : start]
        if small is not None and all(_is_light(text, small) for text in between):
            return place if texts[place] != "t" or "mean" in between else None
        if not any(_is_light(texts[place], light) for light in _NOT.values()):
            return None
    return None


def _is_light(text: str, small: frozenset[str]) -> bool:
    return text in small or text.startswith(_GENERIC)
