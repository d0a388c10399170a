"""Whether a message is meant for the bot, what it asks, and whose language it may be in."""

import re
from functools import lru_cache
from typing import NamedTuple

from telegram import Message, User
from telegram.constants import ChatType

from knowledge.model import Language

_COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?P<rest>.*)", re.DOTALL)


class Me(NamedTuple):
    """Who the bot is in Telegram."""

    id: int
    username: str


def asked_text(message: Message, me: Me) -> str | None:
    """The words for the bot, empty when it is only called; None when it is not addressed.

    In a group it is addressed by a command with its name, a mention, or a reply to it.
    An unknown command is a question as well: "/kontakt lotniczy".
    """
    text = (message.text or message.caption or "").strip()
    mention = _mention_of(me.username)
    command = _COMMAND.fullmatch(text)
    if message.chat.type != ChatType.PRIVATE and not (
        mention.search(text) or _is_reply_to(message, me)
    ):
        return None
    if command:
        text = f"{command['name'].replace('_', ' ')}{command['rest']}"
    return mention.sub(" ", text).strip()


def is_addressed(message: Message, me: Me) -> bool:
    """Whether a message is the bot's business; in a group most are not.

    A command without a name is for every bot of the group. What the bot itself wrote, through
    inline mode, or another one, or what a channel hands on to its group, is nobody's question.
    """
    if _is_of_a_machine(message, me):
        return False
    command = _COMMAND.fullmatch((message.text or "").strip())
    if command:
        return (command["bot"] or me.username).lower() == me.username.lower()
    return asked_text(message, me) is not None


def hint_of(person: User | None) -> Language | None:
    """The language of the person's Telegram, as far as we speak it."""
    if person is None or person.language_code is None:
        return None
    return "pl" if person.language_code.startswith("pl") else "en"


@lru_cache(1)
def _mention_of(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)


def _is_of_a_machine(message: Message, me: Me) -> bool:
    sender, through = message.from_user, message.via_bot
    # Those who write in the name of a group or channel have a bot as their sender.
    is_of_a_bot = sender is not None and sender.is_bot and message.sender_chat is None
    is_ours = through is not None and through.id == me.id
    return bool(is_of_a_bot or is_ours or message.is_automatic_forward)


def _is_reply_to(message: Message, me: Me) -> bool:
    answered = message.reply_to_message
    return (
        answered is not None and answered.from_user is not None and answered.from_user.id == me.id
    )
