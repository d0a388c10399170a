"""The learned part of the understanding as a system among the others, on phrases of any base."""

from collections.abc import Mapping, Sequence

from benchmarks.baseline import Ranked
from benchmarks.phrases import PhraseMatcher
from bot.understanding.lexicon import Lexicon
from bot.understanding.reading import Reader

_NO_KNOWLEDGE = Lexicon(
    forms={"pl": {}, "en": {}},
    phrases={},
    rarity={},
    function_words=frozenset(),
    small_words={"pl": frozenset(), "en": frozenset()},
    everyday_ranks={"pl": {}, "en": {}},
    concept_keys=frozenset(),
    joining_keys=frozenset(),
    fact_forms={},
    fact_owners={},
    places=frozenset(),
    members=frozenset(),
    people=frozenset(),
    coined=frozenset(),
)
"""No word means anything beforehand, and none is misspelt."""


class Likeness:
    """Learns labels from their example phrases alone."""

    def __init__(self, examples: Mapping[str, Sequence[str]]) -> None:
        self._matcher = PhraseMatcher(
            Reader(_NO_KNOWLEDGE, is_word=lambda _: True, is_word_without_marks=lambda _: False)
        )
        self._matcher.train(examples)

    def rank(self, text: str) -> Ranked:
        """The likeliest label and its score."""
        label, score = self._matcher.rank(text)[0]
        return (None, label), score
