"""Whom a message rules out: "nie jajko, tylko cebularz", "biotech instead of photonics"."""

from collections.abc import Sequence

from bot.understanding.clues import each
from bot.understanding.entity_match import EntityMatch

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

_RULING_OUT = frozenset(_NOT)

_GENERIC = ("klast", "clust", "lubel", "lublin")
_ASKING = each("czy is are isn aren was were does did why dlaczego")
_TELLING = frozenset({"there"})
"""What is asked with a "not" rules nobody out: "czy fotonika to nie medycyna?"."""


def meant(
    heard: list[EntityMatch],
    spoken_of: Sequence[EntityMatch],
    pointed_at: Sequence[EntityMatch],
    texts: Sequence[str],
) -> list[EntityMatch]:
    """Those heard without the ones ruled out ("not wood, metal"), where others are spoken of.

    Where all are ruled out, a "no" that begins the message is of none of them. Words before the
    "not" may also point at somebody else, if only faintly: "the other ICT one, not eastern".
    """
    if _RULING_OUT.isdisjoint(texts):
        return heard
    by = {match.entity: _denied_by(match, texts) for match in spoken_of}
    for beginning in (False, True):
        out = [
            m for m in spoken_of if by[m.entity] is not None and (by[m.entity] or not beginning)
        ]
        of_them = [(m, p) for m in out for p in m.name_words or m.positions]
        ruled_out = frozenset(
            p for m, p in of_them if p in _denied_from(by[m.entity] or 0, m.positions, texts)
        )
        shared = frozenset(p for _, p in of_them) - ruled_out
        left = [m for m in heard if m not in out and not m.positions <= ruled_out]
        if any(match in spoken_of for match in left):
            return left
        beside = [m for m in pointed_at if m not in out and m.positions & shared]
        if beside:
            return beside
    return heard


def _denied_from(start: int, positions: frozenset[int], texts: Sequence[str]) -> range:
    """How far a "not" reaches: "not the eastern one, the other ICT cluster"."""
    small = _NOT[texts[start]]
    end = start + 1
    while end < len(texts) and (end in positions or _is_light(texts[end], small)):
        end += 1
    return range(start + 1, end)


def _denied_by(match: EntityMatch, texts: Sequence[str]) -> int | None:
    """Where the word stands that rules out the name, or a word that it says once."""
    own = match.name_positions or match.positions
    first = denied_by(texts, min(own))
    if first is not None:
        return first
    names = [texts[position] for position in match.name_words]
    alone = [place for place in sorted(match.name_words) if names.count(texts[place]) == 1]
    places = (denied_by(texts, place) for place in alone)
    return next((place for place in places if place is not None), None)


def denied_by(texts: Sequence[str], start: int) -> int | None:
    """Where the word stands that rules out the name beginning at `start`; None where none does."""
    if _ASKING & set(texts[:2]) and texts[0] not in _TELLING:
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
