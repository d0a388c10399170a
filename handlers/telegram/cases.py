"""Questions without an answer go on to the team, and the team's answers back.

The bot stands between: the team sees words without personal data and no name, the person sees no
name either. A reply in Telegram to a message of a case goes to the other side.
"""

import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot.masking import masked
from bot.store import cases
from bot.store.cases import Case
from bot.store.database import Database
from handlers.telegram.addressing import hint_of
from handlers.telegram.case_texts import CASE, CaseTexts
from handlers.telegram.sending import acknowledge, put_in_place, reply_to, send
from handlers.telegram.team import Compose, Team, spoken
from handlers.telegram.withdrawing import Withdrawal
from knowledge.model import Language

_LONGEST = 3000
"""So many letters are carried in one message; with what stands around them they fit."""
_MOST_LISTED = 20


@dataclass(frozen=True)
class Cases:
    """The way from a person to the team, and back."""

    texts: CaseTexts
    engine: Database
    team: Team
    withdrawal: Withdrawal

    @property
    def are_offered(self) -> bool:
        """Whether there is anybody to pass a question on to."""
        return bool(self.team.members)

    async def press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """One of the buttons."""
        query = update.callback_query
        assert query is not None  # the handler is registered for such updates
        found, message = CASE.fullmatch(query.data or ""), query.message
        if found is None or message is None or message.chat.id != query.from_user.id:
            await acknowledge(query)
            return
        language: Language = "pl" if found["language"] == "pl" else "en"
        number = int(found["number"])
        match found["action"]:
            case "ask":
                await self._ask(query, message.message_id, language)
            case "yes":
                await self._open(query, message, number, language)
            case "show":
                await self._show(query, number, language)
            case "close":
                await self._close(query, number, language)
            case _:
                await acknowledge(query)
                await put_in_place(message, self.texts.note("kept", language))

    async def carry(self, message: Message) -> bool:
        """Take a reply to a message of a case to the other side; False where it is none."""
        older = message.reply_to_message
        if not self.are_offered or older is None or message.chat.type != ChatType.PRIVATE:
            return False
        key = self.team.key(message.chat_id)
        case = await cases.case_of_message(self.team.reading, key, older.message_id)
        is_theirs = case is not None and case.person == key
        if case is None or not (is_theirs or message.chat_id in self.team.members):
            return False
        language = (
            spoken(case.language) if is_theirs else await self.team.language(message.chat_id)
        )
        text, refusal = message.text or "", None
        if case.chat is None:
            refusal = self.texts.note("closed", language)
        elif message.edit_date is not None:
            refusal = self.texts.note("edited", language)
        elif not text:
            refusal = self.texts.note("wordless", language)
        elif len(text) > _LONGEST:
            refusal = self.texts.note("too_long", language, limit=_LONGEST)
        if refusal is not None:
            await reply_to(message, refusal)
        elif is_theirs:
            await self._from_person(message, case, text)
        else:
            await self._from_team(message, case, text, language)
        return True

    async def list(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/cases, for the team: what is open."""
        message = update.message or update.edited_message
        assert message is not None  # the handler is registered for messages only
        language = hint_of(message.from_user) or "pl"
        listed = await cases.open_cases(self.team.reading, _MOST_LISTED)
        shown = await reply_to(message, self.texts.listed(listed, language))
        member, numbers = message.chat_id, [case.id for case in listed]
        if not await cases.add_list(self.engine, numbers, self.team.key(member), shown):
            await self.withdrawal.erase(member, shown)

    async def _ask(self, query: CallbackQuery, reply_id: int, language: Language) -> None:
        question = await cases.question_of(
            self.team.reading, self.team.key(query.from_user.id), reply_id
        )
        if question is None or not self.are_offered:
            await acknowledge(query, self.texts.say("gone", language))
            return
        await acknowledge(query)
        shown = self.texts.consent(_cut(question), language, reply_id)
        await send(self.team.bot, query.from_user.id, shown)

    async def _open(
        self,
        query: CallbackQuery,
        message: MaybeInaccessibleMessage,
        reply_id: int,
        language: Language,
    ) -> None:
        key = self.team.key(query.from_user.id)
        question = await cases.question_of(self.team.reading, key, reply_id)
        if question is None or not self.are_offered:
            await acknowledge(query, self.texts.say("gone", language))
            return
        await acknowledge(query)
        person = query.from_user.id
        case = await cases.open_case(
            self.engine, key, person, _cut(question), language, reply_id, _now()
        )
        if case.chat is None:
            await put_in_place(message, self.texts.note("closed", language))
            return
        # After an error in the middle only those hear of it who have not heard yet.
        told = await cases.chats_with(self.team.reading, case.id)
        await self._to_team(case, lambda at: self.texts.to_team(case, at), told)
        number = await put_in_place(message, self.texts.passed_on(case, language))
        await self._belongs(case, person, number)

    async def _show(self, query: CallbackQuery, number: int, language: Language) -> None:
        case = await cases.case(self.team.reading, number)
        if case is None or query.from_user.id not in self.team.members:
            await acknowledge(query, self.texts.say("gone", language))
            return
        await acknowledge(query)
        member = query.from_user.id
        shown = await send(self.team.bot, member, self.texts.to_team(case, language))
        await self._belongs_at_team(case, member, shown)

    async def _close(self, query: CallbackQuery, number: int, language: Language) -> None:
        person = query.from_user.id
        key = self.team.key(person)
        case = await cases.case(self.team.reading, number)
        is_theirs = case is not None and case.person == key
        if case is None or not (is_theirs or person in self.team.members):
            await acknowledge(query, self.texts.say("gone", language))
            return
        is_closed = await cases.close_case(self.engine, number, _now())
        await acknowledge(query, self.texts.say("closed", language))
        with suppress(BadRequest):  # the buttons may be gone already
            await query.edit_message_reply_markup(None)
        if is_closed and not is_theirs and case.chat is not None:
            note = self.texts.note("closed_by_team", spoken(case.language), number=number)
            with suppress(BadRequest, Forbidden):  # the person may be gone
                await send(self.team.bot, case.chat, note)
        if is_closed:
            await self.team.tell(
                lambda at: self.texts.note("closed_note", at, number=number), {key}
            )

    async def _from_person(self, message: Message, case: Case, text: str) -> None:
        words = masked(text, self.team.bot.username)
        await self._to_team(case, lambda at: self.texts.further(case, words, at))
        await reply_to(message, self.texts.note("carried", spoken(case.language)))

    async def _from_team(
        self, message: Message, case: Case, text: str, language: Language
    ) -> None:
        assert case.chat is not None  # it is open
        at = spoken(case.language)
        try:
            sent = await send(self.team.bot, case.chat, self.texts.to_person(case, text, at))
        except (BadRequest, Forbidden):
            await cases.close_case(self.engine, case.id, _now())
            await reply_to(message, self.texts.note("unreachable", language))
            return
        await self._belongs(case, case.chat, sent)
        await cases.mark_answered(self.engine, case.id, _now())
        await reply_to(message, self.texts.note("carried", language))
        own = {self.team.key(message.chat_id)}
        await self._to_team(case, lambda at: self.texts.colleague(case, text, at), own)

    async def _to_team(self, case: Case, compose: Compose, but: Collection[str] = ()) -> None:
        """Send it to all of the team who can be reached; a reply to it belongs to the case."""
        async for member, number in self.team.told(compose, but):
            await self._belongs_at_team(case, member, number)

    async def _belongs_at_team(self, case: Case, member: int, number: int) -> None:
        """Where the case was withdrawn while the message was on its way, it goes as well."""
        if not await self._belongs(case, member, number):
            await self.withdrawal.erase(member, number)

    async def _belongs(self, case: Case, chat: int, number: int) -> bool:
        return await cases.add_message(self.engine, case.id, self.team.key(chat), number)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _now() -> int:
    return time.time_ns() // 1_000_000
