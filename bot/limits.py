"""How much one person may ask: a token bucket, as a value.

The bucket holds a minute's worth of questions and fills up evenly (token bucket, RFC 2697).
"""

import math
from dataclasses import dataclass, replace
from enum import Enum, auto


class Verdict(Enum):
    """What to do with a message."""

    ANSWER = auto()
    WARN = auto()
    """Over the limit for the first time: one friendly notice."""
    IGNORE = auto()


@dataclass(frozen=True, slots=True)
class Bucket:
    """`tokens` are questions that may still be asked; `at` is in milliseconds since 1970."""

    tokens: float
    at: int
    is_limited: bool = False


def full(per_minute: int, now: int) -> Bucket:
    """The bucket of somebody new."""
    return Bucket(float(per_minute), now)


def take(bucket: Bucket, per_minute: int, now: int) -> tuple[Bucket, Verdict]:
    """Take one question out. A clock that goes back fills nothing.

    The limit ends once a tenth of the bucket is full again, so that it does not flicker.
    """
    gained = max(0, now - bucket.at) * per_minute / 60_000
    tokens = min(float(per_minute), bucket.tokens + gained)
    refilled = Bucket(tokens, max(now, bucket.at), bucket.is_limited)
    needed = max(1.0, per_minute / 10) if bucket.is_limited else 1.0
    if tokens >= needed:
        return Bucket(tokens - 1, refilled.at), Verdict.ANSWER
    if bucket.is_limited:
        return refilled, Verdict.IGNORE
    return replace(refilled, is_limited=True), Verdict.WARN


def seconds_to_wait(bucket: Bucket, per_minute: int) -> int:
    """After how many whole seconds a limited bucket gives again, at least one."""
    needed = max(1.0, per_minute / 10)
    return max(1, math.ceil((needed - bucket.tokens) * 60 / per_minute))
