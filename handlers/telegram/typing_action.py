"""Shows that the bot is at work on a message, where that takes longer than a moment."""

import asyncio
import contextlib
from typing import Self

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

MOMENT = 1.0
"""Seconds; nearly all answers are there in a few milliseconds."""
_SHOWN_FOR = 5.0
"""Seconds for which Telegram shows it."""


class TypingAction:
    """A context manager: while the update is handled, but not in its first moment."""

    __slots__ = ("_bot", "_message", "_task", "_timer")

    def __init__(self, bot: Bot, update: Update) -> None:
        self._bot = bot
        self._message = update.effective_message
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        if isinstance(self._message, Message):
            self._timer = asyncio.get_running_loop().call_later(MOMENT, self._begin, self._message)
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self, message: Message) -> None:
        self._task = asyncio.create_task(_show(self._bot, message))


async def _show(bot: Bot, message: Message) -> None:
    thread = message.message_thread_id if message.is_topic_message else None
    with contextlib.suppress(TelegramError):
        while True:
            await bot.send_chat_action(message.chat_id, ChatAction.TYPING, thread)
            await asyncio.sleep(_SHOWN_FOR)
