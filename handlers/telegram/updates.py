"""From Telegram's updates to the conversation, and back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from html import escape

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.conversation import Found, NotFound, Reply
from bot.remembering import remembered_of
from handlers.telegram.addressing import Me, asked_text, hint_of
from handlers.telegram.answered import Answered, answer_to
from handlers.telegram.attachments import key_of, office_of
from handlers.telegram.callbacks import (
    ChooseLanguage,
    Draw,
    Forget,
    Open,
    SaveContact,
    ShowPlace,
    Turn,
    decode,
)
from handlers.telegram.case_texts import offer_row
from handlers.telegram.cases import Cases
from handlers.telegram.commands import OPENED, TAKING_WORDS, command_in
from handlers.telegram.deep_links import is_known, target_of
from handlers.telegram.errors import log_error
from handlers.telegram.feedback import vote_row
from handlers.telegram.journal import Asked, Journal
from handlers.telegram.keyboards import language_keyboard
from handlers.telegram.messages import message_of
from handlers.telegram.older_cards import about_of
from handlers.telegram.sending import (
    Outgoing,
    acknowledge,
    put_in_place,
    reply_to,
    send_below,
    send_contact,
    send_venue,
)
from handlers.telegram.talk import LONGEST_QUESTION, Talk
from knowledge.model import Language

_RENDERED = 1_024

Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True)
class Updates:
    """The handlers that `handlers.telegram.channel` registers."""

    talk: Talk
    journal: Journal
    cases: Cases

    async def start(self, update: Update, context: Context) -> None:
        """/start, alone or from a link that names what to show."""
        message = _message(update)
        target = target_of(" ".join(context.args or ()), self.talk.assistant.knowledge)
        if target is None:
            await self._welcome(message)
        else:
            hint = hint_of(message.from_user)
            await self._reply(message, self.talk.open(target, message.chat_id, hint))

    async def command(self, update: Update, context: Context) -> None:
        """A command that asks something: with words a question, alone its card or of whom."""
        message = _message(update)
        command = command_in(message)
        hint = hint_of(message.from_user)
        words = " ".join(context.args or ())
        if words and command in TAKING_WORDS:
            language = self.talk.language(message.chat_id, hint)
            asked = self._say(f"telegram.ask_{command}", language, words=words)
            await self._answer(message, update.update_id, asked, language)
        else:
            await self._reply(message, self.talk.open(OPENED[command], message.chat_id, hint))

    async def language(self, update: Update, _: Context) -> None:
        """/language: which one, with a button for each."""
        message = _message(update)
        language = self.talk.language(message.chat_id, hint_of(message.from_user))
        note = self._note("telegram.which_language", language)
        await reply_to(message, replace(note, keyboard=language_keyboard()))

    async def message(self, update: Update, context: Context) -> None:
        """Any other message, new or edited."""
        message = _message(update)
        text = asked_text(message, Me(context.bot.id, context.bot.username))
        if text is None or await self.cases.carry(message):
            return
        if text:
            await self._answer(message, update.update_id, text)
        elif update.edited_message is None:
            await self._answer_without_words(message)

    async def _answer(
        self, message: Message, update_id: int, text: str, language: Language | None = None
    ) -> None:
        """Answer a question, unless it is too long for one, in its language or in `language`.

        A question that was edited has its answer edited.
        """
        chat_id, hint = message.chat_id, hint_of(message.from_user)
        answered = answer_to(self.talk.answered(chat_id), message.message_id)
        if len(text) > LONGEST_QUESTION:
            spoken = language or self.talk.language_of(text, chat_id, hint)
            note = self._note("telegram.too_long", spoken, limit=LONGEST_QUESTION)
            await _put(message, note, answered)
            return
        start = time.perf_counter()
        before = self.talk.chats.get(chat_id)
        if answered is None:
            about = about_of(message, before.answered)
            reply = self.talk.question(text, chat_id, hint, language, about)
        else:
            reply = self.talk.edited(text, chat_id, hint, language, answered)
        if message.forward_origin and not isinstance(reply.answer, Found):
            self.talk.chats.put(chat_id, before)
            note = self._note("telegram.forwarded", self.talk.language(chat_id, hint))
            await reply_to(message, note)
            return
        is_private = message.chat.type == ChatType.PRIVATE
        outgoing = self._asked_card(reply) if is_private else self.card(reply)
        seconds = time.perf_counter() - start
        number = await _put(message, outgoing, answered)
        self.talk.sent(chat_id, reply, number, message.message_id)
        # Numbers of messages are a person's own in private chats only.
        reply_id = number if is_private else None
        self.journal.of(update_id).asked.append(Asked(text, reply, seconds, reply_id))

    async def _answer_without_words(self, message: Message) -> None:
        """Say something fitting; among people only where the bot was called by its name."""
        chat_id, hint = message.chat_id, hint_of(message.from_user)
        if message.text:
            await self._welcome(message)
        elif message.chat.type != ChatType.PRIVATE or not self._is_new_album(message):
            return
        elif message.location:
            await self._reply(message, office_of(self.talk, message, hint))
        else:
            language = self.talk.language(chat_id, hint)
            await reply_to(message, self._note(key_of(message), language))

    async def _welcome(self, message: Message) -> None:
        reply = self.talk.welcome(message.chat_id, hint_of(message.from_user))
        await self._reply(message, reply)

    async def _reply(self, message: Message, reply: Reply) -> None:
        """Answer what was no question; a later message may reply to that."""
        self.talk.sent(message.chat_id, reply, await reply_to(message, self.card(reply)))

    async def button(self, update: Update, _: Context) -> None:
        """A pressed button."""
        query = update.callback_query
        assert query is not None  # the handler is registered for such updates
        press = decode(query.data or "")
        chat_id = query.message.chat.id if query.message else query.from_user.id
        if (
            press is None
            or isinstance(press, Forget | Draw)  # privacy and pictures are for these
            or query.message is None
            or not self._leads_on(press)
        ):
            await self._decline(query, chat_id)
            return
        if isinstance(press, SaveContact):
            await self._send_contact(query, press, chat_id)
            return
        if isinstance(press, ShowPlace):
            await self._send_place(query, press, chat_id)
            return
        await acknowledge(query)
        reply = self.talk.press(press, chat_id)
        match press:
            case ChooseLanguage():
                number = await put_in_place(query.message, self.card(reply))
            case Turn(target):
                number = await put_in_place(query.message, self.card(reply, target.page))
            case Open(target):
                number = await send_below(query.message, self.card(reply, target.page))
        self.talk.sent(chat_id, reply, number)

    async def _decline(self, query: CallbackQuery, chat_id: int) -> None:
        """Say what to do in place of pressing a button that leads nowhere."""
        language = self.talk.language(chat_id, hint_of(query.from_user))
        await acknowledge(query, self._say("telegram.old_button", language))

    async def _send_contact(self, query: CallbackQuery, press: SaveContact, chat_id: int) -> None:
        contact = self.talk.contact(press, chat_id)
        if contact is None:
            await self._decline(query, chat_id)
            return
        await acknowledge(query)
        await send_contact(query, contact)

    async def _send_place(self, query: CallbackQuery, press: ShowPlace, chat_id: int) -> None:
        place = self.talk.place(press, chat_id)
        if place is None:
            await self._decline(query, chat_id)
            return
        await acknowledge(query)
        await send_venue(query, place)

    async def error(self, update: object, context: Context) -> None:
        """What the library does with an exception of the others."""
        log_error(context.error, update)
        if isinstance(update, Update) and context.error is not None:
            self.journal.of(update.update_id).error = context.error

    def _leads_on(self, press: Open | Turn | SaveContact | ShowPlace | ChooseLanguage) -> bool:
        return press.target is None or is_known(press.target, self.talk.assistant.knowledge)

    def _is_new_album(self, message: Message) -> bool:
        """False for the second and later pictures of an album: one reply is enough."""
        chat = self.talk.chats.get(message.chat_id)
        if message.media_group_id is None:
            return True
        self.talk.chats.put(message.chat_id, replace(chat, album=message.media_group_id))
        return message.media_group_id != chat.album

    def card(self, reply: Reply, page: int = 1) -> Outgoing:
        """The reply as it is sent; `page` counts where it shows the whole list."""
        return self._rendered(reply, page)

    @cached_property
    def _rendered(self) -> Callable[[Reply, int], Outgoing]:
        """What was rendered before is kept: many people get the same."""
        assistant = self.talk.assistant
        return lru_cache(_RENDERED)(partial(message_of, assistant.knowledge, assistant.texts))

    @cached_property
    def _asked_card(self) -> Callable[[Reply], Outgoing]:
        """The reply to a question in a private chat, as it is sent."""
        return remembered_of(self._with_opinion, _RENDERED)

    def _with_opinion(self, reply: Reply) -> Outgoing:
        """With buttons to say whether it helped, or to ask those who may know."""
        texts, outgoing = self.talk.assistant.texts, self.card(reply)
        match reply.answer:
            case Found():
                row = vote_row(texts, reply.language)
            case NotFound() if self.cases.are_offered:
                row = offer_row(texts, reply.language)
            case _:
                return outgoing
        rows = outgoing.keyboard.inline_keyboard if outgoing.keyboard else ()
        return replace(outgoing, keyboard=InlineKeyboardMarkup([*rows, row]))

    def _note(self, key: str, language: Language, **values: object) -> Outgoing:
        text = self._say(key, language, **values)
        return Outgoing(html=escape(text, quote=False), plain=text)

    def _say(self, key: str, language: Language, **values: object) -> str:
        return self.talk.assistant.texts.say(key, language, **values)


async def _put(message: Message, outgoing: Outgoing, answered: Answered | None) -> int:
    """Answer a message, where it has an answer in the place of that."""
    if answered is None:
        return await reply_to(message, outgoing)
    return await put_in_place(message, outgoing, answered.answer)


def _message(update: Update) -> Message:
    message = update.message or update.edited_message
    assert message is not None  # the handlers are registered for messages only
    return message
