"""`python -m benchmarks.web`: what POST /api/v1/ask costs beside an endpoint that does nothing.

Each server is a process of its own on this machine with the same uvicorn: the real application on
a SQLite file, and a bare FastAPI endpoint that reads the same question and returns a constant card
of the same size. They take turns, round by round. Requests per second depend on what else the
machine does, the processor time of the serving process much less: both are told.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle

from benchmarks.measuring import percentile
from benchmarks.questions import DEFAULT_FILE, read_questions
from benchmarks.servers import (
    Server,
    assistant,
    constant_bytes,
    constant_dict,
    post,
    size_of_answers,
)

BARE, PLAIN = "constant bytes", "constant dict"
REPEATED, NEW, TALKING = "asked before", "never asked", "conversations of 4"


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
    parser.add_argument("--database", metavar="URL", help="an empty one; else a file of SQLite")
    parser.add_argument("--at-once", type=int, default=32, metavar="N")
    options = parser.parse_args(arguments)
    questions = [question.text for question in read_questions(DEFAULT_FILE)][:500]
    ours = Server(assistant, options.database)
    size = asyncio.run(size_of_answers(ours.port, questions))
    bare, plain = Server(constant_bytes, size), Server(constant_dict, size)
    contestants = {
        BARE: (bare, REPEATED),
        PLAIN: (plain, REPEATED),
        **{f"assistant, {kind}": (ours, kind) for kind in (REPEATED, NEW, TALKING)},
    }
    measured: dict[str, list[Round]] = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, (server, kind) in contestants.items():
            load = Load(server.port, options.at_once, questions, kind)
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


class Load:
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
            answer = await post(reader, writer, question, conversation)
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


if __name__ == "__main__":
    sys.exit(main())
