"""Both transports over real connections: the same requests, the same outcomes, no token shown."""

import asyncio
import io
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest

from handlers.telegram.reachability import Reachability
from handlers.telegram.requests import (
    Connection,
    TransportKind,
    connection,
)
from handlers.telegram.transport import Transport
from tests.telegram.emulator import TOKEN
from tests.telegram.servers import (
    Conversation,
    Heard,
    Listener,
    Proxy,
    raw_server,
    saying,
    silence,
)

# The library's note about the type of an attribute that we read in either type.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")

SECRET = TOKEN.split(":")[1]
SHORT = 0.05
"""Seconds of a time-out that has to pass."""

KINDS: tuple[TransportKind, ...] = ("aiohttp", "httpx")
LONG = "żółć & 100% + 🐝\n" * 30_000
FILES = (
    InputMediaPhoto(b"\x89PNG\r\n--", filename='zdjęcie "1".png', caption="żółw"),
    InputMediaDocument(b"%PDF" * 50_000, filename="a\\b.pdf"),
)

each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


@pytest.fixture(autouse=True)
def nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    for chatty in ("httpx", "httpcore"):  # as bot.logs does
        caplog.set_level(logging.WARNING, chatty)
    caplog.set_level(logging.INFO, "telegram")  # the bot itself says its URL below that
    caplog.set_level(logging.DEBUG)
    yield
    formatter = logging.Formatter()
    for record in caplog.get_records("call"):
        assert SECRET not in formatter.format(record)


def bare(kind: TransportKind, **timeouts: float | None) -> BaseRequest:
    """A transport with its own time-outs and nothing around it."""
    return Transport(**timeouts) if kind == "aiohttp" else HTTPXRequest(**timeouts)  # type: ignore[arg-type]


@asynccontextmanager
async def bot_on(url: str, request: BaseRequest) -> AsyncIterator[Bot]:
    """The library's bot without its first getMe."""
    async with request:
        yield Bot(TOKEN, f"{url}/bot", request=request, get_updates_request=request)


async def failure_of(call: Awaitable[object]) -> TelegramError:
    """The error of a call, which shows the token nowhere."""
    with pytest.raises(TelegramError) as caught:
        await call
    error = caught.value
    assert SECRET not in "".join(traceback.format_exception(error))
    context: BaseException | None = error
    while context is not None:
        assert SECRET not in f"{context!s} {context!r}"
        context = context.__context__
    return error


def url_of(address: str) -> str:
    return f"http://{address}/bot{TOKEN}/getMe"


Call = Callable[[Bot], Awaitable[Any]]

CALLS: dict[str, Call] = {
    "nothing to say": lambda bot: bot.get_me(),
    "all kinds of parameters": lambda bot: bot.send_message(
        5,
        "Zażółć <b>gęślą</b> jaźń 🐝 & 100% + 1 = 2\r\n\t;",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(
            [[InlineKeyboardButton("„Tak”", url="https://x.y/?a=1")]]
        ),
        disable_notification=True,
        protect_content=False,
    ),
    "a long text": lambda bot: bot.send_message("@channel", LONG),
    "a file": lambda bot: bot.send_document(5, b"content", filename="żółw.txt", caption="🐢"),
    "an open file": lambda bot: bot.send_document(
        5, InputFile(io.BytesIO(b"content" * 20_000), "a.bin", read_file_handle=False)
    ),
    "an empty file": lambda bot: bot.send_document(5, InputFile(b"", "empty")),
    "several files": lambda bot: bot.send_media_group(5, FILES),
}


async def heard(kind: TransportKind, call: Call) -> list[Heard]:
    async with Listener() as server, bot_on(server.url, connection(kind, 4)) as bot:
        with suppress(TypeError, AttributeError):  # the answer is no message
            await call(bot)
        return server.heard


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_telegram_hears_the_same(call: Call) -> None:
    ours, stock = await heard("aiohttp", call), await heard("httpx", call)

    assert ours == stock
    assert len(ours) == 1
    assert ours[0].user_agent == BaseRequest.USER_AGENT


async def test_what_is_compared_above_is_what_was_sent() -> None:
    (request,) = await heard("aiohttp", CALLS["several files"])

    media = json.loads(next(part.content for part in request.parts if part.name == "media"))
    files = {part.name: part for part in request.parts if part.filename}
    assert request.path == f"/bot{TOKEN}/sendMediaGroup"
    assert [f"attach://{name}" for name in files] == [item["media"] for item in media]
    assert [part.mime_type for part in files.values()] == ["image/png", "application/pdf"]
    assert [len(part.content) for part in files.values()] == [8, 200_000]


ANSWERS: dict[str, tuple[int, bytes | dict[str, Any], type[TelegramError]]] = {
    "bad request": (400, {"ok": False, "description": "Bad Request: żółć"}, BadRequest),
    "migrated": (400, {"ok": False, "parameters": {"migrate_to_chat_id": 7}}, ChatMigrated),
    "unauthorized": (401, {"ok": False, "description": "Unauthorized"}, InvalidToken),
    "forbidden": (403, {"ok": False, "description": "Forbidden: bot was blocked"}, Forbidden),
    "not found": (404, {"ok": False, "description": "Not Found"}, InvalidToken),
    "conflict": (409, {"ok": False, "description": "Conflict: two bots"}, Conflict),
    "too large": (413, {"ok": False, "description": "Request Entity Too Large"}, BadRequest),
    "flood": (429, {"ok": False, "parameters": {"retry_after": 3}}, RetryAfter),
    "flood of a proxy": (429, b"<html>slow down</html>", NetworkError),
    "server error": (500, {"ok": False, "description": "Internal Server Error"}, NetworkError),
    "gateway": (502, b"<html>no way to /bot" + TOKEN.encode() + b"/getMe</html>", NetworkError),
    "gateway with JSON": (503, {"description": f"/bot{TOKEN}/getMe?"}, NetworkError),
    "JSON of nobody": (500, b"[1, 2]", NetworkError),
    "unknown": (599, b"", NetworkError),
    "moved": (302, b"", NetworkError),
    "hotel": (
        200,
        b"<html>Welcome to our Wi-Fi, /bot" + TOKEN.encode() + b"/</html>",
        NetworkError,
    ),
    "cut JSON": (200, b'{"ok": true, "result": "' + TOKEN.encode(), NetworkError),
    "no object": (200, b" {}[]", NetworkError),
    "empty": (200, b"", NetworkError),
}


@pytest.mark.parametrize(("status", "body", "expected"), ANSWERS.values(), ids=ANSWERS)
async def test_refusals_are_the_same_errors(
    status: int, body: bytes | dict[str, Any], expected: type[TelegramError]
) -> None:
    answer = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def outcome(kind: TransportKind) -> tuple[type, str]:
        async with Listener([(status, answer)]) as server, connection(kind, 1) as request:
            error = await failure_of(request.post(f"{server.url}/bot{TOKEN}/getMe"))
            assert len(server.heard) == 1, "a redirection is not followed"
            return type(error), str(error)

    ours = await outcome("aiohttp")

    assert ours == await outcome("httpx")
    assert ours[0] is expected


@each_kind
async def test_a_file_is_fetched_as_it_is(kind: TransportKind) -> None:
    content = bytes(range(256)) * 5_000
    async with Listener([(200, content)]) as server, connection(kind, 1) as request:
        got = await request.retrieve(f"{server.url}/file/bot{TOKEN}/documents/file_1.bin")

        assert got == content
        assert server.heard[0].method == "GET"
        assert server.heard[0].parts == ()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CUTS: dict[str, Conversation] = {
    "before the head": saying(b""),
    "in the head": saying(HEAD),
    "in the body": saying(HEAD + b'Content-Length: 100\r\n\r\n{"ok"'),
    "in a chunk": saying(HEAD + b'Transfer-Encoding: chunked\r\n\r\n20\r\n{"ok"'),
    "garbage": saying(b"Hello, /bot" + TOKEN.encode() + b"/getMe\r\n\r\n"),
    "wrong length": saying(HEAD + b"Content-Length: many\r\n\r\n{}"),
    "not gzip": saying(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain"),
}


@each_kind
@pytest.mark.parametrize("conversation", CUTS.values(), ids=CUTS)
async def test_a_broken_answer_is_a_network_error(
    conversation: Conversation, kind: TransportKind
) -> None:
    async with raw_server(conversation) as address, connection(kind, 1) as request:
        error = await failure_of(request.post(url_of(address)))

    assert type(error) is NetworkError


@each_kind
async def test_nobody_there_is_a_network_error(kind: TransportKind, unused_tcp_port: int) -> None:
    async with connection(kind, 1) as request:
        error = await failure_of(request.post(url_of(f"127.0.0.1:{unused_tcp_port}")))

    assert type(error) is NetworkError


@each_kind
async def test_a_hang_up_during_an_upload_is_a_network_error(kind: TransportKind) -> None:
    async def hang_up(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")

    async with (
        raw_server(hang_up) as address,
        bot_on(f"http://{address}", connection(kind, 1)) as bot,
    ):
        error = await failure_of(bot.send_document(5, bytes(20_000_000)))

    assert type(error) is NetworkError


@each_kind
async def test_tls_with_a_stranger_is_a_network_error(kind: TransportKind) -> None:
    async def stranger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"I speak no TLS\r\n")
        await writer.drain()

    async with raw_server(stranger) as address, connection(kind, 1) as request:
        error = await failure_of(request.post(url_of(address).replace("http:", "https:")))

    assert type(error) is NetworkError


@each_kind
@pytest.mark.parametrize(
    "conversation",
    [
        silence,
        saying(HEAD, then_wait=True),
        saying(HEAD + b"Content-Length: 9\r\n\r\n{", then_wait=True),
    ],
    ids=["no word", "half a head", "half a body"],
)
async def test_the_read_time_out(kind: TransportKind, conversation: Conversation) -> None:
    async with raw_server(conversation) as address:
        async with connection(kind, 1) as request:
            assert (
                type(await failure_of(request.post(url_of(address), read_timeout=SHORT)))
                is TimedOut
            )
        async with bare(kind, read_timeout=SHORT) as request:
            assert request.read_timeout == SHORT
            assert type(await failure_of(request.post(url_of(address)))) is TimedOut


@each_kind
async def test_the_connect_time_out(kind: TransportKind) -> None:
    """A server that takes the connection and keeps silent does not shake hands for TLS."""
    async with raw_server(silence) as address:
        url = url_of(address).replace("http:", "https:")
        async with connection(kind, 1) as request:
            assert type(await failure_of(request.post(url, connect_timeout=SHORT))) is TimedOut
        async with bare(kind, connect_timeout=SHORT) as request:
            assert type(await failure_of(request.post(url))) is TimedOut


@each_kind
@pytest.mark.parametrize("what", ["a file", "a long text"])
async def test_the_write_time_out(kind: TransportKind, what: str) -> None:
    """A server that never reads: its buffers and ours fill up."""
    size = 20_000_000
    others: dict[str, float | None] = {"read_timeout": None}

    def send(bot: Bot, **timeouts: float | None) -> Awaitable[object]:
        if what == "a file":
            return bot.send_document(5, bytes(size), **timeouts)  # type: ignore[arg-type]
        return bot.send_message(5, "x" * size, **timeouts)  # type: ignore[arg-type]

    async with raw_server(silence) as address:
        url = f"http://{address}"
        async with bot_on(url, bare(kind, **others)) as bot:
            assert type(await failure_of(send(bot, write_timeout=SHORT))) is TimedOut
        name = "media_write_timeout" if what == "a file" else "write_timeout"
        async with bot_on(url, bare(kind, **others, **{name: SHORT})) as bot:
            assert type(await failure_of(send(bot))) is TimedOut


@each_kind
async def test_the_pool_time_out(kind: TransportKind) -> None:
    async with Listener() as server, connection(kind, 1) as request:
        url = f"{server.url}/bot{TOKEN}/getMe"
        server.held.clear()
        first = asyncio.create_task(request.post(url))
        await server.arrived.acquire()

        error = await failure_of(request.post(url, pool_timeout=SHORT))
        waiting = asyncio.create_task(request.post(url, pool_timeout=None))
        server.held.set()

        assert type(error) is TimedOut
        assert str(error).startswith("Pool timeout")
        assert (await first, await waiting) == (True, True)
        assert len(server.heard) == 2, "a call without a place is not sent"


@each_kind
async def test_cancelled_calls_give_their_places_back(kind: TransportKind) -> None:
    async with Listener() as server, connection(kind, 1) as request:
        url = f"{server.url}/bot{TOKEN}/getMe"
        server.held.clear()
        calls = [asyncio.create_task(request.post(url)) for _ in range(3)]
        await server.arrived.acquire()

        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        server.held.set()

        assert await request.post(url, pool_timeout=SHORT) is True


@each_kind
async def test_none_is_no_time_out_at_all(kind: TransportKind) -> None:
    """The call without a time-out outlives one that has the default."""
    async with Listener() as server, bare(kind, read_timeout=SHORT) as request:
        url = f"{server.url}/bot{TOKEN}/getMe"
        server.held.clear()
        patient = asyncio.create_task(request.post(url, read_timeout=None))
        await server.arrived.acquire()

        error = await failure_of(request.post(url))

        assert type(error) is TimedOut
        assert not patient.done()
        server.held.set()
        assert await patient is True


@each_kind
async def test_connections_are_kept(kind: TransportKind) -> None:
    async with Listener() as server, connection(kind, 8) as request:
        url = f"{server.url}/bot{TOKEN}/getMe"

        for _ in range(5):
            await request.post(url)

        assert len(server.peers) == 1


@each_kind
async def test_it_opens_and_closes_as_often_as_asked(kind: TransportKind) -> None:
    request = connection(kind, 1)
    async with Listener() as server:
        url = f"{server.url}/bot{TOKEN}/getMe"
        for _ in range(2):
            await request.initialize()
            await request.initialize()
            assert await request.post(url) is True
            await request.shutdown()
            await request.shutdown()
        error = await failure_of(request.post(url))

    assert not isinstance(error, NetworkError), "it would be tried again for ever"
    assert "RuntimeError" in str(error)


@each_kind
async def test_what_failed_can_be_sent_again(kind: TransportKind) -> None:
    """The same open file is whole in each attempt."""
    file = InputFile(io.BytesIO(b"content" * 30_000), "a.bin", read_file_handle=False)
    message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}
    answers = [(502, b""), (200, json.dumps({"ok": True, "result": message}).encode())]
    async with Listener(answers) as server, bot_on(server.url, connection(kind, 1)) as bot:
        assert type(await failure_of(bot.send_document(5, file))) is NetworkError
        await bot.send_document(5, file)

        first, second = server.heard
        assert first == second
        assert first.parts[-1].content == b"content" * 30_000


@each_kind
async def test_the_proxy_of_the_environment_is_used(
    kind: TransportKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy()
    async with Listener() as server, raw_server(proxy) as address:
        url = f"{server.url}/bot{TOKEN}/getMe"
        monkeypatch.setenv("HTTP_PROXY", f"http://me:sesame%21@{address}")
        async with connection(kind, 1) as request:
            assert await request.post(url) is True
        assert proxy.asked == [f"POST {url}"]
        assert server.heard[0].proxy_authorization == "Basic bWU6c2VzYW1lIQ=="

        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        async with connection(kind, 1) as request:
            assert await request.post(url) is True
        assert len(proxy.asked) == 1


@each_kind
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
async def test_a_proxy_that_refuses_is_a_network_error(
    kind: TransportKind, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy()
    async with raw_server(proxy) as address:
        monkeypatch.setenv(name, f"http://{address}")
        async with connection(kind, 1) as request:
            error = await failure_of(
                request.post(f"https://api.telegram.example/bot{TOKEN}/getMe")
            )

    assert type(error) is NetworkError
    assert proxy.asked == ["CONNECT api.telegram.example:443"]


async def test_a_proxy_of_another_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://me:sesame@127.0.0.1:1080")
    async with connection("aiohttp", 1) as request:
        error = await failure_of(request.post(url_of("127.0.0.1:9")))

    assert "socks5" in str(error)
    assert "sesame" not in str(error)


@each_kind
async def test_down_and_up_are_logged_once(
    kind: TransportKind, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    """By the two connections together."""
    shared = Reachability()
    async with (
        Listener([(502, b""), (200, b"hotel"), (200, b'{"ok":true,"result":[]}')]) as server,
        connection(kind, 1, shared) as calls,
        connection(kind, 1, shared) as updates,
    ):
        gone = url_of(f"127.0.0.1:{unused_tcp_port}")
        for request in (calls, updates, calls):
            await failure_of(request.post(gone))
        for request in (calls, updates):
            await failure_of(request.post(f"{server.url}/bot{TOKEN}/getMe"))
        for request in (updates, calls, updates):
            await request.post(f"{server.url}/bot{TOKEN}/getMe")

    lines = [line for line in caplog.messages if line.startswith("Telegram c")]
    assert len(lines) == 2
    assert lines[0].startswith(f"Telegram cannot be reached ({kind}.")
    assert lines[0].endswith("); trying again")
    assert lines[1] == "Telegram can be reached again"


async def test_a_refusal_is_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    async with Listener([(400, b'{"ok":false}')]) as server, connection("aiohttp", 1) as request:
        await failure_of(request.post(f"{server.url}/bot{TOKEN}/getMe"))

    assert "reached" not in caplog.text


async def test_a_mistake_of_a_transport_is_logged_and_not_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Transport):
        async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            raise ValueError(url)

    error = await failure_of(Connection(Broken(), Reachability()).post(url_of("x")))

    assert type(error) is TelegramError
    assert "ValueError" in str(error)
    assert "in do_request" in caplog.text
