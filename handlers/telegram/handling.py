"""One update from the inbox to its end: read, limit, answer, commit."""

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter
from telegram.ext import Application

from bot.limits import Verdict, full, take
from bot.log_context import LogContext
from bot.metrics import Metrics
from bot.mistakes import log_mistake
from bot.recording import Asking, recorded
from bot.store.inbox import Inbox
from bot.store.records import Arrival, AskedQuestion, Delivery, Handled, Person
from bot.store.tables import DONE, SET_ASIDE, WAITING
from handlers.telegram.addressing import Me, hint_of, is_addressed
from handlers.telegram.arrivals import CHANNEL
from handlers.telegram.chats import Chat, Chats, chat_of, state_of
from handlers.telegram.journal import Asked, Entry, Journal
from handlers.telegram.membership import has_blocked
from handlers.telegram.notices import Notices
from handlers.telegram.reading import read_update
from handlers.telegram.sending import acknowledge
from handlers.telegram.typing_action import TypingAction

_log = logging.getLogger(__name__)

_MOST_TRIES = 3
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_OF_A_GROUP = 3
"""So many times as much as one person may a group ask."""
_TOO_OLD = 60_000
"""Milliseconds after which Telegram takes no answer to an inline query."""

_NO_WAY_IN = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)
"""How Telegram says that nothing can be written to a chat, or to its topic."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class Handling:
    """Handles deliveries with the handlers of `application`.

    `per_minute` is how many questions a person may ask in a minute, in a group three times as
    many together.
    """

    application: AnyApplication
    inbox: Inbox
    chats: Chats
    journal: Journal
    notices: Notices
    typing: TypingAction
    metrics: Metrics
    per_minute: int

    async def handle(self, delivery: Delivery) -> Handled:
        """Answer an update and commit its end; one that fails three times is set aside."""
        with LogContext(delivery.arrival.update_id):
            return await self._handled_in_the_end(delivery)

    async def _handled_in_the_end(self, delivery: Delivery) -> Handled:
        handled = await self._tried(delivery)
        pause = _FIRST_PAUSE
        while handled.outcome == WAITING:
            await self.inbox.finish(handled)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            handled = await self._tried(delivery._replace(tries=handled.tries))
        await self.inbox.finish(handled)
        return handled

    async def tell_pause(self, delivery: Delivery, message: str) -> None:
        """Say to whom an update came from that it will be answered later."""
        update = self._read(delivery)
        if update is not None and self._is_for_us(update):
            await self.notices.paused(update, message)

    async def _tried(self, delivery: Delivery) -> Handled:
        """One try; a mistake of ours around the handlers counts as a failure of theirs does."""
        try:
            return await self._handled(delivery)
        except Exception as error:
            log_mistake("Handling an update", error)
            return self._failed(delivery)

    async def _handled(self, delivery: Delivery) -> Handled:
        arrival = delivery.arrival
        update = self._read(delivery)
        if update is None:
            self.metrics.updates.labels("unreadable").inc()
            return Handled(arrival, CHANNEL, SET_ASIDE, delivery.tries)
        if _is_stale(update, arrival.received_at):
            self.metrics.updates.labels("stale").inc()
            return Handled(arrival, CHANNEL, DONE)
        if not self._is_for_us(update):  # said among people: nothing of it is kept
            return Handled(arrival, CHANNEL, DONE)
        chat = chat_of(delivery.state)
        person, chat, verdict = self._admitted(delivery, update, chat)
        self.chats.put(arrival.chat, chat)
        try:
            await self._act(update, verdict)
        finally:
            entry = self.journal.close(arrival.update_id)
            chat = self.chats.release(arrival.chat)
        handled = self._ended(delivery, entry, person, chat)
        if handled.outcome == SET_ASIDE:
            await self._tell(update)
        return handled

    async def _act(self, update: Update, verdict: Verdict) -> None:
        match verdict:
            case Verdict.ANSWER:
                with self.typing.during(update):
                    await self.application.process_update(update)
            case Verdict.WARN:
                await self.notices.over_limit(update)
            case Verdict.IGNORE:
                if update.callback_query is not None:
                    await acknowledge(update.callback_query)
                self.metrics.updates.labels("over_limit").inc()

    async def _tell(self, update: Update) -> None:
        await self.notices.failed(update)
        await self.notices.tell_staff(
            f"Update {update.update_id} failed {_MOST_TRIES} times and is set aside: see the log."
        )

    def _read(self, delivery: Delivery) -> Update | None:
        try:
            update = read_update(delivery.arrival.body, self.application.bot)
        except Exception as error:  # the library raises whatever its parsers stumble on
            _log.warning(
                "Update %s cannot be read (%s); it is set aside",
                delivery.arrival.update_id,
                type(error).__name__,
            )
            return None
        return update

    def _is_for_us(self, update: Update) -> bool:
        message, bot = update.message or update.edited_message, self.application.bot
        if message is not None:
            return is_addressed(message, Me(bot.id, bot.username))
        changed = update.my_chat_member
        if changed is not None:
            return changed.chat.type != ChatType.CHANNEL
        return update.callback_query is not None or update.inline_query is not None

    def _admitted(
        self, delivery: Delivery, update: Update, chat: Chat
    ) -> tuple[Person, Chat, Verdict]:
        """Person and chat after this message has counted, and what that means for it."""
        now = delivery.arrival.received_at
        language = hint_of(update.effective_user)
        known = delivery.person
        before = known.allowance if known else full(self.per_minute, now)
        allowance, verdict = take(before, self.per_minute, now)
        person = Person(
            key=delivery.arrival.person_key,
            language=language or (known.language if known else None),
            allowance=allowance,
            seen_at=now,
            notices=known.notices if known else (),
            gone_at=now if has_blocked(update) else None,
        )
        if verdict is Verdict.ANSWER and _is_group(update):
            together = _OF_A_GROUP * self.per_minute
            allowance, verdict = take(chat.allowance or full(together, now), together, now)
            chat = replace(chat, allowance=allowance)
        return person, chat, verdict

    def _ended(self, delivery: Delivery, entry: Entry, person: Person, chat: Chat) -> Handled:
        arrival, error = delivery.arrival, entry.error
        if _is_gone(error):
            self.metrics.updates.labels("gone").inc()
            # From a group a person may be heard of again, so only the private chat is given up.
            is_private = arrival.chat_key == arrival.person_key
            gone = person._replace(gone_at=arrival.received_at) if is_private else person
            return Handled(arrival, CHANNEL, DONE, person=gone)
        if _is_passing(error):  # given up while the program ends: the next one tries again
            return Handled(arrival, CHANNEL, WAITING, delivery.tries)
        if error is not None:
            return self._failed(delivery)
        self.metrics.updates.labels("handled").inc()
        self.metrics.answered(arrival.received_at)
        if entry.is_forgotten:
            return Handled(arrival, CHANNEL, DONE, is_forgotten=True)
        return Handled(
            arrival,
            CHANNEL,
            DONE,
            state=state_of(chat),
            person=person,
            questions=tuple(self._question(asked, arrival) for asked in entry.asked),
        )

    def _failed(self, delivery: Delivery) -> Handled:
        self.metrics.errors.inc()
        self.metrics.updates.labels("failed").inc()
        tries = delivery.tries + 1
        outcome = SET_ASIDE if tries >= _MOST_TRIES else WAITING
        return Handled(delivery.arrival, CHANNEL, outcome, tries)

    def _question(self, asked: Asked, arrival: Arrival) -> AskedQuestion:
        asking = Asking(
            person_key=arrival.person_key,
            channel=CHANNEL,
            asked_at=arrival.received_at,
            bot_name=self.application.bot.username,
            reply_id=asked.reply_id,
        )
        return recorded(asked.text, asked.reply, asked.seconds, asking, self.metrics)


def _is_stale(update: Update, received_at: int) -> bool:
    return update.inline_query is not None and time.time_ns() // 1_000_000 - received_at > _TOO_OLD


def _is_gone(error: Exception | None) -> bool:
    """The person has blocked the bot, the chat is no more, or the bot may not write there."""
    if isinstance(error, Forbidden | ChatMigrated):
        return True
    said = error.message.lower() if isinstance(error, BadRequest) else ""
    return any(reason in said for reason in _NO_WAY_IN)


def _is_passing(error: Exception | None) -> bool:
    is_network = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return is_network or isinstance(error, RetryAfter)


def _is_group(update: Update) -> bool:
    chat = update.effective_chat
    return chat is not None and chat.type != ChatType.PRIVATE
