"""From Telegram's updates to the conversation, and back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from html import escape

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.cards import Target
from bot.conversation import Reply
from bot.plain import plain_text
from bot.texts import Texts
from handlers.telegram.addressing import Me, asked_text, hint_of
from handlers.telegram.attachments import key_of
from handlers.telegram.callbacks import ChooseLanguage, Draw, Forget, Open, decode
from handlers.telegram.deep_links import is_known, target_of
from handlers.telegram.errors import log_error
from handlers.telegram.journal import Asked, Journal
from handlers.telegram.keyboards import reply_keyboard, welcome_keyboard
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

    async def start(self, update: Update, context: Context) -> None:
        """/start, alone or from a link that names what to show."""
        message = _message(update)
        target = target_of(" ".join(context.args or ()), self.talk.assistant.knowledge)
        hint = hint_of(message.from_user)
        if target is None:
            reply = self.talk.welcome(message.chat_id, hint)
            await reply_to(message, self._welcome(reply))
        else:
            reply = self.talk.open(target, message.chat_id, hint)
            await reply_to(message, self._card(reply))

    async def help(self, update: Update, _: Context) -> None:
        """/help."""
        message = _message(update)
        reply = self.talk.open(Target("help"), message.chat_id, hint_of(message.from_user))
        await reply_to(message, self._card(reply))

    async def message(self, update: Update, context: Context) -> None:
        """Any other message, new or edited."""
        message = _message(update)
        text = asked_text(message, Me(context.bot.id, context.bot.username))
        if text is None:
            return
        hint = hint_of(message.from_user)
        if len(text) > LONGEST_QUESTION:
            language = self.talk.language_of(text, message.chat_id, hint)
            note = self._note("telegram.too_long", language, limit=LONGEST_QUESTION)
            await reply_to(message, note)
        elif text:
            start = time.perf_counter()
            reply = self.talk.question(text, message.chat_id, hint)
            outgoing = self._card(reply)
            seconds = time.perf_counter() - start
            await reply_to(message, outgoing)
            self.journal.of(update.update_id).asked.append(Asked(text, reply, seconds))
        elif message.text:
            await reply_to(message, self._welcome(self.talk.welcome(message.chat_id, hint)))
        elif self._is_new_album(message):
            language = self.talk.language(message.chat_id, hint)
            await reply_to(message, self._note(key_of(message), language))

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
            language = self.talk.language(chat_id, hint_of(query.from_user))
            await acknowledge(query, self._say("telegram.old_button", language))
            return
        await acknowledge(query)
        reply = self.talk.press(press, chat_id)
        match press:
            case ChooseLanguage(_, None):
                await put_in_place(query, self._welcome(reply))
            case ChooseLanguage():
                await put_in_place(query, self._card(reply))
            case Open():
                await send_below(query, self._card(reply))

    async def error(self, update: object, context: Context) -> None:
        """What the library does with an exception of the others."""
        log_error(context.error, update)
        if isinstance(update, Update) and context.error is not None:
            self.journal.of(update.update_id).error = context.error

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
        return replace(self._card(reply), keyboard=welcome_keyboard(reply))

    @cached_property
    def _card(self) -> Callable[[Reply], Outgoing]:
        """A reply as it is sent; many people get the same."""
        return lru_cache(_RENDERED)(partial(_rendered, self.talk.assistant.texts))

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
