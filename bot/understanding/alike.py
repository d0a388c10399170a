"""Which questions ask the same: across inflection, the order of words and typing errors."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from bot.understanding.morphology import words_of
from bot.understanding.normalise import fold, words

_ALIKE = 82
"""Out of 100: how much the words of two questions, in their dictionary forms, have in common."""
_MOST_KINDS = 4_000
"""So many different wordings are compared, the most frequent ones."""


def alike(
    texts: Sequence[str], bases: Callable[[str], Iterable[str]], small_words: frozenset[str]
) -> tuple[tuple[int, ...], ...]:
    """The places of the texts, grouped; the largest group first, in it the commonest wording.

    `bases` gives the dictionary forms of a Polish word, `small_words` tell nothing.
    """

    @cache
    def base(word: str) -> str:
        return min(map(fold, bases(word)), default=fold(word))

    def gist(text: str) -> str:
        found = [base(word.lower()) for word in words_of(text)]
        telling = sorted(word for word in found if word not in small_words)
        return " ".join(telling or words(text))

    gists = [gist(text) for text in texts]
    counts = Counter(gists)
    leaders: list[str] = []
    leader_of: dict[str, str] = {}
    for own, _ in counts.most_common(_MOST_KINDS):
        near = process.extractOne(own, leaders, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        leader_of[own] = near[0] if near else own
        if near is None:
            leaders.append(own)
    groups: dict[str, list[int]] = {leader: [] for leader in leaders}
    for place, own in enumerate(gists):
        if own in leader_of:
            groups[leader_of[own]].append(place)
    ordered = sorted(groups.values(), key=lambda places: -len(places))
    return tuple(_commonest_first(places, texts) for places in ordered)


def _commonest_first(places: list[int], texts: Sequence[str]) -> tuple[int, ...]:
    counts = Counter(texts[place] for place in places)
    return tuple(sorted(places, key=lambda place: -counts[texts[place]]))
