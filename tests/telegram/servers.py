"""Servers that a transport may meet: one that listens well, and all kinds of bad ones."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

OK = json.dumps({"ok": True, "result": True}).encode()


@dataclass(frozen=True)
class Part:
    """A field or a file of a body."""

    name: str
    content: bytes
    filename: str | None = None
    mime_type: str | None = None


@dataclass(frozen=True)
class Heard:
    """A request as the server understood it."""

    method: str
    path: str
    parts: tuple[Part, ...]
    user_agent: str | None
    proxy_authorization: str | None = None


@dataclass
class Listener:
    """Hears requests; gives the `answers` in turn, the last of them for ever.

    While `held` is not set an answer waits.
    """

    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [(200, OK)])
    heard: list[Heard] = field(default_factory=list)
    peers: set[Any] = field(default_factory=set)
    held: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    url: str = ""

    async def __aenter__(self) -> Self:
        self.held.set()
        application = web.Application(client_max_size=2**30)
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.held.set()
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        assert request.transport is not None
        self.peers.add(request.transport.get_extra_info("peername"))
        self.heard.append(
            Heard(
                request.method,
                request.path,
                await _parts(request),
                request.headers.get("User-Agent"),
                request.headers.get("Proxy-Authorization"),
            )
        )
        self.arrived.release()
        await self.held.wait()
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        headers = {"Location": f"{self.url}/elsewhere"} if status == 302 else {}
        return web.Response(status=status, body=body, headers=headers)


async def _parts(request: web.Request) -> tuple[Part, ...]:
    if not request.body_exists:
        return ()
    parts = []
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            content = value.file.read()
            value.file.close()
            parts.append(Part(name, content, value.filename, value.content_type))
        else:
            parts.append(Part(name, value.encode() if isinstance(value, str) else bytes(value)))
    return tuple(parts)


Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def raw_server(conversation: Conversation) -> AsyncIterator[str]:
    """A server that holds any conversation at all; its `host:port`."""
    tasks: set[asyncio.Task[None]] = set()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await conversation(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.transport.abort()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield f"{host}:{port}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def silence(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Never a word, and what comes is left lying."""
    await asyncio.Event().wait()


def saying(answer: bytes, *, then_wait: bool = False) -> Conversation:
    """Hear a request to the end of its head, say this, and hang up or fall silent."""

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        if then_wait:
            await asyncio.Event().wait()
        writer.close()
        await writer.wait_closed()

    return conversation


@dataclass
class Proxy:
    """An HTTP proxy that passes on what comes for http://, and nothing for https://."""

    asked: list[str] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, rest = head.split(b"\r\n", 1)
        method, target, version = first.split(b" ")
        self.asked.append(f"{method.decode()} {target.decode()}")
        if method == b"CONNECT":
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        _, _, host, path = target.split(b"/", 3)
        address, _, port = host.decode().partition(":")
        from_target, to_target = await asyncio.open_connection(address, int(port))
        to_target.write(method + b" /" + path + b" " + version + b"\r\n" + rest)
        both = [_pump(reader, to_target), _pump(from_target, writer)]
        await asyncio.gather(*both)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
