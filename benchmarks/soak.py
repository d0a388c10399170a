"""`python -m benchmarks.soak`: hours of questions in minutes, and whether memory stays flat.

The real application on a file of SQLite gets questions at half of the rate at which it can answer
those that were asked before. One of twenty was never asked, four go on with a conversation. A line
a minute: questions, errors, memory of the process, waiting times.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Sequence

from benchmarks.measuring import percentile
from benchmarks.questions import DEFAULT_FILE, read_questions
from benchmarks.servers import Server, assistant, post, size_of_answers
from benchmarks.web import REPEATED, Load

_AT_ONCE = 32
_KINDS = ("new", *["next"] * 4, *["again"] * 15)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when there were errors."""
    parser = argparse.ArgumentParser("python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--rate", type=float, help="questions a second; else half of what it can")
    options = parser.parse_args(arguments)
    questions = [question.text[:900] for question in read_questions(DEFAULT_FILE)]
    server = Server(assistant)
    asyncio.run(size_of_answers(server.port, questions))
    rate = options.rate or _most(server, questions) / 2
    print(f"{rate:.0f} questions a second\n")
    headings = ("minute", "questions", "errors", "memory MB", "CPU", "p50 ms", "p99 ms")
    print("".join(f"{heading:>12}" for heading in headings))
    soak = Soak(server.port, questions, rate)
    asyncio.run(_watched(soak, server, options.minutes))
    return 1 if soak.errors else 0


def _most(server: Server, questions: Sequence[str]) -> float:
    rate, _ = asyncio.run(Load(server.port, _AT_ONCE, questions, REPEATED).run(10))
    return rate


async def _watched(soak: "Soak", server: Server, minutes: int) -> None:
    running = asyncio.create_task(soak.run(minutes * 60))
    for minute in range(1, minutes + 1):
        before = server.processor_seconds()
        await asyncio.sleep(60)
        waited, soak.waited = soak.waited, []
        figures = (
            str(minute),
            f"{len(waited)}",
            f"{soak.errors}",
            f"{server.memory_mb():.0f}",
            f"{(server.processor_seconds() - before) / 60:.0%}",
            f"{percentile(waited, 0.5) * 1000:.1f}",
            f"{percentile(waited, 0.99) * 1000:.1f}",
        )
        print("".join(f"{figure:>12}" for figure in figures), flush=True)
    await running


class Soak:
    """Questions at a steady rate; `waited` are the seconds from when each was due."""

    def __init__(self, port: int, questions: Sequence[str], rate: float) -> None:
        self.errors = 0
        self.waited: list[float] = []
        self._port, self._questions, self._rate = port, questions, rate
        self._number = 0

    async def run(self, seconds: float) -> None:
        """Ask for so long, on as many connections as there are questions open."""
        self._start = time.perf_counter()
        await asyncio.gather(*(self._visit(seconds) for _ in range(_AT_ONCE)))

    async def _visit(self, seconds: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        conversation: str | None = None
        while True:
            number, self._number = self._number, self._number + 1
            due = self._start + number / self._rate
            if due - self._start > seconds:
                break
            await asyncio.sleep(due - time.perf_counter())
            kind, question = random.choice(_KINDS), random.choice(self._questions)
            if kind == "new":
                question = f"{question} {number}"
            try:
                answer = await post(
                    reader, writer, question, conversation if kind == "next" else None
                )
            except (RuntimeError, OSError, EOFError):
                self.errors += 1
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                continue
            conversation = json.loads(answer)["conversation"]
            self.waited.append(time.perf_counter() - due)
        writer.close()


if __name__ == "__main__":
    sys.exit(main())
