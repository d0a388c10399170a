"""What the bot says of itself: over the limit, paused, something failed; and to staff."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.live import Refused
from bot.texts import Texts
from handlers.telegram.addressing import hint_of
from handlers.telegram.talk import Talk
from knowledge.model import Language

_SHOWN_PROBLEMS, _LONGEST_LINE = 5, 500
"""So that the message stays within Telegram's 4,096 characters."""


@dataclass(frozen=True)
class Notices:
    """Sends them; whoever cannot be reached is left alone."""

    talk: Talk
    bot: Bot
    staff: Sequence[int]

    async def over_limit(self, update: Update) -> None:
        """The one friendly word before silence."""
        await self._say(update, "telegram.over_limit")

    async def failed(self, update: Update) -> None:
        """The question could not be answered, and it is not the person's fault."""
        await self._say(update, "telegram.failed")

    async def paused(self, update: Update, message: str) -> None:
        """Answering is interrupted; `message` is what staff want to say."""
        await self._say(update, "telegram.paused", message=message)

    async def tell_staff(self, text: str) -> None:
        """A line to every member of staff who has talked with the bot."""
        for id_ in self.staff:
            with contextlib.suppress(TelegramError):
                await self.bot.send_message(id_, text)

    async def refused(self, refused: Refused) -> None:
        """To staff: a changed knowledge is not taken, where its errors are."""
        for id_ in self.staff:
            text = refused_text(refused, self.talk.assistant.texts, self.talk.language(id_, None))
            with contextlib.suppress(TelegramError):
                await self.bot.send_message(id_, text)

    async def _say(self, update: Update, key: str, **values: object) -> None:
        chat = update.effective_chat
        if chat is None or (update.callback_query is None and update.effective_message is None):
            return
        language = self.talk.language(chat.id, hint_of(update.effective_user))
        text = self.talk.assistant.texts.say(key, language, **values)
        with contextlib.suppress(TelegramError):
            if update.callback_query is not None:
                await update.callback_query.answer(text[:200], show_alert=True)
            else:
                await self.bot.send_message(chat.id, text)


def refused_text(refused: Refused, texts: Texts, language: Language) -> str:
    """The version that is not taken, and its first errors."""
    count = len(refused.problems)
    lines = [texts.say("telegram.refused", language, version=refused.version.id, count=count)]
    lines += map(str, refused.problems[:_SHOWN_PROBLEMS])
    if count > _SHOWN_PROBLEMS:
        lines.append(texts.say("telegram.more_problems", language, count=count - _SHOWN_PROBLEMS))
    return "\n\n".join(line[:_LONGEST_LINE] for line in lines)
