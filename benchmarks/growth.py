"""`python -m benchmarks.growth`: what becomes of start, memory and answers in larger bases."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import (
    MeasuringError,
    memory_mb,
    percentile,
    run_apart,
    seconds_since_start,
)
from benchmarks.synthetic import KINDS, Kind, questions, write_base
from bot.app import LEARNED, build_assistant
from bot.conversation import Found, Question
from bot.learned_file import fingerprint, write_learned
from bot.settings import Settings, load_settings
from knowledge.loader import load

SIZES = (20, 200, 2_000, 20_000)
AIM = 5
"""How many times slower an answer from the largest base may be than one from the smallest."""

_BASE = "base"
_TODAY = date(2026, 1, 1)
_HEADINGS = ("first start s", "start s", "memory MB", "p50 ms", "p99 ms")


@dataclass(frozen=True, slots=True)
class Grown:
    """The figures of one size; medians and right answers by kind of question."""

    startup: float
    memory: float
    p50: float
    p99: float
    medians: dict[Kind, float]
    right: dict[Kind, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 2 where a base could not be measured."""
    parser = argparse.ArgumentParser("python -m benchmarks.growth", description=__doc__)
    parser.add_argument(
        "sizes", type=int, nargs="*", metavar="CLUSTERS", help=f"{SIZES} unless told"
    )
    sizes = parser.parse_args(arguments).sizes or SIZES
    measured: list[Grown] = []
    print(f"{'clusters':>8}" + "".join(f"{heading:>15}" for heading in _HEADINGS))
    for size in sizes:
        try:
            first, grown = measure(size)
        except MeasuringError as error:
            print(error, file=sys.stderr)
            return 2
        times = (grown.p50 * 1000, grown.p99 * 1000)
        figures = f"{first:15.1f}{grown.startup:15.1f}{grown.memory:15.0f}"
        print(f"{size:>8}{figures}{times[0]:15.2f}{times[1]:15.2f}", flush=True)
        measured.append(grown)
    print("\np50 ms and right answers by kind of question")
    print(f"{'clusters':>8}" + "".join(f"{kind:>20}" for kind in KINDS))
    for size, grown in zip(sizes, measured, strict=True):
        pairs = ((grown.medians[kind] * 1000, grown.right[kind]) for kind in KINDS)
        print(f"{size:>8}" + "".join(f"{median:12.2f}{right:8.0%}" for median, right in pairs))
    slower = measured[-1].p50 / measured[0].p50
    print(f"\nfrom {sizes[0]} to {sizes[-1]} clusters p50 grows {slower:.1f} times (aim: {AIM})")
    return 0


def measure(size: int) -> tuple[float, Grown]:
    """Seconds of the very first start, which makes all word forms, and the figures of the next.

    Raises:
        MeasuringError: when a start failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), size)
        first, second = (
            run_apart("benchmarks.growth_apart", [folder, str(size)]) for _ in range(2)
        )
        return first["startup"], Grown(**second)


def prepare(folder: Path, size: int) -> None:
    """A base of this size, and beside it what was learned from the shipped one.

    Names are masked in learning, so it serves any clusters; learning would take the same time in
    a base of any size.
    """
    base = folder / _BASE
    write_base(base, size)
    learned = build_assistant(load_settings()).learned
    of_base = fingerprint(base, load(base, lessons=False))
    write_learned(folder / LEARNED, replace(learned, fingerprint=of_base))


def measure_here(folder: Path, size: int) -> Grown:
    """The figures of this process."""
    settings = Settings(knowledge_dir=folder / _BASE, _env_file=None)
    assistant = build_assistant(settings, kept=folder)
    startup = seconds_since_start()
    assistant.warm_up(_TODAY)
    asked = list(questions(size))  # each but once: an answer is remembered
    seconds: dict[Kind, list[float]] = {kind: [] for kind in KINDS}
    right: dict[Kind, list[bool]] = {kind: [] for kind in KINDS}
    for one in asked:
        started = perf_counter()
        answer = assistant.ask(Question(one.text, _TODAY)).answer
        seconds[one.kind].append(perf_counter() - started)
        found = answer.entity if isinstance(answer, Found) else None
        right[one.kind].append(found == one.entity)
    together = [second for own in seconds.values() for second in own]
    return Grown(
        startup=startup,
        memory=memory_mb(),
        p50=percentile(together, 0.5),
        p99=percentile(together, 0.99),
        medians={kind: percentile(own, 0.5) for kind, own in seconds.items()},
        right={kind: sum(own) / len(own) for kind, own in right.items()},
    )


if __name__ == "__main__":
    sys.exit(main())
