"""A baseline: pieces of two to four letters by TF-IDF, and logistic regression upon them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.baseline import Ranked
from benchmarks.documents import Document
from bot.understanding.normalise import fold


class Ngrams:
    """One classifier for topics and one for entities, both trained on the same questions.

    The score is the product of both probabilities, that of the topic where it has no entity.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        pairs = [(text, one.label) for one in documents for text in one.questions()]
        self._alone = {one.label[1] for one in documents if one.label[0] is None}
        self._pieces = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 4),
            sublinear_tf=True,
            preprocessor=fold,
            dtype=np.float32,
        )
        seen = self._pieces.fit_transform([text for text, _ in pairs])
        self._topics = _trained(seen, [topic for _, (_, topic) in pairs])
        named = [row for row, (_, (entity, _)) in enumerate(pairs) if entity is not None]
        self._entities = _trained(seen[named], [pairs[row][1][0] for row in named])

    def rank(self, text: str) -> Ranked:
        """The likeliest topic, with the likeliest entity where it has one."""
        pieces = self._pieces.transform([text])
        topic, score = _likeliest(self._topics, pieces)
        if topic in self._alone:
            return (None, topic), score
        entity, named = _likeliest(self._entities, pieces)
        return (entity, topic), score * named


def _trained(seen: Any, classes: Sequence[str | None]) -> Any:
    """A classifier, or None where there is nothing to tell apart."""
    if len(set(classes)) < 2:
        return None
    return LogisticRegression(C=10, max_iter=200).fit(seen, classes)


def _likeliest(classifier: Any, pieces: Any) -> tuple[str, float]:
    chances = classifier.predict_proba(pieces)[0]
    best = int(chances.argmax())
    return str(classifier.classes_[best]), float(chances[best])
