"""Calls of the Bot API with parameters that stand nearly as Telegram reads them."""

from typing import Any

from telegram import Bot, TelegramObject
from telegram.ext import ExtBot
from telegram.request import RequestData

# What RequestData is made of; the library has it in no public place.
from telegram.request._requestparameter import RequestParameter

Json = dict[str, Any]


async def call(bot: Bot, endpoint: str, parameters: Json) -> Any:
    """What Telegram returns, as JSON data; patient and with errors as the bot's own methods are.

    Those translate each button of every message, and make an object of the message that comes
    back: more work than finding the answer.
    """
    data = RequestData([_parameter(name, value) for name, value in parameters.items()])
    url, post = f"{bot.base_url}/{endpoint}", bot.request.post
    limiter = bot.rate_limiter if isinstance(bot, ExtBot) else None
    if limiter is None:
        return await post(url, data)
    return await limiter.process_request(post, (url, data), {}, endpoint, parameters, None)


def _parameter(name: str, value: str | int | TelegramObject) -> RequestParameter:
    written = value.to_dict() if isinstance(value, TelegramObject) else value
    return RequestParameter(name, written, None)
