"""Where a baseline stops answering: below which score it refuses."""

from collections.abc import Sequence
from math import inf

from benchmarks.questions import REFUSAL, Given, Labelled, is_right


def best_threshold(
    questions: Sequence[Labelled], given: Sequence[Given], scores: Sequence[float]
) -> float:
    """The score from which answers are given so that most questions are right; the lowest such.

    It is chosen on the questions it is then judged by, which is kind to the baseline.
    """
    known = list(zip(questions, given, scores, strict=True))
    right = sum(question.to_refuse for question in questions)
    best, threshold = right, inf
    for question, answer, score in sorted(known, key=lambda one: -one[2]):
        right += is_right(question, answer) - question.to_refuse
        if right >= best:
            best, threshold = right, score
    return threshold


def refused_below(
    threshold: float, given: Sequence[Given], scores: Sequence[float]
) -> list[Given]:
    """The answers, those below the threshold made refusals."""
    return [
        answer if score >= threshold else Given(REFUSAL, (), answer.language)
        for answer, score in zip(given, scores, strict=True)
    ]
