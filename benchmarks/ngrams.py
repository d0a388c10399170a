"""A baseline: pieces of two to four letters by TF-IDF, and logistic regression upon them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.baseline import Ranked
from benchmarks.documents import Document
from bot.understanding.normalise import fold

_STEP = 19
"""Of the questions about an entity, which differ in little else, only every so many is taken."""


class Ngrams:
    """One classifier for topics, trained on every phrasing once, and one for entities.

    The score is the product of both probabilities, that of the topic where it has no entity.
    scikit-learn is loaded by the first one.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        by_topic = [
            (text, topic)
            for topic, own in _grouped(documents).items()
            for turn, one in enumerate(own)
            for text in list(one.questions())[turn :: len(own)]
        ]
        by_entity = [
            (text, entity)
            for turn, (entity, one) in enumerate((one.label[0], one) for one in documents)
            for text in list(one.questions())[turn % _STEP :: _STEP]
            if entity is not None
        ]
        self._alone = {one.label[1] for one in documents if one.label[0] is None}
        self._pieces = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 4),
            sublinear_tf=True,
            preprocessor=fold,
            dtype=np.float32,
        )
        self._pieces.fit([text for text, _ in (*by_topic, *by_entity)])
        self._topics = self._trained(by_topic)
        self._entities = self._trained(by_entity)

    def rank(self, text: str) -> Ranked:
        """The likeliest topic, with the likeliest entity where it has one."""
        pieces = self._pieces.transform([text])
        topic, score = _likeliest(self._topics, pieces)
        if topic in self._alone:
            return (None, topic), score
        entity, named = _likeliest(self._entities, pieces)
        return (entity, topic), score * named

    def _trained(self, examples: Sequence[tuple[str, str]]) -> Any:
        """A classifier, or None where there is nothing to tell apart."""
        from sklearn.linear_model import LogisticRegression

        if len({label for _, label in examples}) < 2:
            return None
        pieces = self._pieces.transform([text for text, _ in examples])
        return LogisticRegression(C=10, max_iter=200).fit(pieces, [one for _, one in examples])


def _grouped(documents: Sequence[Document]) -> dict[str, list[Document]]:
    by_topic: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_topic[document.label[1]].append(document)
    return by_topic


def _likeliest(classifier: Any, pieces: Any) -> tuple[str, float]:
    chances = classifier.predict_proba(pieces)[0]
    best = int(chances.argmax())
    return str(classifier.classes_[best]), float(chances[best])
