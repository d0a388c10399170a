"""People in Telegram, as a test speaks of them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.telegram.emulator import BotApi, Call, Json


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

    async def send(self, *, kind: str = "message", **content: object) -> int:
        """Send any kind of message; its id."""
        message_id = self.api.new_id()
        chat = {"id": self.chat_id, "type": "group" if self.group else "private", "title": "g"}
        message = {"message_id": message_id, "date": _now(), "chat": chat, "from": self._user()}
        await self.api.offer(**{kind: message | content})
        return message_id

    async def press(self, shown: Call, label: str) -> None:
        """Press the button with this label."""
        labels = [button["text"] for button in shown.buttons]
        assert label in labels
        pressed = shown.buttons[labels.index(label)]
        await self.press_data(shown.message_id, pressed["callback_data"])

    async def press_data(self, message_id: int, data: str) -> str:
        """Press a button of any data; the id of the press."""
        id_ = str(self.api.new_id())
        chat = {"id": self.chat_id, "type": "private"}
        message = {"message_id": message_id, "date": _now(), "chat": chat, "text": "…"}
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

    def _user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": "Jan"}
        return user if self.language_code is None else user | {"language_code": self.language_code}


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
