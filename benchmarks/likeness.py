"""The assistant's own classifier alone: letters and words of examples, without our knowledge."""

from collections.abc import Mapping, Sequence

from benchmarks.baseline import Ranked
from bot.understanding.features import Features, features_of
from bot.understanding.mentions import Word
from bot.understanding.normalise import words
from bot.understanding.reading import Reading
from bot.understanding.training import train


class Likeness:
    """Learns from the example phrases of any labels; no word means anything beforehand."""

    def __init__(self, examples: Mapping[str, Sequence[str]]) -> None:
        self._classifier = train(
            [(label, _features(text)) for label, texts in examples.items() for text in texts]
        )

    def rank(self, text: str) -> Ranked:
        """The likeliest label and its score."""
        best = self._classifier.rank(_features(text))[0]
        return (None, best.label), best.score


def _features(text: str) -> Features:
    found = tuple(
        Word(word, word, number=int(word[:9]) if word.isdigit() else None) for word in words(text)
    )
    return features_of(Reading(found, ()), frozenset())
