"""/staff and the weekly digest: for those whose ids are in the settings, and for nobody else."""

import contextlib
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.live import Live
from bot.store.database import Database
from bot.store.unanswered import MARK_KINDS, mark
from bot.store.usage import outcomes
from bot.unanswered import Group, current
from handlers.telegram.addressing import hint_of
from handlers.telegram.announcing import announce_to_staff
from handlers.telegram.sending import Outgoing, acknowledge, put_in_place, reply_to
from handlers.telegram.staff_report import Report, report_text
from handlers.telegram.talk import Talk
from knowledge.model import Language

Context = ContextTypes.DEFAULT_TYPE

STAFF_PRESS = re.compile(r"1:s:(?P<kind>\w+):(?P<gist>[0-9a-f]{16}):(?P<size>\d{1,9})")
"""The data of the buttons under the list."""

_DAY = 24 * 60 * 60 * 1000
_WEEK, _MONTH = 7, 30
_LATER = 14 * _DAY
_TOP = 10


@dataclass(frozen=True)
class Staff:
    """The handlers of /staff and of its buttons; `ids` are the people they are for."""

    talk: Talk
    live: Live
    engine: Database
    bot: Bot
    ids: Sequence[int]

    async def show(self, update: Update, _: Context) -> None:
        """/staff: today's figures, what was asked in vain, what is old, what is live."""
        message = update.message or update.edited_message
        assert isinstance(message, Message)  # the handler is registered for messages
        language = self.talk.language(message.chat_id, hint_of(message.from_user))
        await reply_to(message, await self._report(language))

    async def menu(self, update: Update, _: Context) -> None:
        """/start, beside the welcome: whoever writes for the first time gets their menu now."""
        person = update.effective_user
        assert person is not None  # the handler is registered for messages of the staff
        await announce_to_staff(self.bot, self.talk.assistant.texts, person.id)

    async def press(self, update: Update, _: Context) -> None:
        """Mark a group, and show the list without it."""
        query = update.callback_query
        found = STAFF_PRESS.fullmatch(query.data or "") if query else None
        kind = next((one for one in MARK_KINDS if found and one == found["kind"]), None)
        assert query is not None
        language = self.talk.language(query.from_user.id, hint_of(query.from_user))
        texts = self.talk.assistant.texts
        is_staff = query.from_user.id in self.ids
        if found is None or kind is None or query.message is None or not is_staff:
            await acknowledge(query, texts.say("telegram.old_button", language))
            return
        until = _now() + _LATER if kind == "later" else None
        await mark(self.engine, found["gist"], kind, int(found["size"]), until)
        await acknowledge(query, texts.say(f"telegram.staff.marked_{kind}", language))
        await put_in_place(query.message, await self._report(language))

    async def send_digest(self) -> None:
        """The week in figures to every member of the staff; nothing where nobody asked."""
        figures = await outcomes(self.engine, _now() - _WEEK * _DAY)
        if not figures:
            return
        groups = await self._groups(_WEEK)
        for id_ in self.ids:
            language = self.talk.language(id_, None)
            shown = self._outgoing(Report(figures, groups), language, of_week=True)
            with contextlib.suppress(TelegramError):
                await self.bot.send_message(id_, shown.plain, reply_markup=shown.keyboard)

    async def _report(self, language: Language) -> Outgoing:
        figures = await outcomes(self.engine, _now() - _DAY)
        report = Report(figures, await self._groups(_MONTH))
        return self._outgoing(report, language, of_week=False)

    async def _groups(self, days: int) -> Sequence[Group]:
        return await current(self.engine, self.talk.assistant, _now(), days, _TOP)

    def _outgoing(self, report: Report, language: Language, *, of_week: bool) -> Outgoing:
        texts = self.talk.assistant.texts
        text = report_text(report, self.live, texts, language, self.talk.today(), of_week=of_week)
        rows = [
            [
                InlineKeyboardButton(
                    f"{number}: {texts.say(f'telegram.staff.mark_{kind}', language)}",
                    callback_data=f"1:s:{kind}:{group.gist}:{group.count}",
                )
                for kind in MARK_KINDS
            ]
            for number, group in enumerate(report.groups, start=1)
        ]
        keyboard = InlineKeyboardMarkup(rows) if rows else None
        return Outgoing(escape(text, quote=False), text, keyboard)


def _now() -> int:
    return time.time_ns() // 1_000_000
