"""Getting a message to a person, with what Telegram may say to it."""

import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from html import escape

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.cards import Contact
from handlers.telegram.calls import Json, call
from handlers.telegram.saved_contacts import SavedContact

_log = logging.getLogger(__name__)

_NO_PREVIEW = '{"is_disabled": true}'
_CANNOT_BE_EDITED = ("message can't be edited", "message to edit not found")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message, also as plain text in case Telegram cannot read the HTML.

    `preview` is the address that Telegram may show a preview of. `options` are the keyboard and
    the preview as Telegram reads them.
    """

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None
    preview: str | None = None
    options: Json = field(init=False, compare=False)

    def __post_init__(self) -> None:
        preview = {"url": self.preview, "prefer_small_media": True}
        shown = json.dumps(preview) if self.preview else _NO_PREVIEW
        options = {"link_preview_options": shown}
        if self.keyboard is not None:
            options["reply_markup"] = self.keyboard.to_json()
        object.__setattr__(self, "options", options)


def note_of(text: str) -> Outgoing:
    """A message of nothing but words."""
    return Outgoing(html=escape(text, quote=False), plain=text)


Send = Callable[[str, ParseMode | None], Awaitable[int]]


async def send(bot: Bot, chat_id: int, outgoing: Outgoing) -> int:
    """Send a new message to a chat; its number, as from all others here."""
    return await _send(bot, "sendMessage", {"chat_id": chat_id}, outgoing)


async def reply_to(message: Message, outgoing: Outgoing) -> int:
    """Send a new message to where `message` came from; in a group it quotes the question."""
    return await _send(message.get_bot(), "sendMessage", place_of(message), outgoing)


async def send_below(message: MaybeInaccessibleMessage, outgoing: Outgoing) -> int:
    """Send a new message to the chat and topic of another one."""
    return await _send(message.get_bot(), "sendMessage", place_below(message), outgoing)


async def put_in_place(
    message: MaybeInaccessibleMessage, outgoing: Outgoing, number: int | None = None
) -> int:
    """Put the text in the place of a message, or of another one of its chat by its number.

    Where that cannot be edited any more, it comes below. The same text again is no error.
    """
    number = message.message_id if number is None else number
    where = {"chat_id": message.chat.id, "message_id": number}
    try:
        return await _send(message.get_bot(), "editMessageText", where, outgoing)
    except BadRequest as error:
        said = error.message.lower()
        if any(reason in said for reason in _CANNOT_BE_EDITED):
            return await send_below(message, outgoing)
        if "message is not modified" not in said:
            raise
    return number


async def take_away(bot: Bot, chat_id: int, number: int, instead: Outgoing) -> None:
    """Delete a message of the bot; where Telegram takes it for too old, put `instead` there.

    One that is gone already, or whose chat is, is no error.
    """
    where = {"chat_id": chat_id, "message_id": number}
    with contextlib.suppress(BadRequest, Forbidden):
        try:
            await bot.delete_message(chat_id, number)
        except BadRequest as error:
            if "message to delete not found" not in error.message.lower():
                await _send(bot, "editMessageText", where, instead)


async def send_contact(query: CallbackQuery, contact: SavedContact) -> None:
    """Send a contact that can be put into the address book to the chat of the pressed button."""
    if query.message is not None:
        data = {**place_below(query.message), **asdict(contact)}
        await call(query.get_bot(), "sendContact", data)


async def send_venue(query: CallbackQuery, place: Contact) -> None:
    """Send a place with its coordinates as a point on a map to the chat of the pressed button."""
    if query.message is not None and place.coordinates is not None:
        latitude, longitude = place.coordinates
        data = {
            **place_below(query.message),
            "latitude": latitude,
            "longitude": longitude,
            "title": place.organisation or place.name,
            "address": place.address or "",
        }
        await call(query.get_bot(), "sendVenue", data)


def place_of(message: Message) -> Json:
    """Where `message` came from, as Telegram has it; in a group it is quoted."""
    where = place_below(message)
    if message.chat.type != ChatType.PRIVATE:
        where["reply_parameters"] = ReplyParameters(
            message.message_id, allow_sending_without_reply=True
        )
    return where


def place_below(message: MaybeInaccessibleMessage) -> Json:
    """The chat and topic of a message; of one too old for Telegram to show it only the chat."""
    where: Json = {"chat_id": message.chat.id}
    if isinstance(message, Message) and message.is_topic_message:
        where["message_thread_id"] = message.message_thread_id
    return where


async def _send(bot: Bot, endpoint: str, where: Json, outgoing: Outgoing) -> int:
    parameters = {**where, **outgoing.options}

    async def sent(text: str, parse_mode: ParseMode | None) -> int:
        formatted: Json = {} if parse_mode is None else {"parse_mode": parse_mode.value}
        data = {**parameters, **formatted, "text": text}
        return int((await call(bot, endpoint, data))["message_id"])

    return await _delivered(outgoing, sent)


async def acknowledge(
    query: CallbackQuery, text: str | None = None, *, is_passing: bool = False
) -> None:
    """Stop the button's clock; where that is late or impossible the reply still matters.

    A text has to be closed by the person, unless it `is_passing`.
    """
    try:
        await query.answer(text, show_alert=text is not None and not is_passing)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
    except (NetworkError, RetryAfter):
        return


async def _delivered(outgoing: Outgoing, send: Send) -> int:
    try:
        return await send(outgoing.html, ParseMode.HTML)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
        _log.warning("Telegram cannot read the HTML of a card (%s); sent as plain text", error)
        return await send(outgoing.plain, None)
