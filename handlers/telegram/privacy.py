"""/privacy, /forget and /export: what is kept of a person, and their say in it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Protocol

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.store.cases import OPEN_FOR_DAYS
from bot.texts import Texts
from handlers.telegram.addressing import hint_of
from handlers.telegram.callbacks import Forget, decode, encode
from handlers.telegram.sending import Outgoing, acknowledge, put_in_place, reply_to
from knowledge.model import Language

Context = ContextTypes.DEFAULT_TYPE

COMMANDS = ("privacy", "forget", "export")
EXPORT_NAME = "lublin-clusters-bot.json"


class Forgotten(Protocol):
    """What was deleted."""

    @property
    def questions(self) -> int:
        """How many questions."""


class PersonalData(Protocol):
    """What is kept of people, by their id in Telegram, which is that of their private chat too."""

    async def forget(self, person: int, update_id: int) -> Forgotten:
        """Delete it all; the update that asks for it must not be answered twice."""

    async def export(self, person: int) -> Mapping[str, object]:
        """All of it, ready for JSON."""


LanguageOf = Callable[[int, Language | None], Awaitable[Language]]
"""The language to speak in a chat, given its id and the language of the person's Telegram."""


@dataclass(frozen=True)
class Privacy:
    """The handlers of the three commands and of the buttons under /forget.

    The buttons' data begins as `handlers.telegram.callbacks.FORGET` says.
    """

    texts: Texts
    retention_days: int
    data: PersonalData
    language: LanguageOf

    async def privacy(self, update: Update, _: Context) -> None:
        """/privacy: what is kept, and for how long."""
        message, language = await self._asked(update)
        days = self.texts.say("telegram.days", language, count=self.retention_days)
        open_for = self.texts.say("telegram.days", language, count=OPEN_FOR_DAYS)
        note = self._note("telegram.privacy", language, days=days, open_for=open_for)
        await reply_to(message, note)

    async def forget(self, update: Update, _: Context) -> None:
        """/forget: asks whether to delete everything."""
        message, language = await self._asked(update)
        if message.chat.type != ChatType.PRIVATE:
            await reply_to(message, self._note("telegram.privately", language))
            return
        note = self._note("telegram.forget.question", language)
        await reply_to(message, Outgoing(note.html, note.plain, self._keyboard(language)))

    async def decide(self, update: Update, _: Context) -> None:
        """A button under /forget: deletes everything and says so, or leaves it."""
        query = update.callback_query
        assert query is not None  # the handler is registered for such updates
        press = decode(query.data or "")
        assert isinstance(press, Forget)
        message = query.message
        if message is None or message.chat.id != query.from_user.id:
            await acknowledge(query, self.texts.say("telegram.privately", press.language))
            return
        await acknowledge(query)
        if press.is_sure:
            forgotten = await self.data.forget(query.from_user.id, update.update_id)
            count = forgotten.questions
            note = self._note("telegram.forget.done", press.language, count=count)
        else:
            note = self._note("telegram.forget.kept", press.language)
        await put_in_place(message, note)

    async def export(self, update: Update, _: Context) -> None:
        """/export: sends all that is kept as a JSON document."""
        message, language = await self._asked(update)
        if message.chat.type != ChatType.PRIVATE or message.from_user is None:
            await reply_to(message, self._note("telegram.privately", language))
            return
        data = await self.data.export(message.from_user.id)
        text = json.dumps(data, ensure_ascii=False, indent=2)
        await message.reply_document(
            InputFile(text.encode("utf-8", "replace"), filename=EXPORT_NAME),
            caption=self.texts.say("telegram.export", language),
        )

    async def _asked(self, update: Update) -> tuple[Message, Language]:
        message = update.message or update.edited_message
        assert message is not None  # the handlers are registered for messages only
        return message, await self.language(message.chat_id, hint_of(message.from_user))

    def _note(self, key: str, language: Language, **values: object) -> Outgoing:
        text = self.texts.say(key, language, **values)
        return Outgoing(html=escape(text, quote=False), plain=text)

    def _keyboard(self, language: Language) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton(
                        self.texts.say(key, language), callback_data=encode(Forget(language, sure))
                    )
                ]
                for key, sure in (
                    ("telegram.forget.yes", True),
                    ("telegram.forget.no", False),
                )
            ]
        )
