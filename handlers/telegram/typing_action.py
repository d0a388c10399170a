"""Shows that the bot is at work on a message, where that takes longer than a moment."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

MOMENT = 1.0
"""Seconds; nearly all answers are there in a few milliseconds."""
MOST_AT_ONCE = 8
"""To so many chats: where all answers are slow, showing it to everyone makes them slower still."""
_SHOWN_FOR = 5.0
"""Seconds for which Telegram shows it."""


class TypingAction:
    """Shows it, to some chats at a time."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._chats = 0

    def during(self, update: Update) -> contextlib.AbstractContextManager[None]:
        """While the update is handled, but not in its first moment."""
        message = update.effective_message
        if not isinstance(message, Message):
            return contextlib.nullcontext()
        return _Later(partial(self._show, message))

    async def _show(self, message: Message) -> None:
        if self._chats >= MOST_AT_ONCE:
            return
        thread = message.message_thread_id if message.is_topic_message else None
        self._chats += 1
        try:
            with contextlib.suppress(TelegramError):
                while True:
                    await self._bot.send_chat_action(message.chat_id, ChatAction.TYPING, thread)
                    await asyncio.sleep(_SHOWN_FOR)
        finally:
            self._chats -= 1


class _Later:
    """Work that begins after a moment and ends with the block; nearly always it never begins."""

    __slots__ = ("_task", "_timer", "_work")

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(MOMENT, self._begin)

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.create_task(self._work())
