"""Trying again: as long as Telegram asks to wait, and for as long as it cannot be reached."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from math import inf
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from handlers.telegram.pauses import Pauses

_log = logging.getLogger(__name__)

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
BRIEFLY = 5.0
"""For so many seconds a call is tried that is of no use later."""

_NOTABLE = 7
"""After so many failures of a call, which take a minute, the log has a line."""

BRIEF_CALLS = frozenset(
    {
        "answerCallbackQuery",
        "answerInlineQuery",
        "sendChatAction",
        "setMyCommands",  # the start does not wait for the menu
    }
)

Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Answer]]


class Patience(BaseRateLimiter[None]):
    """Repeats each call but getUpdates until it is through, refused by Telegram, or cancelled.

    A chat that Telegram finds too busy waits alone. A call that timed out is repeated as well:
    a message that comes twice is better than one that is lost. `on_retry` hears of each
    repetition: "too_many_requests", "timed_out" or "network".
    """

    def __init__(self, on_retry: Callable[[str], object] = lambda reason: None) -> None:
        self._on_retry = on_retry
        self._pauses = Pauses()
        self._given_up = asyncio.Event()

    async def initialize(self) -> None:
        """Be patient from now on."""
        self._given_up.clear()

    async def shutdown(self) -> None:
        """As `give_up`."""
        self.give_up()

    def give_up(self) -> None:
        """Wait no more: each call that waits now or later raises what it waits for."""
        self._given_up.set()

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Answer:
        """What Telegram says in the end.

        Raises:
            TelegramError: when Telegram refuses the call, it has come too late, or `give_up`.
        """
        loop = asyncio.get_running_loop()
        chat = data.get("chat_id")
        latest = loop.time() + BRIEFLY if endpoint in BRIEF_CALLS else inf
        not_before = 0.0
        failures = 0
        error: TelegramError | None = None
        while True:
            while (now := loop.time()) < (start := max(not_before, self._pauses.end(chat, now))):
                if start > latest or self._given_up.is_set():
                    raise error or RetryAfter(timedelta(seconds=start - now))
                await self._sleep(start - now)
            if error is not None:
                self._on_retry(_reason(error))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as caught:
                error = caught
                now = loop.time()
                not_before = now + seconds_of(caught)
                self._pauses.begin(chat, not_before, now)
            except BadRequest:  # which the library counts among the errors of the network
                raise
            except NetworkError as caught:
                error = caught
                not_before = loop.time() + _delay(failures) * random.uniform(0.5, 1)
                failures += 1
                if failures == _NOTABLE:
                    _log.warning("%s failed %d times (%s)", endpoint, failures, caught)

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._given_up.wait()


def _delay(failures: int) -> float:
    """Seconds, the double after each failure."""
    return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(failures, 16))


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait; the library gives either type, as its settings are."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


def _reason(error: TelegramError) -> str:
    match error:
        case RetryAfter():
            return "too_many_requests"
        case TimedOut():
            return "timed_out"
        case _:
            return "network"
