"""The learned part of the understanding on any base of example phrases, without our knowledge."""

from collections.abc import Mapping, Sequence

from bot.understanding.classifier import Classifier
from bot.understanding.features import Features, features_of
from bot.understanding.reading import Reader, Reading
from bot.understanding.training import train

_KNOWN = 2.5
"""How much it counts that all words of a question are of the field, against a likeness of 1."""

_NO_NAMES: frozenset[int] = frozenset()


class PhraseMatcher:
    """Learns labels from phrases and ranks them for a question."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._classifier: Classifier | None = None

    def train(self, examples: Mapping[str, Sequence[str]]) -> None:
        """Learn the labels of `examples` by their phrases."""
        self._classifier = train(
            [
                (label, self._features(phrase)[1])
                for label, phrases in examples.items()
                for phrase in phrases
            ]
        )

    def rank(self, text: str) -> list[tuple[str, float]]:
        """The likely labels with their scores, best first; empty before training."""
        if self._classifier is None:
            return []
        reading, features = self._features(text)
        known = _KNOWN * self._known_share(reading, self._classifier)
        return [(guess.label, guess.score + known) for guess in self._classifier.rank(features)]

    def _features(self, text: str) -> tuple[Reading, Features]:
        reading = self._reader.read(text)
        return reading, features_of(reading, _NO_NAMES)

    def _known_share(self, reading: Reading, classifier: Classifier) -> float:
        known = [word.form in classifier.familiar for word in reading.words]
        return sum(known) / len(known) if known else 0.0
