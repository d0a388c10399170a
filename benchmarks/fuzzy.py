"""A baseline: the nearest name and the nearest phrasing by one of rapidfuzz's scorers."""

from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.utils import default_process

from benchmarks.baseline import Ranked
from benchmarks.documents import Document


class Fuzzy:
    """Scans all names and all phrasings.

    An entity's topic scores the mean of the two, a topic without an entity its phrasing alone.
    """

    def __init__(
        self, documents: Sequence[Document], scorer: Callable[..., float], *, hints: bool
    ) -> None:
        self._scorer = scorer
        self._names: dict[str, str | None] = {}
        self._phrasings: dict[str, str] = {}
        self._alone = {one.label[1] for one in documents if one.label[0] is None}
        for document in documents:
            entity, topic = document.label
            for language, names in document.names.items():
                for name in names + (document.hints[language] if hints else ()):
                    self._names.setdefault(default_process(name), entity)
            for phrasing in document.nameless():
                self._phrasings.setdefault(default_process(phrasing), topic)

    def rank(self, text: str) -> Ranked:
        """The nearest topic, with the nearest entity where it has one."""
        processed = default_process(text)
        phrasing, score, _ = process.extractOne(
            processed, self._phrasings.keys(), scorer=self._scorer
        )
        topic = self._phrasings[phrasing]
        if topic in self._alone:
            return (None, topic), score
        name, named = self._nearest(processed, self._names)
        return (self._names[name], topic), (score + named) / 2

    def _nearest(self, text: str, choices: Mapping[str, object]) -> tuple[str, float]:
        choice, score, _ = process.extractOne(text, choices.keys(), scorer=self._scorer)
        return choice, score
