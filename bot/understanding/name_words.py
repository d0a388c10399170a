"""Words that the name of a cluster is to hold: "with 'Eastern' in the name"."""

from dataclasses import dataclass

from bot.understanding.clues import AND, ORDER_WORDS, Clues
from bot.understanding.normalise import words

_FAR = 6
_SHORTEST_PART = 3
_ENDING = 3
_PASSED_OVER = frozenset(
    {"cluster", "which", "list", "how-many", "they", "have", "what", "word", "in-name"}
    | {"name-begins", "people-of", "who", "can", "together", "exist", "want", "bears"}
)

_ORDERING = ORDER_WORDS - {"place"}
""" "Starting with the oldest" is no beginning of a name."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that stand in a name; at its beginning where `first`."""

    words: tuple[str, ...]
    first: bool = False

    def fits(self, names: tuple[str, ...], likeness: int) -> bool:
        """Whether one of the names holds all the words, whole (0), in part (1), inflected (2)."""
        spelt = [words(name) for name in names]
        if any(self._in(name, likeness) for name in spelt):
            return True
        together = tuple(word for name in spelt for word in name)  # "Eastern (Wschodni)"
        return not self.first and self._in(together, likeness)

    def _in(self, name: tuple[str, ...], likeness: int) -> bool:
        if self.first:
            heads = {name[: len(self.words)], name[1 : 1 + len(self.words)]}
            return any(
                len(head) == len(self.words)
                and all(map(_BEGINS[likeness], self.words, head))
                and (head == name[: len(self.words)] or name[0] in ("klaster", "cluster"))
                for head in heads
            )
        return all(any(_ALIKE[likeness](word, part) for part in name) for word in self.words)


def _same(word: str, part: str) -> bool:
    return word == part


def _inside(word: str, part: str) -> bool:
    return len(word) >= _SHORTEST_PART and word in part


def _inflected(word: str, part: str) -> bool:
    """Whether both begin alike up to the ending: "technologia" and "technologii"."""
    stem = max(_SHORTEST_PART + 1, min(len(word), len(part)) - _ENDING)
    return word[:stem] == part[:stem] and abs(len(word) - len(part)) <= _ENDING


def _begins(word: str, part: str) -> bool:
    return part.startswith(word)


_ALIKE = (_same, _inside, _inflected)
_BEGINS = (_same, _begins, _inflected)
LIKENESSES = range(len(_ALIKE))
"""From whole words to inflected ones: the first that any cluster fits is meant."""


def read_name_words(
    clues: Clues, small_words: frozenset[str], taken: frozenset[int]
) -> NameWords | None:
    """The words asked for: those near "in the name" that say nothing else."""
    triggers = clues.of("in-name", "name-begins")
    if not triggers:
        return None
    first = clues.has("name-begins")
    trigger = triggers[-1]
    found = [
        position
        for position, text in enumerate(clues.texts)
        if not any(clue.start <= position <= clue.end for clue in triggers)
        and not clues.at(position) & (_PASSED_OVER | _ORDERING)
        and position not in taken
        and text not in small_words
        and text not in AND
        and clues.reading.words[position].number is None
        and (trigger.start - _FAR <= position <= trigger.end + _FAR)
        and not (first and position < trigger.start)
    ]
    if not found:
        return None
    behind = [position for position in found if position > trigger.end]
    before = [position for position in found if position < trigger.start]
    told = [p for p in found if "word" in clues.at(p - 1)]
    near = _together([p for p in found if p >= told[0]]) if told else []
    if not near and behind and _follows(clues, trigger.end, behind[0]):
        near = _together(behind)
    near = near or _together(before[::-1])[::-1] or _together(behind)
    return NameWords(tuple(clues.reading.words[p].form for p in near), first)


def _follows(clues: Clues, end: int, position: int) -> bool:
    """Whether nothing but "the word" stands between the trigger and the word."""
    return all("word" in clues.at(p) or len(clues.text(p)) <= 3 for p in range(end + 1, position))


def _together(positions: list[int]) -> list[int]:
    """The first of them and those right beside it."""
    kept = positions[:1]
    for position in positions[1:]:
        if abs(position - kept[-1]) > 1:
            break
        kept.append(position)
    return kept
