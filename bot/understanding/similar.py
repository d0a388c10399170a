"""Known forms near a misspelt word, found without a look at all of them."""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
_TWO_SLIPS_FROM = 8
_MOST_SLIPS = 2
_START = 7
_KEPT = _START - _MOST_SLIPS
_FILL = "-"
_FIVES = np.array([*combinations(range(_START), _KEPT)])
"""Which five of the first seven letters may be left."""

_TAKEN_OUT = ({0, 1}, {2, 3}, {4, 5}, {5, 6})
_LEFT_BY_ONE = [n for n, five in enumerate(_FIVES) if {*range(_START)} - {*five} in _TAKEN_OUT]
"""Fives of which a single slip always leaves one: it touches one letter, or pushes one out."""

_SPREADING = 0x9E3779B97F4A7C15
"""The golden ratio, by which a multiplication spreads all bits (Fibonacci hashing)."""

_BITS = 32
_NUMBERS = (1 << _BITS) - 1
"""The lower bits have the number of a start, those above them are of five of its letters."""


class SimilarForms:
    """Leads from a word to the form nearest to it: one slip in 5 to 7 letters, two in 8 or more.

    Two words that are two slips apart have the same five letters left, when two are taken out of
    the first seven of each. The index leads from any five letters to the starts they may be left
    of; rapidfuzz judges the forms that start so.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        by_start: dict[str, list[str]] = {}
        for form in forms:
            if len(form) >= _SHORTEST - 1 and form.isalpha():
                by_start.setdefault(form[:_START], []).append(form)
        self._forms = tuple(by_start.values())
        fives = _fives("".join(map(_filled_up, by_start)))
        numbers = np.arange(len(fives), dtype=np.uint64)[:, np.newaxis]
        self._index = np.sort((fives | numbers).ravel())

    def nearest(self, text: str, most_slips: int = _MOST_SLIPS) -> str | None:
        """The nearest form, if one is near enough; a short word is near to too many.

        It has the first letter of the word, starts with its second one, or ends in its last two.
        Of equally near ones those with its first letter come first, then the shorter ones.
        """
        return min(self._near(text, most_slips), default=(0, None))[-1]

    def one_slip_away(self, text: str) -> list[str]:
        """All forms that are a single slip away, those first that `nearest` prefers."""
        return [form for *_, form in sorted(self._near(text, 1))]

    def _near(self, text: str, most_slips: int) -> list[tuple[int, bool, int, bool, str]]:
        """The forms that are near enough, each behind what makes it likelier than others."""
        length = len(text)
        if length < _SHORTEST or not text.isalpha() or not self._forms:
            return []
        slips = 1 if length < _TWO_SLIPS_FROM else most_slips
        first, second, end = text[0], text[1], text[-2:]
        candidates = [
            form
            for form in self._starting_alike(text, slips)
            if -slips <= len(form) - length <= slips
            and (form[0] == first or form[0] == second or form.endswith(end))
        ]
        near = process.extract(
            text, candidates, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        return [
            (far, form[0] != first, len(form), form[0] != second, form) for form, far, _ in near
        ]

    def _starting_alike(self, text: str, slips: int) -> list[str]:
        """All forms that may be so many slips away, and others."""
        fives = _fives(_filled_up(text[:_START]))[0]
        if slips == 1:
            fives = fives[_LEFT_BY_ONE]
        index = self._index
        first = index.searchsorted(fives)
        last = fives | _NUMBERS
        known = index.take(first, mode="clip") <= last
        behind = index.searchsorted(last[known], "right").tolist()
        found = [index[a:b] for a, b in zip(first[known].tolist(), behind, strict=True)]
        numbers = {entry & _NUMBERS for own in found for entry in own.tolist()}
        return [form for number in numbers for form in self._forms[number]]


def _fives(starts: str) -> NDArray[np.uint64]:
    """A row a start of seven letters, a hash for each five of them; the lower bits are nought."""
    letters = np.frombuffer(starts.encode("utf-32-le"), np.uint32).reshape(-1, _START)
    mixed = letters.astype(np.uint64) @ _MIXING
    return mixed >> np.uint64(64 - _BITS) << np.uint64(_BITS)


def _mixing() -> NDArray[np.uint64]:
    """By letters and fives: what a letter counts, as if all were multiplied after each letter."""
    mixing = np.zeros((_START, len(_FIVES)), np.uint64)
    for five, places in enumerate(_FIVES.tolist()):
        for place, power in zip(places, range(_KEPT, 0, -1), strict=True):
            mixing[place, five] = pow(_SPREADING, power, 1 << 64)
    return mixing


_MIXING = _mixing()


def _filled_up(start: str) -> str:
    return start.ljust(_START, _FILL)
