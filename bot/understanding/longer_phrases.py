"""Longer phrases before the shorter ones in them: "IT upland" is not just any upland."""

from collections.abc import Iterable

from bot.understanding.lexicon import Kind
from bot.understanding.mentions import Mention

_OF_ENTITIES = frozenset({Kind.NAME, Kind.HINT, Kind.PROPER_HINT})


class LongerPhrases:
    """The names and hints of several words, none inside another, with those whom they mean."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        found = [
            (frozenset(mention.positions), owners)
            for mention in mentions
            if len(mention.positions) > 1
            and (owners := {s.id for s in mention.phrase.senses if s.kind in _OF_ENTITIES})
        ]
        self._found = [one for one in found if not any(one[0] < place for place, _ in found)]

    def cover(self, positions: tuple[int, ...], entity: str) -> bool:
        """Whether these words are part of a longer phrase that means others than the entity."""
        if not self._found:
            return False
        inside = [
            owners
            for place, owners in self._found
            if len(place) > len(positions) and place.issuperset(positions)
        ]
        return bool(inside) and all(entity not in owners for owners in inside)
