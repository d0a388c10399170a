from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.limits import Bucket, Verdict, full, take

MINUTE = 60_000


def asked(times: list[int], per_minute: int) -> list[Verdict]:
    """The verdicts on questions at these times."""
    bucket, verdicts = full(per_minute, times[0] if times else 0), []
    for now in times:
        bucket, verdict = take(bucket, per_minute, now)
        verdicts.append(verdict)
    return verdicts


def test_over_the_limit_there_is_one_notice_then_silence() -> None:
    verdicts = asked([0] * 8, 5)

    assert verdicts == [Verdict.ANSWER] * 5 + [Verdict.WARN] + [Verdict.IGNORE] * 2


def test_after_a_while_questions_are_answered_again() -> None:
    verdicts = asked([0] * 7 + [12_500], 5)

    assert verdicts[-2:] == [Verdict.IGNORE, Verdict.ANSWER]


def test_a_clock_that_goes_back_fills_nothing() -> None:
    empty = Bucket(0.0, 10 * MINUTE)

    bucket, verdict = take(empty, 60, 0)

    assert verdict is Verdict.WARN
    assert take(bucket, 60, 10 * MINUTE)[1] is Verdict.IGNORE


@given(
    times=st.lists(st.integers(0, 5 * MINUTE), max_size=80).map(sorted),
    per_minute=st.integers(1, 120),
)
def test_nobody_is_answered_more_often_than_allowed(times: list[int], per_minute: int) -> None:
    verdicts = asked(times, per_minute)
    answered = [
        now for now, verdict in zip(times, verdicts, strict=True) if verdict.name == "ANSWER"
    ]

    for first, start in enumerate(answered):
        within = [now for now in answered[first:] if now - start <= MINUTE]
        assert len(within) <= 2 * per_minute + 1


@given(times=st.lists(st.integers(0, 5 * MINUTE), max_size=80).map(sorted))
def test_a_warning_stands_between_an_answer_and_silence(times: list[int]) -> None:
    verdicts = [None, *asked(times, 7)]

    for before, verdict in pairwise(verdicts):
        if verdict is Verdict.IGNORE:
            assert before in (Verdict.WARN, Verdict.IGNORE)
        if verdict is Verdict.WARN:
            assert before in (None, Verdict.ANSWER)
