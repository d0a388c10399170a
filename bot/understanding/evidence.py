"""How much the words of a message tell of one entity, and where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

_WEIGHT = itemgetter(1)
_EACH_MORE = 0.05
_WORDS_OF_SCENE = 3
_MOST_OF_FACT_WORDS = 0.6


@dataclass(slots=True)
class Evidence:
    """What was found of one entity, by word positions.

    `weights` are of names and hints; each word counts once, for the weightiest of them.
    `fact_words` weighs the rarer words of its facts, `told` is where any word of them stands.
    """

    weights: dict[tuple[int, ...], float] = field(default_factory=dict)
    fact_words: dict[int, float] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    name_words: frozenset[int] = frozenset()
    whole_names: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    proper: frozenset[int] = frozenset()
    longest: int = 0
    named: bool = False
    its_own: bool = False
    unique: bool = False
    person: bool = False
    by_facts: bool = True

    def add(self, positions: tuple[int, ...], weight: float) -> None:
        """A name or a hint that stands here; of several the weightiest counts."""
        self.weights[positions] = max(weight, self.weights.get(positions, 0.0))

    def add_fact_word(self, position: int, weight: float) -> None:
        """A rarer word of its facts; it may be a form of several."""
        self.fact_words[position] = max(weight, self.fact_words.get(position, 0.0))

    def name(self, positions: Iterable[int], *, its_own: bool, unique: bool) -> None:
        """A proper name that is its alone.

        `its_own` unless the named has a life beside the entity, `unique` unless others may be
        called so. Two who have lives of their own have the entity in common.
        """
        its_own |= bool(self.proper) and self.proper.isdisjoint(positions)
        self.named = True
        self.proper = self.proper.union(positions)
        self.its_own |= its_own
        self.unique |= its_own and unique

    def recognise_scene(self) -> None:
        """Several rarer words of its facts are as good as a name: "rectors in the garden"."""
        if len(self.fact_words) < _WORDS_OF_SCENE:
            return
        rare = self.rare()
        told = sum(self.fact_words[place] for place in rare)
        if len(rare) >= _WORDS_OF_SCENE and told >= _MOST_OF_FACT_WORDS:
            self.its_own = True
            self.by_facts = False

    def positions(self) -> frozenset[int]:
        """Where names and hints stand; words of its facts where there are none."""
        return frozenset(chain.from_iterable(self.weights)) or frozenset(self.fact_words)

    def rare(self) -> frozenset[int]:
        """Where rarer words of its facts stand that are not part of a name or hint."""
        return frozenset(self.fact_words).difference(chain.from_iterable(self.weights))

    def score(self) -> float:
        """The sum of the weightiest evidence, each word of the message counted once."""
        total = 0.0
        if self.fact_words:
            total = min(sum(self.fact_words[place] for place in self.rare()), _MOST_OF_FACT_WORDS)
        used: set[int] = set()
        weights = self.weights.items()
        ordered = sorted(weights, key=_WEIGHT, reverse=True) if len(weights) > 1 else weights
        for positions, weight in ordered:
            if used.isdisjoint(positions):
                total += weight
                used.update(positions)
        return total + _EACH_MORE * max(0, len(self.weights) - 1)
