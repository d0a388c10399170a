"""Learning from example phrases. The only home of scikit-learn, loaded only when there is need."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.understanding.classifier import Classifier
from bot.understanding.features import Features
from knowledge.model import OUTSIDE

_PENALTY = 0.5
_LEAST_EXAMPLES = 2
"""A run of letters met in a single example tells nothing of the next one."""


def train(
    examples: Sequence[tuple[str, Features]], weights: Sequence[float] | None = None
) -> Classifier:
    """A linear support vector machine per label over the rest (liblinear); deterministic.

    An example counts by its weight, 1 where none is given. A feature weighs its inverse document
    frequency, each view is brought to length 1. Takes about a second for 8,000 examples.
    """
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    views = list(zip(*(features.blocks() for _, features in examples), strict=True))
    rows: list[dict[str, int]] = []
    rarity: list[float] = []
    for view in views:
        counts = Counter(name for seen in view for name in seen)
        own = sorted(name for name, count in counts.items() if count >= _LEAST_EXAMPLES)
        rows.append({name: len(rarity) + row for row, name in enumerate(own)})
        rarity += [np.log((1 + len(view)) / (1 + counts[name])) + 1 for name in own]
    unfitted = Classifier(
        labels=(),
        familiar=_familiar(examples),
        rows=tuple(rows),
        rarity=np.array(rarity, dtype=np.float32),
        weights=np.zeros((len(rarity), 0), dtype=np.float32),
        bias=np.zeros(0, dtype=np.float32),
    )
    data, indices, ends = [], [], [0]
    for _, features in examples:
        for own_rows, shares in unfitted.shares(features):
            indices.append(own_rows)
            data.append(shares)
        ends.append(ends[-1] + sum(len(part) for part in indices[-len(views) :]))
    matrix = csr_matrix(
        (np.concatenate(data), np.concatenate(indices), ends),
        shape=(len(examples), len(rarity)),
    )
    model = LinearSVC(C=_PENALTY, random_state=0).fit(
        matrix, [label for label, _ in examples], sample_weight=weights
    )
    return Classifier(
        labels=tuple(str(label) for label in model.classes_),
        familiar=unfitted.familiar,
        rows=unfitted.rows,
        rarity=unfitted.rarity,
        weights=model.coef_.T.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )


def _familiar(examples: Sequence[tuple[str, Features]]) -> frozenset[str]:
    """Words that are met more often, in proportion, in what is asked of us than outside."""
    inside = [features.words for label, features in examples if label != OUTSIDE]
    outside = [features.words for label, features in examples if label == OUTSIDE]
    counts = Counter(word for seen in inside for word in seen)
    elsewhere = Counter(word for seen in outside for word in seen)
    return frozenset(
        word
        for word, count in counts.items()
        if count >= _LEAST_EXAMPLES
        and " " not in word
        and count * max(1, len(outside)) > elsewhere[word] * len(inside)
    )
