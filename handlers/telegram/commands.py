"""The commands: which there are, where the menu shows them, and what each of them opens."""

from collections.abc import Mapping

from telegram import Message, MessageEntity

from bot.cards import Target

OPENED: Mapping[str, Target] = {
    "clusters": Target("list"),
    "contact": Target("contact"),
    "join": Target("join"),
    "compare": Target("compare"),
    "sources": Target("sources"),
    "help": Target("help"),
}
"""Commands that ask something. What is asked of no cluster yet, asks back of which."""

TAKING_WORDS = ("clusters", "contact", "join", "compare")
"""Commands that are a question with the words after them: "/contact lotniczy"."""

OF_PRIVATE_CHATS = (*OPENED, "qr", "language", "feedback", "privacy", "forget", "export")
"""In the order of the menu; /start has a button of Telegram's own."""

OF_STAFF = ("cases", "staff", *OF_PRIVATE_CHATS)
"""What those of the staff see in their private chats; nobody else is shown their own two."""

OF_GROUPS = ("clusters", "contact", "join", "compare", "help")
"""A few: in a group they stand among those of all its bots."""


def command_in(message: Message) -> str:
    """The name of the command that a message begins with, without that of the bot."""
    command = next(
        entity for entity in message.entities if entity.type == MessageEntity.BOT_COMMAND
    )
    return message.parse_entity(command)[1:].partition("@")[0].lower()
