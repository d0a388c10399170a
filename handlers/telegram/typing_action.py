"""Shows that the bot is at work on a message, where that takes longer than a moment."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

MOMENT = 1.0
"""Seconds; nearly all answers are there in a few milliseconds."""
_SHOWN_FOR = 5.0
"""Seconds for which Telegram shows it."""


@contextlib.asynccontextmanager
async def typing_action(bot: Bot, update: Update) -> AsyncIterator[None]:
    """While the update is handled, but not in its first moment."""
    message = update.effective_message
    if not isinstance(message, Message):
        yield
        return
    loop, tasks = asyncio.get_running_loop(), set[asyncio.Task[None]]()
    timer = loop.call_later(MOMENT, lambda: tasks.add(loop.create_task(_show(bot, message))))
    try:
        yield
    finally:
        timer.cancel()
        for task in tasks:
            task.cancel()


async def _show(bot: Bot, message: Message) -> None:
    thread = message.message_thread_id if message.is_topic_message else None
    with contextlib.suppress(TelegramError):
        while True:
            await bot.send_chat_action(message.chat_id, ChatAction.TYPING, thread)
            await asyncio.sleep(_SHOWN_FOR)
