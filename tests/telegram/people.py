"""People in Telegram, as a test speaks of them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.telegram.emulator import ME, BotApi, Call, Json


@dataclass
class Person:
    """Somebody with a private chat with the bot, or in a group when `group` is its id."""

    api: BotApi
    language_code: str | None = "pl"
    group: int | None = None

    def __post_init__(self) -> None:
        self.id = self.api.new_id()
        self.heard = 0

    @property
    def chat_id(self) -> int:
        return self.group or self.id

    async def say(self, text: str, *, kind: str = "message", **more: object) -> Call:
        """Write, and get the bot's next message to this chat."""
        await self.write(text, kind=kind, **more)
        return await self.hear()

    async def write(self, text: str, *, kind: str = "message", **more: object) -> int:
        """Write without waiting for an answer; the id of the message."""
        entities = {}
        if text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            entities = {"entities": [command]}
        return await self.send(kind=kind, text=text, **entities, **more)

    async def send(self, *, kind: str = "message", **content: Any) -> int:
        """Send any kind of message; its id."""
        message_id = self.api.new_id()
        message = {"message_id": message_id, "date": _now(), "chat": self._chat()}
        message = {**message, "from": self._user(), **content}
        await self.api.offer(**{kind: message})
        return int(str(message["message_id"]))

    async def edit(self, message_id: int, text: str) -> None:
        """Let an own message read otherwise."""
        await self.write(text, kind="edited_message", message_id=message_id, edit_date=_now())

    async def reply(self, shown: Call, text: str) -> int:
        """Reply to a message of the bot, without waiting for an answer."""
        return await self.write(text, reply_to_message=self.message_of(shown))

    def message_of(self, shown: Call) -> Json:
        """A message of the bot as it comes with a press or a reply."""
        message = {"message_id": shown.message_id, "date": _now(), "chat": self._chat()}
        markup = shown.parameters.get("reply_markup")
        shown_markup = {"reply_markup": markup} if markup else {}
        return {**message, "from": ME, "text": "…", **shown_markup}

    async def search(self, text: str, offset: str = "") -> Call:
        """Type this behind the bot's name in any chat, and get what is offered."""
        id_ = str(self.api.new_id())
        query = {"id": id_, "from": self._user(), "query": text, "offset": offset}
        await self.api.offer(inline_query=query)
        return await self.api.wait_for(
            lambda call: (
                call.method == "answerInlineQuery" and call.parameters["inline_query_id"] == id_
            )
        )

    async def told(self, press: str) -> str:
        """What the bot says to a press by its id, in a line that passes or has to be closed."""
        call = await self.api.wait_for(
            lambda call: (
                call.method == "answerCallbackQuery"
                and call.parameters["callback_query_id"] == press
            )
        )
        return call.text

    async def press(self, shown: Call, label: str) -> str:
        """Press the button with this label; the id of the press."""
        labels = [button["text"] for button in shown.buttons]
        assert label in labels
        pressed = shown.buttons[labels.index(label)]
        message = self.message_of(shown)
        return await self._press(message, pressed["callback_data"])

    async def press_data(self, message_id: int, data: str) -> str:
        """Press a button of any data; the id of the press."""
        message = {"message_id": message_id, "date": _now(), "chat": self._chat(), "text": "…"}
        return await self._press(message, data)

    async def _press(self, message: Json, data: str) -> str:
        id_ = str(self.api.new_id())
        query: Json = {"id": id_, "from": self._user(), "message": message, "data": data}
        await self.api.offer(callback_query=query | {"chat_instance": "1"})
        return id_

    async def hear(self, method: str = "sendMessage") -> Call:
        """The bot's next message to this chat, after those already heard."""
        call = await self.api.wait_for(
            lambda call: (
                call.method == method
                and int(call.parameters["chat_id"]) == self.chat_id
                and call.answer["ok"]
            ),
            self.heard,
        )
        self.heard = self.api.calls.index(call) + 1
        return call

    def _chat(self) -> Json:
        return {"id": self.chat_id, "type": "group" if self.group else "private", "title": "g"}

    def _user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": "Jan"}
        return user if self.language_code is None else user | {"language_code": self.language_code}


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
