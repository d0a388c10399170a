"""The bot is taken into a group, or out of it; among people it says hello once."""

from dataclasses import dataclass, replace
from html import escape

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from handlers.telegram.addressing import hint_of
from handlers.telegram.keyboards import language_keyboard
from handlers.telegram.sending import Outgoing, send
from handlers.telegram.talk import Talk

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_OUT = (ChatMember.LEFT, ChatMember.BANNED)


def has_blocked(update: Update) -> bool:
    """Whether a person tells with this update that they want to hear nothing more."""
    changed = update.my_chat_member
    return (
        changed is not None
        and changed.chat.type == ChatType.PRIVATE
        and changed.new_chat_member.status in _OUT
    )


@dataclass(frozen=True)
class Membership:
    """The handler of what becomes of the bot in a chat."""

    talk: Talk

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says hello where it has come in for the first time."""
        changed = update.my_chat_member
        assert changed is not None  # the handler is registered for such updates
        chat = self.talk.chats.get(changed.chat.id)
        if changed.chat.type not in GROUPS or chat.is_greeted or not _has_come(changed):
            return
        language = self.talk.language(changed.chat.id, hint_of(changed.from_user))
        text = self.talk.assistant.texts.say("telegram.hello", language, name=context.bot.username)
        hello = Outgoing(escape(text, quote=False), text, language_keyboard())
        await send(context.bot, changed.chat.id, hello)
        self.talk.chats.put(changed.chat.id, replace(chat, is_greeted=True))


def _has_come(changed: ChatMemberUpdated) -> bool:
    before, after = changed.old_chat_member.status, changed.new_chat_member.status
    return before in _OUT and after not in _OUT
