"""The assistant and the baselines by name, each ready to answer a file of questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from benchmarks.baseline import Baseline
from benchmarks.documents import Document, documents
from benchmarks.questions import Given, Labelled, label
from bot.settings import load_settings
from knowledge import loader

ASSISTANT = "this assistant"
_OVER_ALL = ("list", "count")


@dataclass(frozen=True, slots=True)
class Timed:
    """An answer, the score it came with (none where the system itself refuses), its seconds."""

    given: Given
    score: float | None
    seconds: float


# Libraries are imported where they are needed: each system pays for its own, in start and memory.

Answering = Callable[[Sequence[Labelled]], list[Timed]]


def start(name: str) -> Answering:
    """Build one system; from here on it answers."""
    if name == ASSISTANT:
        return _assistant()
    knowledge = loader.load(load_settings().knowledge_dir or loader.PACKAGED)
    baseline = BASELINES[name](documents(knowledge))
    everything = knowledge.lists.reference.clusters

    def answer(questions: Sequence[Labelled]) -> list[Timed]:
        return [_timed(baseline, question, everything) for question in questions]

    return answer


def _assistant() -> Answering:
    from datetime import UTC, datetime

    from benchmarks.asking import ask_all
    from bot.app import build_assistant

    assistant = build_assistant(load_settings())
    today = datetime.now(tz=UTC).date()
    assistant.warm_up(today)

    def answer(questions: Sequence[Labelled]) -> list[Timed]:
        asked = ask_all(assistant, questions, today)
        return [Timed(one.given, None, one.seconds) for one in asked]

    return answer


def _timed(baseline: Baseline, question: Labelled, everything: tuple[str, ...]) -> Timed:
    """Lists and counts of a baseline are over all clusters: it reads no conditions."""
    started = perf_counter()
    (entity, topic), score = baseline.rank(question.text)
    seconds = perf_counter() - started
    shown = everything if topic in _OVER_ALL else ()
    return Timed(Given(label(entity, topic), shown, question.language), score, seconds)


def _wratio(given: Sequence[Document]) -> Baseline:
    from rapidfuzz.fuzz import WRatio

    from benchmarks.fuzzy import Fuzzy

    return Fuzzy(given, WRatio, hints=True)


def _token_set(given: Sequence[Document]) -> Baseline:
    from rapidfuzz.fuzz import token_set_ratio

    from benchmarks.fuzzy import Fuzzy

    return Fuzzy(given, token_set_ratio, hints=False)


def _bm25(given: Sequence[Document]) -> Baseline:
    from benchmarks.bm25 import Bm25

    return Bm25(given)


def _ngrams(given: Sequence[Document]) -> Baseline:
    from benchmarks.ngrams import Ngrams

    return Ngrams(given)


BASELINES: Mapping[str, Callable[[Sequence[Document]], Baseline]] = {
    "rapidfuzz WRatio": _wratio,
    "rapidfuzz token_set_ratio": _token_set,
    "BM25 (bm25s)": _bm25,
    "letter n-grams + logistic regression": _ngrams,
}
