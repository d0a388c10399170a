"""Getting a message to a person, with what Telegram may say to it."""

import logging
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any, NotRequired, TypedDict

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.warnings import PTBUserWarning

_log = logging.getLogger(__name__)


# The library would make an object of the message that Telegram returns, and translate each button
# for every message: more work than finding the answer. It warns of raw calls, which spare that.
warnings.filterwarnings("ignore", "Please use 'Bot.send_message'", PTBUserWarning)

_NO_PREVIEW = '{"is_disabled": true}'


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message, also as plain text in case Telegram cannot read the HTML.

    `markup` is its keyboard as Telegram reads it.
    """

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None
    markup: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "markup", self.keyboard and self.keyboard.to_json())


def note_of(text: str) -> Outgoing:
    """A message of nothing but words."""
    return Outgoing(html=escape(text, quote=False), plain=text)


class Place(TypedDict):
    """Where a message goes, in the words of the library."""

    chat_id: int
    message_thread_id: NotRequired[int]
    reply_parameters: NotRequired[ReplyParameters]


def place_of(message: Message) -> Place:
    """Where `message` came from; in a group it is quoted."""
    place = _place(message)
    if message.chat.type != ChatType.PRIVATE:
        place["reply_parameters"] = ReplyParameters(
            message.message_id, allow_sending_without_reply=True
        )
    return place


def place_below(query: CallbackQuery) -> Place | None:
    """The chat of the pressed button, if Telegram says which."""
    message = query.message
    # A message too old for Telegram to show us is known by its chat only.
    if isinstance(message, Message):
        return _place(message)
    return None if message is None else {"chat_id": message.chat.id}


def _place(message: Message) -> Place:
    if message.is_topic_message and message.message_thread_id is not None:
        return {"chat_id": message.chat_id, "message_thread_id": message.message_thread_id}
    return {"chat_id": message.chat_id}


Json = dict[str, Any]
Send = Callable[[str, ParseMode | None], Awaitable[object]]


async def reply_to(message: Message, outgoing: Outgoing) -> None:
    """Send a new message to where `message` came from; in a group it quotes the question."""
    await _send(message.get_bot(), place_of(message), outgoing)


async def send_below(query: CallbackQuery, outgoing: Outgoing) -> None:
    """Send a new message to the chat of the pressed button."""
    place = place_below(query)
    if place is not None:
        await _send(query.get_bot(), place, outgoing)


async def _send(bot: Bot, place: Place, outgoing: Outgoing) -> None:
    parameters: Json = {**place, "link_preview_options": _NO_PREVIEW}
    if outgoing.markup is not None:
        parameters["reply_markup"] = outgoing.markup

    async def send(text: str, parse_mode: ParseMode | None) -> object:
        formatted: Json = {} if parse_mode is None else {"parse_mode": parse_mode.value}
        data = {**parameters, **formatted, "text": text}
        return await bot.do_api_request("send_message", data)

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
