"""One system on one file of questions, in a process of its own."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measuring import (
    memory_mb,
    percentile,
    print_result,
    run_apart,
    seconds_since_start,
)
from benchmarks.questions import NO_CARD, Given, Labelled, is_right, read_questions
from benchmarks.systems import ASSISTANT, start
from benchmarks.threshold import best_threshold, refused_below

_WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many answers are right, cards for the wrong matter, or cards where none is right."""

    asked: int
    right: int
    wrong: int
    to_refuse: int
    false: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one system; no threshold where it refuses by itself."""

    system: str
    verdict: Verdict
    threshold: float | None
    p50: float
    p99: float
    startup: float
    memory: float


def measure(system: str, path: Path) -> Measured:
    """Start the system in a process of its own and ask it everything.

    Raises:
        MeasuringError: when that process failed.
    """
    arguments = [system, str(path.resolve())]
    if system == ASSISTANT:  # its first start makes what later ones find ready
        run_apart("benchmarks.comparison", arguments)
    result = run_apart("benchmarks.comparison", arguments)
    return Measured(**{**result, "verdict": Verdict(**result["verdict"])})


def judge(questions: Sequence[Labelled], given: Sequence[Given]) -> Verdict:
    """Count the right answers and the two kinds of wrong cards."""
    cards = [answer.label[1] not in NO_CARD for answer in given]
    right = [is_right(*pair) for pair in zip(questions, given, strict=True)]
    judged = list(zip(questions, cards, right, strict=True))
    return Verdict(
        asked=len(questions),
        right=sum(right),
        wrong=sum(card and not ok and not question.to_refuse for question, card, ok in judged),
        to_refuse=sum(question.to_refuse for question in questions),
        false=sum(card and question.to_refuse for question, card, _ in judged),
    )


def main(system: str, path: Path) -> None:
    """Measure in this process."""
    questions = read_questions(path)
    answer = start(system)
    startup = seconds_since_start()
    answer(questions[:_WARM_UP])
    timed = answer(questions)
    memory = memory_mb()
    given = [one.given for one in timed]
    scores = [one.score for one in timed if one.score is not None]
    threshold = None
    if scores:
        threshold = best_threshold(questions, given, scores)
        given = refused_below(threshold, given, scores)
    seconds = [one.seconds for one in timed]
    p50, p99 = percentile(seconds, 0.5), percentile(seconds, 0.99)
    verdict = judge(questions, given)
    print_result(asdict(Measured(system, verdict, threshold, p50, p99, startup, memory)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
