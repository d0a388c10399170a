"""Getting a message to a person, with what Telegram may say to it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message, also as plain text in case Telegram cannot read the HTML."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


Send = Callable[[str, ParseMode | None], Awaitable[object]]


async def reply_to(message: Message, outgoing: Outgoing) -> None:
    """Send a new message to where `message` came from."""

    async def send(text: str, parse_mode: ParseMode | None) -> object:
        return await message.reply_text(
            text, parse_mode=parse_mode, reply_markup=outgoing.keyboard
        )

    await _deliver(outgoing, send)


async def send_below(query: CallbackQuery, outgoing: Outgoing) -> None:
    """Send a new message to the chat of the pressed button."""
    message = query.message
    if isinstance(message, Message):

        async def send(text: str, parse_mode: ParseMode | None) -> object:
            return await message.reply_text(
                text, parse_mode=parse_mode, reply_markup=outgoing.keyboard, do_quote=False
            )
    elif message is not None:
        # Too old for Telegram to show us: all that is left of it is its chat.
        chat = message.chat

        async def send(text: str, parse_mode: ParseMode | None) -> object:
            return await chat.send_message(
                text, parse_mode=parse_mode, reply_markup=outgoing.keyboard
            )
    else:
        return
    await _deliver(outgoing, send)


async def put_in_place(query: CallbackQuery, outgoing: Outgoing) -> None:
    """Put the message where the pressed button is; the same text again is no error."""

    async def send(text: str, parse_mode: ParseMode | None) -> object:
        try:
            return await query.edit_message_text(
                text, parse_mode=parse_mode, reply_markup=outgoing.keyboard
            )
        except BadRequest as error:
            if "message is not modified" in error.message.lower():
                return None
            raise

    await _deliver(outgoing, send)


async def acknowledge(query: CallbackQuery, alert: str | None = None) -> None:
    """Stop the button's clock; where that is late or impossible the reply still matters."""
    try:
        await query.answer(alert, show_alert=alert is not None)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
    except (NetworkError, RetryAfter):
        return


async def _deliver(outgoing: Outgoing, send: Send) -> None:
    try:
        await send(outgoing.html, ParseMode.HTML)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
        _log.warning("Telegram cannot read the HTML of a card (%s); sent as plain text", error)
        await send(outgoing.plain, None)
