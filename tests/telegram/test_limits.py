"""The emulated Telegram refuses what the real one does, and takes what it takes."""

from typing import Any

import pytest

from tests.telegram.limits import objection

HTML = {"chat_id": "1", "parse_mode": "HTML"}
PLAIN = {"chat_id": "-1", "text": "x"}


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return PLAIN | {"reply_markup": {"inline_keyboard": list(rows)}}


def button(**fields: Any) -> dict[str, Any]:
    return keyboard([{"text": "Label", **fields}])


CONTACT = {"chat_id": "1", "phone_number": "+48 81 466 25 05", "first_name": "Anna"}


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", HTML | {"text": '<a href="https://x.y/?a=1&amp;b=2">b</a> &lt;'}),
        ("sendMessage", HTML | {"text": "<blockquote expandable>x</blockquote>"}),
        ("sendMessage", HTML | {"text": "<b>" + "&lt;" * 4096 + "</b>"}),
        ("sendMessage", PLAIN | {"text": "\U0001f600" * 2048}),
        ("sendMessage", PLAIN | {"link_preview_options": {"url": "https://x.y"}}),
        ("sendMessage", button(callback_data="ł" * 32)),
        ("sendMessage", button(copy_text={"text": "+48 1"}, style="primary")),
        ("sendMessage", button(url="https://x.y/z")),
        ("sendContact", CONTACT | {"vcard": "BEGIN:VCARD\r\nEND:VCARD\r\n"}),
        ("getMyName", {}),
    ],
)
def test_it_takes(method: str, parameters: dict[str, Any]) -> None:
    assert objection(method, parameters) is None


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessages", PLAIN),
        ("sendMessage", {"chat_id": "1"}),
        ("sendMessage", PLAIN | {"colour": "1"}),
        ("sendMessage", PLAIN | {"chat_id": "somebody"}),
        ("sendMessage", PLAIN | {"text": " "}),
        ("sendMessage", PLAIN | {"text": "x" * 4097}),
        ("sendMessage", PLAIN | {"text": "\U0001f600" * 2049}),
        ("sendMessage", PLAIN | {"parse_mode": "Markdown"}),
        ("sendMessage", HTML | {"text": "<b>x"}),
        ("sendMessage", HTML | {"text": "a < b"}),
        ("sendMessage", HTML | {"text": "<p>x</p>"}),
        ("sendMessage", HTML | {"text": "a<br/>b"}),
        ("sendMessage", HTML | {"text": "<i>x</i>" * 101}),
        ("sendMessage", PLAIN | {"link_preview_options": {"disabled": True}}),
        ("sendMessage", PLAIN | {"link_preview_options": {"url": "x"}}),
        ("sendMessage", PLAIN | {"reply_parameters": {"message": 1}}),
        ("sendMessage", PLAIN | {"reply_markup": {"keyboard": []}}),
        ("sendMessage", keyboard([])),
        ("sendMessage", keyboard([{"text": "x", "callback_data": "y"}] * 9)),
        ("sendMessage", keyboard(*[[{"text": "x", "callback_data": "y"}]] * 101)),
        ("sendMessage", keyboard([{"callback_data": "y"}])),
        ("sendMessage", button()),
        ("sendMessage", button(callback_data="x", url="https://x.y")),
        ("sendMessage", button(callback_data="ł" * 33)),
        ("sendMessage", button(callback_data="x", color="red")),
        ("sendMessage", button(callback_data="x", style="pink")),
        ("sendMessage", button(url="https:/x y")),
        ("sendMessage", button(copy_text={"text": "x" * 257})),
        ("editMessageText", PLAIN),
        ("sendContact", CONTACT | {"first_name": "x" * 65}),
        ("sendContact", CONTACT | {"phone_number": "by mail"}),
        ("sendContact", CONTACT | {"vcard": "BEGIN:VCARD\r\n" + "x" * 2048}),
        ("sendContact", CONTACT | {"vcard": "VCARD"}),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}),
        ("setMyCommands", {"commands": [{"command": "Start", "description": "d"}]}),
        ("setMyCommands", {"commands": [{"command": "a", "description": "d"}] * 2}),
        ("setMyCommands", {"commands": [], "scope": {"type": "everybody"}}),
        ("setMyName", {"name": "x" * 65}),
        ("setMyName", {"name": "x", "language_code": "pol"}),
        ("setMyDescription", {"description": "x" * 513}),
        ("setMyShortDescription", {"short_description": "x" * 121}),
        ("setChatMenuButton", {"menu_button": {"type": "web"}}),
        ("getUpdates", {"drop": "1"}),
    ],
)
def test_it_refuses(method: str, parameters: dict[str, Any]) -> None:
    assert objection(method, parameters)
