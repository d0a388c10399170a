"""Known forms near a misspelt word, found without a look at all of them."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

_SHORTEST = 5
_TWO_SLIPS_FROM = 8
_MOST_SLIPS = 2
_START = 7
_KEPT = _START - _MOST_SLIPS
_FILL = "-"
_FIVES = np.array([*combinations(range(_START), _KEPT)])
"""Which five of the first seven letters may be left."""

_SPREADING = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio, by which a multiplication spreads all bits (Fibonacci hashing)."""


class SimilarForms:
    """Leads from a word to the form nearest to it: one slip in 5 to 7 letters, two in 8 or more.

    Two words that are two slips apart have the same five letters left, when two are taken out of
    the first seven of each. The index leads from any five letters to the starts they may be left
    of, by a slot that a few such fives share; rapidfuzz judges the forms that start so.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        by_start: dict[str, list[str]] = {}
        for form in forms:
            if len(form) >= _SHORTEST - 1 and form.isalpha():
                by_start.setdefault(form[:_START], []).append(form)
        self._starts = tuple(map(_filled_up, by_start))
        self._forms = tuple(by_start.values())
        self._bits = len(by_start).bit_length() + 1
        slots = _slots("".join(self._starts), self._bits)
        order = slots.argsort(kind="stable")
        self._numbers = (order // len(_FIVES)).astype(np.uint32)
        sizes = np.bincount(slots, minlength=1 << self._bits)
        self._first = np.concatenate(([0], sizes.cumsum())).tolist()

    def nearest(self, text: str) -> str | None:
        """The nearest form, if one is near enough; a short word is near to too many.

        It has the first letter of the word, starts with its second one, or ends in its last two.
        Of equally near ones those with its first letter come first, then the shorter ones.
        """
        length = len(text)
        if length < _SHORTEST or not text.isalpha():
            return None
        slips = 1 if length < _TWO_SLIPS_FROM else _MOST_SLIPS
        first, second, end = text[0], text[1], text[-2:]
        candidates = [
            form
            for form in self._starting_alike(text)
            if -slips <= len(form) - length <= slips
            and (form[0] == first or form[0] == second or form.endswith(end))
        ]
        near = process.extract(
            text, candidates, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        best = min(
            ((far, form[0] != first, len(form), form[0] != second, form) for form, far, _ in near),
            default=None,
        )
        return best[-1] if best else None

    def _starting_alike(self, text: str) -> Iterator[str]:
        start = _filled_up(text[:_START])
        first = self._first
        slots = set(_slots(start, self._bits).tolist())
        shared = (self._numbers[first[slot] : first[slot + 1]].tolist() for slot in slots)
        numbers = list(set[int]().union(*shared))
        starts = [self._starts[number] for number in numbers]
        alike = process.extract(
            start, starts, scorer=LCSseq.similarity, score_cutoff=_KEPT, limit=None
        )
        return (form for _, _, place in alike for form in self._forms[numbers[place]])


def _slots(starts: str, bits: int) -> NDArray[np.unsignedinteger]:
    """The slot of each five of each start, one after the other; starts are of seven letters.

    The type is as narrow as can be: numpy sorts 16 bits in a tenth of the time of 64.
    """
    letters = np.frombuffer(starts.encode("utf-32-le"), np.uint32).reshape(-1, _START)
    mixed = np.zeros((len(letters), len(_FIVES)), np.uint64)
    for places in _FIVES.T:
        mixed = (mixed + letters[:, places]) * _SPREADING
    return (mixed >> np.uint64(64 - bits)).astype(np.min_scalar_type((1 << bits) - 1)).ravel()


def _filled_up(start: str) -> str:
    return start.ljust(_START, _FILL)
