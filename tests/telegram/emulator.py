"""A small Bot API over real HTTP: hands out updates, records calls, refuses bad ones."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.telegram import telegram_html
from tests.telegram.limits import objection

TOKEN = "123456789:AAsesame-open_the_door-Aladdin"
ME = {"id": 123456789, "is_bot": True, "first_name": "Klastry", "username": "LublinClustersBot"}
TIMEOUT = 120
"""Seconds to wait for what a test expects; only a failing test takes so long."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A call of the bot, with its parameters as objects, and what it was told."""

    method: str
    parameters: Json
    answer: Json

    @property
    def text(self) -> str:
        return str(self.parameters.get("text", ""))

    @property
    def caption(self) -> str:
        """What stands under a photo, as people read it."""
        return telegram_html.parse(str(self.parameters.get("caption", "")))

    @property
    def buttons(self) -> list[Json]:
        """All buttons of the keyboard, row by row."""
        rows = self.parameters.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def message_id(self) -> int:
        return int(self.answer["result"]["message_id"])


@dataclass
class BotApi:
    """The server; use it as an async context manager. Port 0 is any free one."""

    port: int = 0
    calls: list[Call] = field(default_factory=list)
    refused: list[Call] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    """The ids of the photos that it has got."""
    url: str = ""
    _updates: deque[Json] = field(default_factory=deque)
    _messages: dict[int, Json] = field(default_factory=dict)
    _failures: deque[tuple[str, int, Json]] = field(default_factory=deque)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _info: dict[str, Any] = field(default_factory=dict)
    _last_id: int = 1000
    _stopping: bool = False

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopping = True
        await self._notify()
        await self._runner.cleanup()

    def new_id(self) -> int:
        """An id that nothing else has."""
        self._last_id += 1
        return self._last_id

    async def offer(self, **update: Json) -> None:
        """Have the bot fetch an update."""
        self._updates.append({"update_id": self.new_id(), **update})
        await self._notify()

    def fail_next(self, method: str, code: int, description: str, **parameters: int) -> None:
        """Refuse the next call of a method."""
        body: Json = {"ok": False, "error_code": code, "description": description}
        if parameters:
            body["parameters"] = parameters
        self._failures.append((method, code, body))

    async def wait_for(self, expected: Callable[[Call], bool], start: int = 0) -> Call:
        """The first call from number `start` on that is as expected."""
        async with asyncio.timeout(TIMEOUT), self._changed:
            while True:
                for call in self.calls[start:]:
                    if expected(call):
                        return call
                await self._changed.wait()

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _handle(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return _response(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        method = request.match_info["method"]
        form = await request.post()
        parameters = {name: decoded(name, _content(value)) for name, value in form.items()}
        if method == "getUpdates" and objection(method, parameters) is None:
            return _response(200, {"ok": True, "result": await self._get_updates(parameters)})
        code, answer = self._answer(method, parameters)
        call = Call(method, parameters, answer)
        self.calls.append(call)
        await self._notify()
        return _response(code, answer)

    async def _get_updates(self, parameters: Json) -> list[Json]:
        offset = int(parameters.get("offset", 0))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        try:
            async with asyncio.timeout(float(parameters.get("timeout", 0))), self._changed:
                await self._changed.wait_for(lambda: self._updates or self._stopping)
        except TimeoutError:
            pass
        return list(self._updates)

    def _answer(self, method: str, parameters: Json) -> tuple[int, Json]:
        if self._failures and self._failures[0][0] == method:
            _, code, body = self._failures.popleft()
            return code, body
        wrong = objection(method, parameters) or self._misfit(method, parameters)
        if wrong:
            body = {"ok": False, "error_code": 400, "description": f"Bad Request: {wrong}"}
            if "not modified" not in wrong and "wrong file identifier" not in wrong:
                self.refused.append(Call(method, parameters, body))
            return 400, body
        return 200, {"ok": True, "result": self._effect(method, parameters)}

    def _misfit(self, method: str, parameters: Json) -> str | None:
        if method == "sendPhoto" and parameters["photo"] not in self.files:
            is_upload = isinstance(parameters["photo"], bytes)
            return None if is_upload else "wrong file identifier/HTTP URL specified"
        if method not in ("editMessageText", "editMessageReplyMarkup"):
            return None
        shown = self._messages.get(int(parameters["message_id"]))
        if shown is None:
            return "message to edit not found"
        if shown["chat_id"] != parameters["chat_id"]:
            return "message to edit not found"
        parts = ("text", "reply_markup") if "text" in parameters else ("reply_markup",)
        same = all(shown.get(name) == parameters.get(name) for name in parts)
        return "message is not modified: it is the same" if same else None

    def _effect(self, method: str, parameters: Json) -> Any:
        match method:
            case "getMe":
                return ME
            case "sendMessage" | "sendDocument" | "sendContact":
                return self._shown(self.new_id(), parameters)
            case "sendPhoto":
                return self._shown(self.new_id(), parameters) | self._photo(parameters["photo"])
            case "editMessageText":
                return self._shown(int(parameters["message_id"]), parameters)
            case "editMessageReplyMarkup":
                id_ = int(parameters["message_id"])
                markup = {"reply_markup": parameters.get("reply_markup")}
                return self._shown(id_, self._messages[id_] | markup)
            case "deleteMessage":
                del self._messages[int(parameters["message_id"])]
                return True
            case "getMyCommands" | "getMyName" | "getMyDescription" | "getMyShortDescription":
                return self._info.get(_info_key(method, parameters), _nothing(method))
            case "getChatMenuButton":
                return self._info.get("menu_button", {"type": "default"})
            case "setChatMenuButton":
                self._info["menu_button"] = parameters["menu_button"]
                return True
            case "setMyCommands":
                self._info[_info_key(method, parameters)] = parameters["commands"]
                return True
            case "setMyName" | "setMyDescription" | "setMyShortDescription":
                (name,) = _nothing(method)
                self._info[_info_key(method, parameters)] = {name: parameters[name]}
                return True
            case _:
                return True

    def _photo(self, photo: str | bytes) -> Json:
        """Two sizes of a photo, as Telegram makes them; the last one is the whole."""
        id_ = f"photo-{self.new_id()}" if isinstance(photo, bytes) else photo
        self.files.add(id_)
        size = {"file_unique_id": "u", "width": 90, "height": 90}
        return {"photo": [size | {"file_id": "thumbnail"}, size | {"file_id": id_}]}

    def _shown(self, message_id: int, parameters: Json) -> Json:
        self._messages[message_id] = parameters
        id_ = int(parameters["chat_id"])
        chat = {"id": id_, "type": "private" if id_ > 0 else "group"}
        return {"message_id": message_id, "date": 1, "chat": chat, "from": ME, "text": "…"}


def _info_key(method: str, parameters: Json) -> str:
    """By what Telegram keeps a text about the bot: which, for whom, in which language."""
    scope = parameters.get("scope", {"type": "default"})
    whom = f"{scope['type']} {scope.get('chat_id', '')}"
    return f"{method[3:]} {whom} {parameters.get('language_code', '')}"


def _nothing(method: str) -> Any:
    """What Telegram says of a text about the bot that was never set."""
    names = {"MyName": "name", "MyDescription": "description"}
    names["MyShortDescription"] = "short_description"
    return [] if method[3:] == "MyCommands" else {names[method[3:]]: ""}


def _content(value: str | bytes | bytearray | web.FileField) -> str | bytes:
    """The value of a field, or what is in its file: text where it is text."""
    if not isinstance(value, web.FileField):
        return str(value)
    content = value.file.read()
    return content if value.content_type.startswith("image/") else content.decode()


def decoded(name: str, value: str | bytes) -> Any:
    """Objects come as JSON in the fields of a form."""
    if isinstance(value, bytes):
        return value
    as_it_is = name in ("text", "caption") or value[:1] not in ("[", "{")
    return value if as_it_is else json.loads(value)


def _response(code: int, body: Json) -> web.Response:
    return web.json_response(body, status=code)
