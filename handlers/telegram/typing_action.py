"""Shows that the bot is at work on a message, where that takes longer than a moment."""

import asyncio
import contextlib
from collections.abc import Iterator

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

    @contextlib.contextmanager
    def during(self, update: Update) -> Iterator[None]:
        """While the update is handled, but not in its first moment."""
        message = update.effective_message
        if not isinstance(message, Message):
            yield
            return
        loop, tasks = asyncio.get_running_loop(), set[asyncio.Task[None]]()
        timer = loop.call_later(MOMENT, lambda: tasks.add(loop.create_task(self._show(message))))
        try:
            yield
        finally:
            timer.cancel()
            for task in tasks:
                task.cancel()

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
