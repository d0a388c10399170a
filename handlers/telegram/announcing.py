"""What Telegram shows of the bot besides its messages: commands, descriptions, menu, name."""

import contextlib
import logging
from collections.abc import Iterator, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot.texts import Texts
from handlers.telegram.commands import OF_GROUPS, OF_PRIVATE_CHATS, OF_STAFF
from knowledge.model import Language

_log = logging.getLogger(__name__)

_CODES: tuple[tuple[str | None, Language], ...] = ((None, "en"), ("pl", "pl"))
"""The codes by which Telegram keeps the texts; without one they are for all other languages."""

_MENUS: tuple[tuple[BotCommandScope, Sequence[str]], ...] = (
    (BotCommandScopeAllPrivateChats(), OF_PRIVATE_CHATS),
    (BotCommandScopeAllGroupChats(), OF_GROUPS),
)


async def announce(bot: Bot, texts: Texts, staff: Sequence[int]) -> None:
    """Have Telegram show what it does not show yet: a start after no change sets nothing.

    `staff` are the ids of those who get a longer menu. The name comes last, as Telegram lets it be
    changed a few times a day only.
    """
    for code, language in _CODES:
        for scope, names in _MENUS:
            with _noting(f"the commands ({language})"):
                await _show_commands(bot, texts, scope, names, code, language)
    for member in staff:
        await announce_to_staff(bot, texts, member)
    for code, language in _CODES:
        with _noting(f"the descriptions ({language})"):
            await _show_descriptions(bot, texts, code, language)
    with _noting("the menu button"):
        if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    for code, language in _CODES:
        with _noting(f"the name ({language})"):
            name = texts.say("telegram.name", language)
            if (await bot.get_my_name(code)).name != name:
                await bot.set_my_name(name, language_code=code)


async def announce_to_staff(bot: Bot, texts: Texts, member: int) -> None:
    """Give one of the staff their menu; there is a chat for it once they have written."""
    with _noting("the commands of a member of the staff"):
        for code, language in _CODES:
            scope = BotCommandScopeChat(member)
            await _show_commands(bot, texts, scope, OF_STAFF, code, language)


async def _show_commands(
    bot: Bot,
    texts: Texts,
    scope: BotCommandScope,
    names: Sequence[str],
    code: str | None,
    language: Language,
) -> None:
    commands = tuple(
        BotCommand(name, texts.say(f"telegram.command_{name}", language)) for name in names
    )
    if await bot.get_my_commands(scope, code) != commands:
        await bot.set_my_commands(commands, scope, code)


async def _show_descriptions(bot: Bot, texts: Texts, code: str | None, language: Language) -> None:
    description = texts.say("telegram.description", language)
    if (await bot.get_my_description(code)).description != description:
        await bot.set_my_description(description, code)
    short = texts.say("telegram.short_description", language)
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)


@contextlib.contextmanager
def _noting(what: str) -> Iterator[None]:
    """The bot answers without this as well; who runs it hears of what Telegram refuses."""
    try:
        yield
    except TelegramError as error:
        _log.warning("Telegram did not take %s: %s", what, error.message)
