"""What Telegram refuses: its documented limits for the methods that the bot calls."""

import re
from typing import Any

from tests.telegram import telegram_html

PARAMETERS = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "setWebhook": {
        "url",
        "secret_token",
        "allowed_updates",
        "max_connections",
        "drop_pending_updates",
    },
    "setMyCommands": {"commands", "language_code"},
    "sendMessage": {
        "chat_id",
        "text",
        "parse_mode",
        "reply_markup",
        "link_preview_options",
        "reply_parameters",
        "message_thread_id",
    },
    "sendDocument": {"chat_id", "document", "caption", "reply_parameters"},
    "editMessageText": {
        "chat_id",
        "message_id",
        "text",
        "parse_mode",
        "reply_markup",
        "link_preview_options",
    },
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
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


def objection(method: str, parameters: dict[str, Any]) -> str | None:
    """Why Telegram would refuse the call; None when it would not."""
    if method not in PARAMETERS:
        return f"method {method} is not expected of this bot"
    unknown = parameters.keys() - PARAMETERS[method]
    if unknown:
        return f"parameters {sorted(unknown)} are not expected"
    if method == "setMyCommands":
        return _commands(parameters["commands"])
    if method == "answerCallbackQuery":
        too_long = len(str(parameters.get("text", ""))) > 200
        return "MESSAGE_TOO_LONG" if too_long else None
    if method == "sendDocument":
        return "caption is too long" if len(parameters.get("caption", "")) > 1024 else None
    if method == "answerInlineQuery":
        return _inline(parameters)
    if method == "sendChatAction":
        return None if parameters["action"] == "typing" else "wrong parameter action in request"
    if method == "editMessageReplyMarkup":
        return _keyboard(parameters.get("reply_markup", {}))
    if "text" in parameters:
        return _text(parameters) or _keyboard(parameters.get("reply_markup", {}))
    return None


def _text(parameters: dict[str, Any]) -> str | None:
    text = parameters["text"]
    if parameters.get("parse_mode") == "HTML":
        try:
            text = telegram_html.parse(text)
        except ValueError as error:
            return f"can't parse entities: {error}"
    if not text.strip():
        return "message text is empty"
    return "message is too long" if telegram_html.utf16_length(text) > 4096 else None


def _keyboard(markup: dict[str, Any]) -> str | None:
    for button in (button for row in markup.get("inline_keyboard", []) for button in row):
        if not button.get("text"):
            return "a button without a text"
        if ("url" in button) == ("callback_data" in button):
            return "BUTTON_TYPE_INVALID"
        if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            return "BUTTON_DATA_INVALID"
        if not re.match(r"https?://[^\s/]+\.[^\s/]+", button.get("url", "https://x.y")):
            return "BUTTON_URL_INVALID"
    return None


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
    text = {"text": content["message_text"], "parse_mode": content.get("parse_mode")}
    return _text(text) or _keyboard(result.get("reply_markup", {}))


def _commands(commands: list[dict[str, str]]) -> str | None:
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            return "BOT_COMMAND_INVALID"
        if not 1 <= len(command["description"]) <= 256:
            return "BOT_COMMAND_DESCRIPTION_INVALID"
    return None
