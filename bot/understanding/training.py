"""Learning from example phrases. The only home of scikit-learn, loaded only when there is need."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bot.understanding.classifier import Classifier, Floats
from bot.understanding.features import Features
from knowledge.model import OUTSIDE

Example = tuple[str, Features]

_PENALTY, _TOLERANCE = 0.3, 0.1
_TINY = 1e-12
_LEAST_EXAMPLES = 2
"""A run of letters met in a single example tells nothing of the next one."""


def train(examples: Sequence[Example]) -> Classifier:
    """A classifier of all examples, each counting the same."""
    return ExampleTable(examples).train()


class ExampleTable:
    """Labelled examples as a matrix, of which some or all rows are learned from.

    A feature weighs its inverse document frequency, each view is brought to length 1.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        self._labels = np.array([label for label, _ in examples])
        views = [*zip(*(features.blocks() for _, features in examples), strict=True)]
        rows, rarity = _vocabulary(views)
        self._unfitted = Classifier(
            labels=(),
            familiar=_familiar(examples),
            rows=rows,
            rarity=rarity,
            weights=np.zeros((len(rarity), 0), dtype=np.float32),
            bias=np.zeros(0, dtype=np.float32),
        )
        blocks = [_shares(own, view, rarity) for own, view in zip(rows, views, strict=True)]
        self._matrix = sum(blocks[1:], start=blocks[0])

    def train(
        self, kept: Sequence[int] | None = None, weights: Sequence[float] | None = None
    ) -> Classifier:
        """A linear support vector machine per label over the rest (liblinear); deterministic.

        It learns from the rows `kept`, else from all, each with its weight. Takes about a second
        for 8,000 examples.
        """
        from sklearn.svm import LinearSVC

        rows = np.arange(len(self._labels)) if kept is None else np.array(kept)
        model = LinearSVC(C=_PENALTY, tol=_TOLERANCE, random_state=0).fit(
            self._matrix[rows], self._labels[rows], sample_weight=weights
        )
        return replace(
            self._unfitted,
            labels=tuple(str(label) for label in model.classes_),
            weights=model.coef_.T.astype(np.float32),
            bias=model.intercept_.astype(np.float32),
        )


def _vocabulary(
    views: Sequence[Sequence[frozenset[str]]],
) -> tuple[tuple[dict[str, int], ...], Floats]:
    """Per view the row of each feature that is met more than once, and how much each tells."""
    rows: list[dict[str, int]] = []
    rarity: list[float] = []
    for view in views:
        counts = Counter(name for seen in view for name in seen)
        own = sorted(name for name, count in counts.items() if count >= _LEAST_EXAMPLES)
        rows.append({name: len(rarity) + row for row, name in enumerate(own)})
        rarity += [np.log((1 + len(view)) / (1 + counts[name])) + 1 for name in own]
    return tuple(rows), np.array(rarity, dtype=np.float32)


def _shares(own: dict[str, int], view: Sequence[frozenset[str]], rarity: Floats) -> Any:
    """A sparse matrix with a row an example: what `Classifier.shares` says of one view."""
    from scipy.sparse import csr_matrix, diags_array

    # In order, so that the sums come out the same in every process.
    found = [sorted(own[name] for name in seen if name in own) for seen in view]
    columns = np.array([column for row in found for column in row], dtype=np.intp)
    ends = np.cumsum([0, *map(len, found)])
    weighed = csr_matrix((rarity[columns], columns, ends), shape=(len(view), len(rarity)))
    lengths = np.sqrt(weighed.multiply(weighed).sum(axis=1)).A1
    return (diags_array(1 / np.maximum(lengths, _TINY)) @ weighed).tocsr()


def _familiar(examples: Sequence[Example]) -> frozenset[str]:
    """Words that are met more often, in proportion, in what is asked of us than outside."""
    inside = [set(features.tokens) for label, features in examples if label != OUTSIDE]
    outside = [set(features.tokens) for label, features in examples if label == OUTSIDE]
    counts = Counter(word for seen in inside for word in seen)
    elsewhere = Counter(word for seen in outside for word in seen)
    return frozenset(
        word
        for word, count in counts.items()
        if count >= _LEAST_EXAMPLES
        and count * max(1, len(outside)) > elsewhere[word] * len(inside)
    )
