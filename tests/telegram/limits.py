"""What Telegram refuses: its documented limits for the methods that the bot calls."""

import io
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from PIL import Image

from tests.telegram import telegram_html

Json = dict[str, Any]

_INFO = {
    "getMyCommands": {"scope", "language_code"},
    "setMyCommands": {"commands", "scope", "language_code"},
    "getMyName": {"language_code"},
    "setMyName": {"name", "language_code"},
    "getMyDescription": {"language_code"},
    "setMyDescription": {"description", "language_code"},
    "getMyShortDescription": {"language_code"},
    "setMyShortDescription": {"short_description", "language_code"},
    "getChatMenuButton": {"chat_id"},
    "setChatMenuButton": {"chat_id", "menu_button"},
}
PARAMETERS = {
    **_INFO,
    "getMe": set(),
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "deleteWebhook": {"drop_pending_updates"},
    "setWebhook": {
        "url",
        "secret_token",
        "allowed_updates",
        "max_connections",
        "drop_pending_updates",
    },
    "sendMessage": {
        "chat_id",
        "text",
        "parse_mode",
        "reply_markup",
        "link_preview_options",
        "reply_parameters",
        "message_thread_id",
    },
    "sendVenue": {"chat_id", "latitude", "longitude", "title", "address", "message_thread_id"},
    "sendContact": {"chat_id", "phone_number", "first_name", "vcard", "message_thread_id"},
    "sendDocument": {"chat_id", "document", "caption", "reply_parameters"},
    "sendPhoto": {
        "chat_id",
        "photo",
        "caption",
        "parse_mode",
        "reply_markup",
        "reply_parameters",
        "message_thread_id",
    },
    "editMessageText": {
        "chat_id",
        "message_id",
        "text",
        "parse_mode",
        "reply_markup",
        "link_preview_options",
    },
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "deleteMessage": {"chat_id", "message_id"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "answerInlineQuery": {
        "inline_query_id",
        "results",
        "cache_time",
        "is_personal",
        "next_offset",
    },
    "sendChatAction": {"chat_id", "action", "message_thread_id"},
}
"""All that a method may be given here; what it takes besides, the bot does not use."""

REQUIRED = {
    "setMyCommands": {"commands"},
    "setWebhook": {"url"},
    "sendMessage": {"chat_id", "text"},
    "sendContact": {"chat_id", "phone_number", "first_name"},
    "sendVenue": {"chat_id", "latitude", "longitude", "title", "address"},
    "sendDocument": {"chat_id", "document"},
    "editMessageText": {"chat_id", "message_id", "text"},
    "editMessageReplyMarkup": {"chat_id", "message_id"},
    "deleteMessage": {"chat_id", "message_id"},
    "answerCallbackQuery": {"callback_query_id"},
    "answerInlineQuery": {"inline_query_id", "results"},
    "sendChatAction": {"chat_id", "action"},
}
ACTIONS = {"url", "callback_data", "copy_text", "switch_inline_query"}
BUTTON_FIELDS = {"text", "style", *ACTIONS}
STYLES = {"primary", "success", "danger"}
PREVIEW_FIELDS = {
    "is_disabled",
    "url",
    "prefer_small_media",
    "prefer_large_media",
    "show_above_text",
}
REPLY_FIELDS = {"message_id", "allow_sending_without_reply"}
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
MOST_ENTITIES = 100
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*")


def objection(method: str, parameters: Json) -> str | None:
    """Why Telegram would refuse the call; None when it would not."""
    if method not in PARAMETERS:
        return f"method {method} is not expected of this bot"
    unknown = parameters.keys() - PARAMETERS[method]
    if unknown:
        return f"parameters {sorted(unknown)} are not expected"
    missing = REQUIRED.get(method, set()) - parameters.keys()
    if missing:
        return f"parameters {sorted(missing)} are missing"
    return next(
        filter(None, chain(_of_parameters(parameters), _of_method(method, parameters))), None
    )


def _of_parameters(parameters: Json) -> Iterator[str | None]:
    """What is wrong with the parameters that mean the same in every method."""
    for name, check in _CHECKS.items():
        if name in parameters:
            yield check(parameters[name])


def _of_method(method: str, parameters: Json) -> Iterator[str | None]:
    match method:
        case "answerCallbackQuery":
            yield _longer_than(200, parameters.get("text", ""), "MESSAGE_TOO_LONG")
        case "sendMessage" | "editMessageText":
            yield _text(parameters)
        case "sendPhoto":
            yield _photo(parameters)
        case "sendDocument":
            yield _longer_than(1024, parameters.get("caption", ""), "caption is too long")
        case "answerInlineQuery":
            yield _inline(parameters)
        case "sendChatAction" if parameters["action"] != "typing":
            yield "wrong parameter action in request"
        case _:
            pass


def _longer_than(most: int, text: str, wrong: str) -> str | None:
    return wrong if telegram_html.utf16_length(text) > most else None


def _text(parameters: Json) -> str | None:
    text = parameters["text"]
    if parameters.get("parse_mode", "HTML") != "HTML":
        return "unsupported parse_mode"
    if "parse_mode" in parameters:
        if telegram_html.entities(text) > MOST_ENTITIES:
            return "there are more entities than Telegram shows"
        try:
            text = telegram_html.parse(text)
        except ValueError as error:
            return f"can't parse entities: {error}"
    if not text.strip():
        return "message text is empty"
    return _longer_than(4096, text, "message is too long")


def _photo(parameters: Json) -> str | None:
    try:
        caption = telegram_html.parse(parameters.get("caption", ""))
    except ValueError as error:
        return f"can't parse entities: {error}"
    if telegram_html.utf16_length(caption) > 1024:
        return "message caption is too long"
    photo = parameters["photo"]
    if isinstance(photo, str):
        return None
    if len(photo) > 10_000_000:
        return "file is too big"
    width, height = Image.open(io.BytesIO(photo)).size
    is_wrong = width + height > 10_000 or max(width, height) > 20 * min(width, height)
    return "PHOTO_INVALID_DIMENSIONS" if is_wrong else None


def _keyboard(markup: Json) -> str | None:
    if markup.keys() != {"inline_keyboard"}:
        return "reply_markup is not an inline keyboard"
    rows = markup["inline_keyboard"]
    if not rows or not all(1 <= len(row) <= 8 for row in rows):
        return "a row of no button, or of more than 8"
    if sum(map(len, rows)) > 100:
        return "more than 100 buttons"
    return next(filter(None, (_button(button) for row in rows for button in row)), None)


def _button(button: Json) -> str | None:
    if not str(button.get("text", "")).strip():
        return "a button without a text"
    if button.keys() - BUTTON_FIELDS:
        return f"fields {sorted(button.keys() - BUTTON_FIELDS)} of a button are not expected"
    if len(button.keys() & ACTIONS) != 1:
        return "BUTTON_TYPE_INVALID"
    if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
        return "BUTTON_DATA_INVALID"
    if not _URL.fullmatch(button.get("url", "https://x.y")):
        return "BUTTON_URL_INVALID"
    if len(button.get("switch_inline_query", "").encode()) > 256:
        return "BUTTON_SWITCH_INLINE_INVALID"
    copied = button.get("copy_text", {"text": "x"})
    if copied.keys() != {"text"} or not 1 <= len(copied["text"]) <= 256:
        return "BUTTON_COPY_TEXT_INVALID"
    return None if button.get("style", "primary") in STYLES else "BUTTON_STYLE_INVALID"


def _preview(options: Json) -> str | None:
    if options.keys() - PREVIEW_FIELDS:
        return "unknown fields of link_preview_options"
    wrong = "url" in options and not _URL.fullmatch(options["url"])
    return "link_preview_options: wrong url" if wrong else None


def _reply(parameters: Json) -> str | None:
    return "unknown fields of reply_parameters" if parameters.keys() - REPLY_FIELDS else None


def _inline(parameters: dict[str, Any]) -> str | None:
    results = parameters["results"]
    if len(results) > 50:
        return "RESULTS_TOO_MUCH"
    if len({result["id"] for result in results}) < len(results):
        return "RESULT_ID_DUPLICATE"
    if len(parameters.get("next_offset", "").encode()) > 64:
        return "NEXT_OFFSET_INVALID"
    return next(filter(None, map(_result, results)), None)


def _result(result: dict[str, Any]) -> str | None:
    fields = {"type", "id", "title", "description", "input_message_content", "reply_markup"}
    if result["type"] != "article" or result.keys() - fields:
        return f"fields {sorted(result.keys() - fields)} are not expected"
    if not 1 <= len(result["id"].encode()) <= 64:
        return "RESULT_ID_INVALID"
    if not result["title"].strip():
        return "ARTICLE_TITLE_EMPTY"
    content = result["input_message_content"]
    if content.keys() - {"message_text", "parse_mode", "link_preview_options"}:
        return "content of the message is not expected"
    mode = {"parse_mode": content["parse_mode"]} if "parse_mode" in content else {}
    return _text({"text": content["message_text"], **mode}) or _keyboard(result["reply_markup"])


def _commands(commands: list[dict[str, str]]) -> str | None:
    names = [command["command"] for command in commands]
    if len(names) > 100 or len(set(names)) < len(names):
        return "BOT_COMMANDS_INVALID"
    for command in commands:
        if command.keys() != {"command", "description"}:
            return "BOT_COMMAND_FIELDS_INVALID"
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            return "BOT_COMMAND_INVALID"
        if not 1 <= len(command["description"]) <= 256:
            return "BOT_COMMAND_DESCRIPTION_INVALID"
    return None


def _vcard(text: str) -> str | None:
    if len(text.encode()) > 2048:
        return "vcard is too long"
    whole = text.startswith("BEGIN:VCARD\r\n") and text.endswith("END:VCARD\r\n")
    return None if whole else "VCARD_INVALID"


def _matching(pattern: str, wrong: str) -> Callable[[Any], str | None]:
    return lambda value: None if re.fullmatch(pattern, str(value), re.DOTALL) else wrong


_CHECKS: dict[str, Callable[[Any], str | None]] = {
    "chat_id": _matching(r"-?\d+", "chat not found"),
    "message_id": _matching(r"\d+", "MESSAGE_ID_INVALID"),
    "message_thread_id": _matching(r"\d+", "message thread not found"),
    "language_code": _matching(r"([a-z]{2})?", "LANG_CODE_INVALID"),
    "phone_number": _matching(r"\+?[\d ()-]{3,}", "PHONE_NUMBER_INVALID"),
    "first_name": _matching(r".{1,64}", "first_name is empty or too long"),
    "name": _matching(r".{0,64}", "BOT_TITLE_INVALID"),
    "description": lambda text: _longer_than(512, text, "BOT_DESCRIPTION_INVALID"),
    "short_description": lambda text: _longer_than(120, text, "BOT_SHORT_DESCRIPTION_INVALID"),
    "scope": lambda scope: None if scope.get("type") in SCOPES else "BOT_SCOPE_INVALID",
    "menu_button": lambda button: None if button == {"type": "commands"} else "BUTTON_INVALID",
    "commands": _commands,
    "reply_markup": _keyboard,
    "link_preview_options": _preview,
    "reply_parameters": _reply,
    "vcard": _vcard,
}
