"""`python -m benchmarks.web`: what POST /api/v1/ask costs beside an endpoint that does nothing.

Each server is a process of its own on this machine with the same uvicorn: the real application on
a SQLite file, and a bare FastAPI endpoint that reads the same question and returns a constant card
of the same size. They take turns, round by round. Requests per second depend on what else the
machine does, the processor time of the serving process much less: both are told.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count, cycle
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import ASGIApp

from benchmarks.measuring import percentile
from benchmarks.questions import DEFAULT_FILE, read_questions
from bot.app import build_assistant
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.serving import _keep_for_good, loop_factory
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
BARE, PLAIN = "constant bytes", "constant dict"
REPEATED, NEW, TALKING = "asked before", "never asked", "conversations of 4"
_TODAY = date(2025, 12, 1)
_UNLIMITED = 100_000_000


@dataclass(frozen=True)
class Round:
    """One round: requests a second, processor milliseconds a request, and waiting times in s."""

    rate: float
    processor: float
    waited: list[float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser("python -m benchmarks.web", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-once", type=int, default=32, metavar="N")
    options = parser.parse_args(arguments)
    questions = [question.text for question in read_questions(DEFAULT_FILE)][:500]
    ours = _Server(_assistant)
    size = asyncio.run(_size_of_answers(ours.port, questions))
    bare, plain = _Server(_constant_bytes, size), _Server(_constant_dict, size)
    contestants = {
        BARE: (bare, REPEATED),
        PLAIN: (plain, REPEATED),
        **{f"assistant, {kind}": (ours, kind) for kind in (REPEATED, NEW, TALKING)},
    }
    measured: dict[str, list[Round]] = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, (server, kind) in contestants.items():
            load = _Load(server.port, options.at_once, questions, kind)
            before = server.processor_seconds()
            rate, waited = asyncio.run(load.run(options.seconds))
            spent = server.processor_seconds() - before
            measured[name].append(Round(rate, spent / len(waited) * 1000, waited))
    print(
        f"{size} bytes an answer, {options.at_once} at once, median of {options.rounds} rounds\n"
    )
    headings = ("requests/s", "of bare", "CPU ms", "bare/ours", "p50 ms", "p99 ms")
    print(f"{'':<32}" + "".join(f"{heading:>12}" for heading in headings))
    for name in contestants:
        print(_line(name, measured[name], measured[BARE]), flush=True)
    return 0


def _line(name: str, rounds: Sequence[Round], bare: Sequence[Round]) -> str:
    rate = statistics.median(one.rate for one in rounds)
    of_bare = statistics.median(
        one.rate / base.rate for one, base in zip(rounds, bare, strict=True)
    )
    processor = statistics.median(one.processor for one in rounds)
    of_processor = statistics.median(
        base.processor / one.processor for one, base in zip(rounds, bare, strict=True)
    )
    waited = [seconds for one in rounds for seconds in one.waited]
    p50, p99 = percentile(waited, 0.5) * 1000, percentile(waited, 0.99) * 1000
    figures = (
        f"{rate:.0f}",
        f"{of_bare:.0%}",
        f"{processor:.3f}",
        f"{of_processor:.0%}",
        f"{p50:.1f}",
        f"{p99:.1f}",
    )
    return f"{name:<32}" + "".join(f"{figure:>12}" for figure in figures)


class _Load:
    """So many connections at once, each sending its next question when it has its answer."""

    def __init__(self, port: int, at_once: int, questions: Sequence[str], kind: str) -> None:
        self._port = port
        self._at_once = at_once
        self._questions = questions
        self._kind = kind

    async def run(self, seconds: float) -> tuple[float, list[float]]:
        """Requests a second, and how long each was waited for."""
        waited: list[float] = []
        start = time.perf_counter()
        until = start + seconds
        await asyncio.gather(*(self._visit(n, until, waited) for n in range(self._at_once)))
        return len(waited) / (time.perf_counter() - start), waited

    async def _visit(self, number: int, until: float, waited: list[float]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        conversation: str | None = None
        for turn, question in enumerate(self._asked(number)):
            if time.perf_counter() > until:
                break
            before = time.perf_counter()
            answer = await _post(reader, writer, question, conversation)
            waited.append(time.perf_counter() - before)
            goes_on = self._kind == TALKING and turn % 4 != 3
            conversation = json.loads(answer)["conversation"] if goes_on else None
        writer.close()

    def _asked(self, number: int) -> Iterator[str]:
        shuffled = random.Random(number).sample(self._questions, len(self._questions))
        fresh = count()
        for question in cycle(shuffled):
            unheard = f" {time.time_ns()}{next(fresh)}" if self._kind == NEW else ""
            yield question[:900] + unheard


async def _post(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    question: str,
    conversation: str | None,
) -> bytes:
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


async def _size_of_answers(port: int, questions: Sequence[str]) -> int:
    """The mean length of an answer; each question has been asked once then."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lengths = [len(await _post(reader, writer, question, None)) for question in questions]
    writer.close()
    return round(statistics.mean(lengths))


class _Server:
    """An application served by a process of its own."""

    def __init__(self, serve: Callable[..., Awaitable[None]], *arguments: object) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=_run, args=(serve, theirs, *arguments), daemon=True
        )
        process.start()
        self.port: int = self._pipe.recv()

    def processor_seconds(self) -> float:
        """What the process has spent so far."""
        self._pipe.send(None)
        spent: float = self._pipe.recv()
        return spent


def _run(serve: Callable[..., Awaitable[None]], pipe: Pipe, *arguments: object) -> None:
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(serve(pipe, *arguments))  # type: ignore[arg-type]


async def _served(application: ASGIApp, pipe: Pipe) -> None:
    async with WebServer("127.0.0.1", 0, application) as address:
        _keep_for_good()
        pipe.send(int(address.rpartition(":")[2]))

        def tell() -> None:
            try:
                pipe.recv()
                pipe.send(time.process_time())
            except (EOFError, OSError):  # the benchmark is over
                asyncio.get_running_loop().remove_reader(pipe.fileno())

        asyncio.get_running_loop().add_reader(pipe.fileno(), tell)
        await asyncio.Event().wait()


async def _constant_bytes(pipe: Pipe, size: int) -> None:
    application = FastAPI()
    content = json.dumps({"conversation": None, "card": "x" * (size - 40)}).encode()

    @application.post(PATH)
    async def ask(asked: Asked) -> Response:
        return Response(content, media_type="application/json")

    await _served(application, pipe)


async def _constant_dict(pipe: Pipe, size: int) -> None:
    application = FastAPI()
    line = {"text": "x" * 80, "kind": "fact", "date": "2019"}
    card = {"title": "y" * 40, "lines": [line] * max(1, (size - 80) // 125)}

    @application.post(PATH)
    async def ask(asked: Asked) -> dict[str, object]:
        return {"conversation": None, "card": card}

    await _served(application, pipe)


async def _assistant(pipe: Pipe) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with _application(Path(folder)) as application:
            await _served(application, pipe)


@asynccontextmanager
async def _application(folder: Path) -> AsyncIterator[ASGIApp]:
    assistant, metrics = build_assistant(Settings(_env_file=None)), Metrics()
    engine = create_database(default_url(folder))
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


if __name__ == "__main__":
    sys.exit(main())
