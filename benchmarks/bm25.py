"""A baseline: all words of a document together, weighed by BM25."""

from collections.abc import Sequence

import bm25s

from benchmarks.baseline import Ranked
from benchmarks.documents import Document
from bot.understanding.normalise import words


class Bm25:
    """The library bm25s as it comes, on folded words."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._labels = [document.label for document in documents]
        self._index = bm25s.BM25()
        self._index.index([list(words(one.words())) for one in documents], show_progress=False)

    def rank(self, text: str) -> Ranked:
        """The document with the weightiest words in common."""
        asked = list(words(text))
        if not asked:
            return self._labels[0], 0.0
        scores = self._index.get_scores(asked)
        best = int(scores.argmax())
        return self._labels[best], float(scores[best])
