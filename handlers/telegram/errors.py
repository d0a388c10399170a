"""When something goes wrong: a log entry without what people wrote."""

import logging
import re

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.mistakes import log_mistake

_log = logging.getLogger(__name__)
_LONG_NUMBER = re.compile(r"\d{6,}")
"""The id of a person or chat, which Telegram sometimes quotes."""


def log_error(error: Exception | None, update: object) -> None:
    """Log the error and where it arose.

    Only Telegram's own errors are quoted: the message of another one may quote the question.
    """
    what = _what(update)
    if _is_network(error) and update is None:
        return  # the connection has logged it
    if isinstance(error, Forbidden):
        _log.info("%s: the person has left or blocked the bot", what)
    elif isinstance(error, TelegramError):
        said = _LONG_NUMBER.sub("…", str(error))
        _log.error("%s failed: %s: %s", what, type(error).__name__, said)
    elif error is not None:
        log_mistake(what, error)


def _is_network(error: Exception | None) -> bool:
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _what(update: object) -> str:
    match update:
        case Update(callback_query=query) if query is not None:
            return "Answering a button"
        case Update(edited_message=message) if message is not None:
            return "Answering an edited message"
        case Update():
            return "Answering a message"
        case _:
            return "Fetching updates"
