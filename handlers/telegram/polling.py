"""The channel put together: connection, handlers, order of work, long polling."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from telegram import BotCommand, LinkPreviewOptions, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    MessageHandler,
    filters,
)

from bot.assistant import Assistant
from bot.texts import Texts
from handlers.telegram.lanes import Lanes
from handlers.telegram.patience import Patience
from handlers.telegram.reachability import Reachability
from handlers.telegram.requests import TransportKind, connection, updates_connection
from handlers.telegram.talk import Talk
from handlers.telegram.updates import Updates
from knowledge.model import LANGUAGES

_AT_ONCE = 64
_ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
_COMMANDS = ("start", "help")

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class TokenRefusedError(Exception):
    """Telegram does not know the bot's token."""


def run_polling(
    assistant: Assistant,
    token: str,
    api_url: str,
    today: Callable[[], date],
    transport: TransportKind = "aiohttp",
) -> None:
    """Answer people in Telegram until SIGINT or SIGTERM.

    Raises:
        TokenRefusedError: when Telegram refuses the token.
    """
    # Its retries are logged by the connection, and a refused token by our caller.
    logging.getLogger("telegram.ext").setLevel(logging.CRITICAL)
    application = _application(Talk(assistant, today), token, api_url, transport)
    try:
        application.run_polling(
            bootstrap_retries=-1,
            allowed_updates=_ALLOWED_UPDATES,
            drop_pending_updates=False,
            close_loop=False,
        )
    except InvalidToken as error:
        raise TokenRefusedError from error
    finally:
        # When it ends before it has begun, the library leaves the connections open.
        loop = asyncio.get_event_loop()
        loop.run_until_complete(application.bot.shutdown())
        loop.close()


class _Application(AnyApplication):
    """Waits at its end for the answers under way, but not for a Telegram that is not there."""

    __slots__ = ()

    async def stop(self) -> None:
        """As in the library."""
        patience = self.bot.rate_limiter
        assert isinstance(patience, Patience)
        patience.give_up()
        await super().stop()


def _application(talk: Talk, token: str, api_url: str, transport: TransportKind) -> AnyApplication:
    reachability = Reachability()

    async def announce(application: AnyApplication) -> None:
        await _announce_commands(application, talk.assistant.texts)

    application = (
        ApplicationBuilder()
        .application_class(_Application)
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(connection(transport, _AT_ONCE, reachability))
        .get_updates_request(updates_connection(transport, reachability))
        .rate_limiter(Patience())
        .defaults(
            Defaults(
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_sending_without_reply=True,
            )
        )
        .concurrent_updates(Lanes(_AT_ONCE))
        .post_init(announce)
        .build()
    )
    updates = Updates(talk)
    application.add_handlers(
        [
            CommandHandler("start", updates.start),
            CommandHandler("help", updates.help),
            MessageHandler(
                filters.UpdateType.MESSAGES & ~filters.StatusUpdate.ALL, updates.message
            ),
            CallbackQueryHandler(updates.button),
        ]
    )
    application.add_error_handler(updates.error)
    return application


async def _announce_commands(application: AnyApplication, texts: Texts) -> None:
    """The menu of commands per language; the bot answers without it as well."""
    with contextlib.suppress(TelegramError):
        for language in LANGUAGES:
            commands = [
                BotCommand(name, texts.say(f"telegram.command_{name}", language))
                for name in _COMMANDS
            ]
            await application.bot.set_my_commands(commands, language_code=language)
            if language == "en":
                await application.bot.set_my_commands(commands)
