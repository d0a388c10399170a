"""Getting a message to a person, with what Telegram may say to it."""

import logging
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message
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


Json = dict[str, Any]
Send = Callable[[str, ParseMode | None], Awaitable[int]]


async def reply_to(message: Message, outgoing: Outgoing) -> int:
    """Send a new message to where `message` came from; in a group it quotes the question.

    Its number, as of all that are sent here.
    """
    quoted: Json | None = None
    if message.chat.type != ChatType.PRIVATE:
        quoted = {"message_id": message.message_id, "allow_sending_without_reply": True}
    thread = message.message_thread_id if message.is_topic_message else None
    return await send(message.get_bot(), message.chat_id, outgoing, thread, quoted)


async def send_below(query: CallbackQuery, outgoing: Outgoing) -> int:
    """Send a new message to the chat of the pressed button, which has to be known."""
    message = query.message
    assert message is not None
    # A message too old for Telegram to show us is known by its chat only.
    is_in_topic = isinstance(message, Message) and message.is_topic_message
    thread = message.message_thread_id if isinstance(message, Message) and is_in_topic else None
    return await send(query.get_bot(), message.chat.id, outgoing, thread)


async def send(
    bot: Bot,
    chat_id: int,
    outgoing: Outgoing,
    thread: int | None = None,
    quoted: Json | None = None,
) -> int:
    """Send a new message to a chat."""
    where: Json = {"chat_id": chat_id, "message_thread_id": thread, "reply_parameters": quoted}
    parameters = {name: value for name, value in where.items() if value is not None}
    parameters["link_preview_options"] = _NO_PREVIEW
    if outgoing.markup is not None:
        parameters["reply_markup"] = outgoing.markup

    async def sent(text: str, parse_mode: ParseMode | None) -> int:
        formatted: Json = {} if parse_mode is None else {"parse_mode": parse_mode.value}
        data = {**parameters, **formatted, "text": text}
        return int((await bot.do_api_request("send_message", data))["message_id"])

    return await _delivered(outgoing, sent)


async def put_in_place(query: CallbackQuery, outgoing: Outgoing) -> None:
    """Put the message where the pressed button is, in a chat that is known."""
    message = query.message
    assert message is not None
    await put(query.get_bot(), message.chat.id, message.message_id, outgoing)


async def put(bot: Bot, chat_id: int, number: int, outgoing: Outgoing) -> int:
    """Put the message in the place of an older one of the bot; the same again is no error."""

    async def edited(text: str, parse_mode: ParseMode | None) -> int:
        try:
            await bot.edit_message_text(
                text, chat_id, number, parse_mode=parse_mode, reply_markup=outgoing.keyboard
            )
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise
        return number

    return await _delivered(outgoing, edited)


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
