"""Stub until merged."""

from dataclasses import dataclass

from bot.understanding.conditions import Condition
from bot.understanding.signs import Signs


@dataclass(frozen=True, slots=True)
class Pointed:
    condition: Condition
    over: tuple[str, ...]


def pointed(signs: Signs) -> Pointed | None:
    return None
