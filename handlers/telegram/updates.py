"""From Telegram's updates to the conversation, and back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from html import escape

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.cards import Target
from bot.conversation import Found, NotFound, Reply
from bot.plain import plain_text
from bot.texts import Texts
from handlers.telegram.addressing import Me, asked_text, hint_of
from handlers.telegram.answered import Answered, answer_to
from handlers.telegram.attachments import key_of, office_of
from handlers.telegram.callbacks import ChooseLanguage, Forget, Open, decode
from handlers.telegram.case_texts import offer_row
from handlers.telegram.cases import Cases
from handlers.telegram.deep_links import is_known, target_of
from handlers.telegram.errors import log_error
from handlers.telegram.feedback import vote_row
from handlers.telegram.journal import Asked, Journal
from handlers.telegram.keyboards import reply_keyboard, welcome_keyboard
from handlers.telegram.older_messages import about_of, respond
from handlers.telegram.rendering import card_html, cut_plain
from handlers.telegram.sending import Outgoing, acknowledge, put_in_place, reply_to, send_below
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
        hint = hint_of(message.from_user)
        if target is None:
            reply = self.talk.welcome(message.chat_id, hint)
            answer = await reply_to(message, self._welcome(reply))
        else:
            reply = self.talk.open(target, message.chat_id, hint)
            answer = await reply_to(message, self.card(reply))
        self.talk.sent(message.chat_id, reply, answer)

    async def help(self, update: Update, _: Context) -> None:
        """/help."""
        message = _message(update)
        reply = self.talk.open(Target("help"), message.chat_id, hint_of(message.from_user))
        self.talk.sent(message.chat_id, reply, await reply_to(message, self.card(reply)))

    async def message(self, update: Update, context: Context) -> None:
        """Any other message, new or edited."""
        message = _message(update)
        text = asked_text(message, Me(context.bot.id, context.bot.username))
        if text is None or await self.cases.carry(message):
            return
        hint = hint_of(message.from_user)
        if len(text) > LONGEST_QUESTION:
            language = self.talk.language_of(text, message.chat_id, hint)
            note = self._note("telegram.too_long", language, limit=LONGEST_QUESTION)
            await respond(message, note, self._answered(message))
        elif text:
            await self._question(update, message, text)
        elif update.edited_message is None:
            await self._wordless(message, hint)

    async def _question(self, update: Update, message: Message, text: str) -> None:
        chat_id, hint = message.chat_id, hint_of(message.from_user)
        answered = self._answered(message)
        start = time.perf_counter()
        if answered is None:
            before = self.talk.chats.get(chat_id)
            about = about_of(message, before.answered)
            reply = self.talk.question(text, chat_id, hint, about)
            if message.forward_origin and not isinstance(reply.answer, Found):
                self.talk.chats.put(chat_id, before)
                note = self._note("telegram.forwarded", self.talk.language(chat_id, hint))
                await reply_to(message, note)
                return
        else:
            reply = self.talk.edited(text, chat_id, hint, answered)
        is_private = message.chat.type == ChatType.PRIVATE
        outgoing = self._asked_card(reply) if is_private else self.card(reply)
        seconds = time.perf_counter() - start
        number = await respond(message, outgoing, answered)
        self.talk.sent(chat_id, reply, number, message.message_id)
        entry = self.journal.of(update.update_id)
        entry.asked.append(Asked(text, reply, seconds, number))

    async def _wordless(self, message: Message, hint: Language | None) -> None:
        """Only called, or something that has no words; among people the latter is left alone."""
        chat_id = message.chat_id
        if message.text:
            reply = self.talk.welcome(chat_id, hint)
            self.talk.sent(chat_id, reply, await reply_to(message, self._welcome(reply)))
        elif message.chat.type != ChatType.PRIVATE or not self._is_new_album(message):
            return
        elif message.location:
            reply = office_of(self.talk, message, hint)
            self.talk.sent(chat_id, reply, await reply_to(message, self.card(reply)))
        else:
            language = self.talk.language(chat_id, hint)
            await reply_to(message, self._note(key_of(message), language))

    async def button(self, update: Update, _: Context) -> None:
        """A pressed button."""
        query = update.callback_query
        assert query is not None  # the handler is registered for such updates
        press = decode(query.data or "")
        chat_id = query.message.chat.id if query.message else query.from_user.id
        if (
            press is None
            or isinstance(press, Forget)  # handlers.telegram.privacy is for these
            or query.message is None
            or not self._leads_on(press)
        ):
            language = self.talk.language(chat_id, hint_of(query.from_user))
            await acknowledge(query, self._say("telegram.old_button", language))
            return
        await acknowledge(query)
        reply = self.talk.press(press, chat_id)
        match press:
            case ChooseLanguage(_, None):
                await put_in_place(query, self._welcome(reply))
                answer = query.message.message_id
            case ChooseLanguage():
                await put_in_place(query, self.card(reply))
                answer = query.message.message_id
            case Open():
                answer = await send_below(query, self.card(reply))
        self.talk.sent(chat_id, reply, answer)

    async def error(self, update: object, context: Context) -> None:
        """What the library does with an exception of the others."""
        log_error(context.error, update)
        if isinstance(update, Update) and context.error is not None:
            self.journal.of(update.update_id).error = context.error

    def _answered(self, message: Message) -> Answered | None:
        """The answer that an edited message has already."""
        return answer_to(self.talk.answered(message.chat_id), message.message_id)

    def _leads_on(self, press: Open | ChooseLanguage) -> bool:
        return press.target is None or is_known(press.target, self.talk.assistant.knowledge)

    def _is_new_album(self, message: Message) -> bool:
        """False for the second and later pictures of an album: one reply is enough."""
        chat = self.talk.chats.get(message.chat_id)
        if message.media_group_id is None:
            return True
        self.talk.chats.put(message.chat_id, replace(chat, album=message.media_group_id))
        return message.media_group_id != chat.album

    def _welcome(self, reply: Reply) -> Outgoing:
        return replace(self.card(reply), keyboard=welcome_keyboard(reply))

    @cached_property
    def card(self) -> Callable[[Reply], Outgoing]:
        """A reply as it is sent; many people get the same."""
        return lru_cache(_RENDERED)(partial(_rendered, self.talk.assistant.texts))

    @cached_property
    def _asked_card(self) -> Callable[[Reply], Outgoing]:
        """The reply to a question, with what can be said to that."""
        return lru_cache(_RENDERED)(self._with_say)

    def _with_say(self, reply: Reply) -> Outgoing:
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

    def _note(self, key: str, language: Language, **values: int) -> Outgoing:
        text = self._say(key, language, **values)
        return Outgoing(html=escape(text, quote=False), plain=text)

    def _say(self, key: str, language: Language, **values: int) -> str:
        return self.talk.assistant.texts.say(key, language, **values)


def _rendered(texts: Texts, reply: Reply) -> Outgoing:
    card = reply.answer.card
    return Outgoing(
        html=card_html(card, texts, reply.language),
        plain=cut_plain(plain_text(card, texts, reply.language)),
        keyboard=reply_keyboard(reply),
    )


def _message(update: Update) -> Message:
    message = update.message or update.edited_message
    assert message is not None  # the handlers are registered for messages only
    return message
