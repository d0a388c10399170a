"""What the console works with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.live import Live
from bot.rehearsal import Trial
from bot.store.database import Database
from bot.unanswered import Suggestion
from handlers.web.staff.passwords import Password
from handlers.web.staff.sessions import Sessions
from knowledge.problem import Problem


class Accept(Protocol):
    """Tries a suggestion on a copy, and writes it if it is good; takes a minute."""

    def __call__(self, suggestion: Suggestion, *, although_it_breaks: bool) -> Awaitable[Trial]:
        """What came of it."""


@dataclass(frozen=True)
class Console:
    """Beside what all pages have: who may come in, what is live, what can be done to the files.

    `inspect` tells all that is wrong with the files as they are now.
    """

    password: Password
    sessions: Sessions
    live: Live
    engine: Database
    inspect: Callable[[], Awaitable[tuple[Problem, ...]]]
    accept: Accept
