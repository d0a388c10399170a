"""Known forms near a misspelt word, found without a look at all of them."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

_SHORTEST = 5
_TWO_SLIPS_FROM = 8
_MOST_SLIPS = 2
_START = 7
_KEPT = _START - _MOST_SLIPS
_FILL = "-"


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
        self._mask = (1 << len(by_start).bit_length()) - 1
        self._slots: list[list[int]] = [[] for _ in range(self._mask + 1)]
        for number, start in enumerate(self._starts):
            for piece in combinations(start, _KEPT):
                self._slots[hash(piece) & self._mask].append(number)

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
        slots = {hash(piece) & self._mask for piece in combinations(start, _KEPT)}
        numbers = list({number for slot in slots for number in self._slots[slot]})
        starts = [self._starts[number] for number in numbers]
        alike = process.extract(
            start, starts, scorer=LCSseq.similarity, score_cutoff=_KEPT, limit=None
        )
        return (form for _, _, place in alike for form in self._forms[numbers[place]])


def _filled_up(start: str) -> str:
    return start.ljust(_START, _FILL)
