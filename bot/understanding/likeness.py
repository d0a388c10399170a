"""What makes a message like the examples of a topic, told in words, not in runs of letters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.understanding.classifier import Classifier
from bot.understanding.features import END, START, Features, runs_of

FeatureKind = Literal["word", "pair", "first", "last", "family"]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something in a message and what it adds to its likeness to a topic.

    A `word` speaks with all the runs of letters in it. `first` and `last` are words that begin or
    end the message, `family` is the id of a concept.
    """

    kind: FeatureKind
    text: str
    added: float


def telling_features(
    classifier: Classifier, features: Features, label: str
) -> tuple[Feature, ...]:
    """All features that speak for the label, the ones that speak most first."""
    letters, words, families = classifier.reasons(features, label)
    sums: dict[tuple[FeatureKind, str], float] = defaultdict(float)
    for word, added in _by_word(letters, features).items():
        sums["word", word] += added
    for text, added in words.items():
        sums[_placed(text)] += added
    for family, added in families.items():
        sums["family", family] += added
    found = (Feature(kind, text, added) for (kind, text), added in sums.items() if added > 0)
    return tuple(sorted(found, key=lambda feature: (-feature.added, feature.kind, feature.text)))


def _by_word(letters: Mapping[str, float], features: Features) -> dict[str, float]:
    """What runs of letters add, shared out among the words that they stand in."""
    runs = {word: set(runs_of(word)) for word in features.tokens}
    found = dict.fromkeys(sorted(runs), 0.0)
    for run, added in letters.items():
        owners = [word for word in runs if run in runs[word]]
        for word in owners:
            found[word] += added / len(owners)
    return found


def _placed(text: str) -> tuple[FeatureKind, str]:
    before, _, after = text.partition(" ")
    if not after:
        return "word", before
    if before == START:
        return "first", after
    if after == END:
        return "last", before
    return "pair", text
