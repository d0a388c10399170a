"""The servers that the benchmarks of the web ask, each in a process of its own."""

import asyncio
import json
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import ASGIApp

from bot.app import build_assistant, keep_for_good
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.serving import loop_factory
from bot.settings import Settings
from bot.store.database import create_database, default_url
from bot.store.exchanges import Exchanges
from bot.store.migrating import migrate
from handlers.web.api.asking import Asked
from handlers.web.application import web_application
from handlers.web.channel import Web
from handlers.web.server import WebServer
from handlers.web.talk import WebTalk

PATH = "/api/v1/ask"
_TODAY = date(2025, 12, 1)
_UNLIMITED = 100_000_000


async def post(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    question: str,
    conversation: str | None,
) -> bytes:
    """The answer to a question.

    Raises:
        RuntimeError: where there is none.
    """
    body = json.dumps({"question": question, "conversation": conversation}).encode()
    writer.write(
        b"POST %s HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (PATH.encode(), len(body), body)
    )
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    answer = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(answer.decode())
    return answer


async def size_of_answers(port: int, questions: Sequence[str]) -> int:
    """The mean length of an answer; each question has been asked once then."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lengths = [len(await post(reader, writer, question, None)) for question in questions]
    writer.close()
    return round(statistics.mean(lengths))


class Server:
    """An application served by a process of its own."""

    def __init__(self, serve: Callable[..., Awaitable[None]], *arguments: object) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_run, args=(serve, theirs, *arguments), daemon=True
        )
        self._process.start()
        self.port: int = self._pipe.recv()

    def processor_seconds(self) -> float:
        """What the process has spent so far."""
        self._pipe.send(None)
        spent: float = self._pipe.recv()
        return spent

    def memory_mb(self) -> float:
        """What the process holds now, on Linux."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _run(serve: Callable[..., Awaitable[None]], pipe: Pipe, *arguments: object) -> None:
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(serve(pipe, *arguments))  # type: ignore[arg-type]


async def _served(application: ASGIApp, pipe: Pipe) -> None:
    async with WebServer("127.0.0.1", 0, application) as address:
        keep_for_good()
        pipe.send(int(address.rpartition(":")[2]))

        def tell() -> None:
            try:
                pipe.recv()
                pipe.send(time.process_time())
            except (EOFError, OSError):  # the benchmark is over
                asyncio.get_running_loop().remove_reader(pipe.fileno())

        asyncio.get_running_loop().add_reader(pipe.fileno(), tell)
        await asyncio.Event().wait()


async def constant_bytes(pipe: Pipe, size: int) -> None:
    """A bare endpoint: FastAPI reads the question and gives bytes that are ready."""
    application = FastAPI()
    content = json.dumps({"conversation": None, "card": "x" * (size - 40)}).encode()

    @application.post(PATH)
    async def ask(asked: Asked) -> Response:
        return Response(content, media_type="application/json")

    await _served(application, pipe)


async def constant_dict(pipe: Pipe, size: int) -> None:
    """The same, but FastAPI writes the JSON."""
    application = FastAPI()
    line = {"text": "x" * 80, "kind": "fact", "date": "2019"}
    card = {"title": "y" * 40, "lines": [line] * max(1, (size - 80) // 125)}

    @application.post(PATH)
    async def ask(asked: Asked) -> dict[str, object]:
        return {"conversation": None, "card": card}

    await _served(application, pipe)


async def assistant(pipe: Pipe, database: str | None = None) -> None:
    """The real application, on a new file of SQLite or on a database of this address."""
    with tempfile.TemporaryDirectory() as folder:
        async with application(database or default_url(Path(folder))) as ours:
            await _served(ours, pipe)


@asynccontextmanager
async def application(database: str) -> AsyncIterator[ASGIApp]:
    """The real application with all but its limits."""
    assistant, metrics = build_assistant(Settings(_env_file=None)), Metrics()
    engine = create_database(database)
    await migrate(engine)
    async with Exchanges(engine) as exchanges:
        talk = WebTalk(
            assistant=lambda: assistant,
            today=lambda: _TODAY,
            engine=engine,
            exchanges=exchanges,
            pseudonyms=Pseudonyms(b"a key for the benchmark"),
            metrics=metrics,
            per_minute=_UNLIMITED,
        )
        web = Web(
            talk=talk,
            assistant=lambda: assistant,
            today=lambda: _TODAY,
            knowledge_version=lambda: "benchmark",
            metrics=metrics,
            retention_days=90,
        )
        yield web_application(web, [], [])
