"""One slip in a short everyday word: "thrid", "wich", "drgi", "fodo"."""

from collections import defaultdict
from collections.abc import Callable, Iterable

_SHORTEST, _LONGEST = 3, 8
_SHORTEST_CHANGED = 4
_SHORT = 5


class Slips:
    """Leads from a word to the everyday word of which it is one slip away.

    Short words are near to too many others. So a slip leaves the first letter, and a wrong letter
    is not the last of a short word; one of three letters has two of them exchanged or lacks one
    that stands twice ("fod"). `rank`, the place of a word among the frequent ones, decides
    between several of one kind.
    """

    def __init__(
        self,
        words: Iterable[str],
        rank: Callable[[str], int],
        *,
        shortest_changed: int = _SHORTEST_CHANGED,
    ) -> None:
        self._rank = rank
        self._shortest_changed = shortest_changed
        self._words = frozenset(w for w in words if _SHORTEST <= len(w) <= _LONGEST)
        left: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for rest in (word, *_one_less(word)):
                left[rest].add(word)
        self._left = {rest: tuple(sorted(own)) for rest, own in left.items()}

    def nearest(self, text: str) -> str | None:
        """The most frequent word that is one slip away."""
        if not (_SHORTEST <= len(text) <= _LONGEST and text.isalpha()):
            return None
        exchanged = self.exchanged(text)
        if exchanged is not None and exchanged[0] == text[0]:
            return exchanged
        single = {text[:p] + text[p + 1 :] for p in range(1, len(text)) if text[p] == text[p - 1]}
        if single & self._words:
            return min(single & self._words, key=self._rank)
        near = {
            word
            for rest in (text, *_one_less(text))
            for word in self._left.get(rest, ())
            if word[0] == text[0] and self._is_slip(text, word)
        }
        # a letter is lacking more often than it is wrong, and seldom there is one too many
        likely = min(near, key=lambda w: (-len(w), self._rank(w), w), default=None)
        return likely or exchanged

    def exchanged(self, text: str) -> str | None:
        """The most frequent word of which two neighbouring letters are exchanged here."""
        pairs = range(len(text) - 1)
        turned = {text[:p] + text[p + 1] + text[p] + text[p + 2 :] for p in pairs} - {text}
        found = turned & self._words
        return min(found, key=lambda word: (self._rank(word), word), default=None)

    def _is_slip(self, text: str, word: str) -> bool:
        if len(text) < self._shortest_changed:  # "fod": one of a pair is missing
            doubled = (p for p in range(1, len(word)) if word[p] == word[p - 1])
            return any(word[:p] + word[p + 1 :] == text for p in doubled)
        if len(text) == len(word):
            if text[-1] != word[-1] and len(text) <= _SHORT:
                return False
            return sum(a != b for a, b in zip(text, word, strict=True)) == 1
        return len(word) >= self._shortest_changed or len(text) > self._shortest_changed


def _one_less(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
