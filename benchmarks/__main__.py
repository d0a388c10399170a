"""`scripts/bench [FILE]`: the assistant beside what people commonly use in its place.

All are given the same knowledge and the same questions, one after the other on the same machine,
each in a process of its own.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import growth
from benchmarks.comparison import Measured, measure
from benchmarks.measuring import MeasuringError
from benchmarks.questions import DEFAULT_FILE, QuestionsError, read_questions
from benchmarks.systems import ASSISTANT, BASELINES

_HEADINGS = ("right", "wrong cards", "false answers", "p50 ms", "p99 ms", "start s", "memory MB")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 done, 2 a file that cannot be used."""
    parser = argparse.ArgumentParser("scripts/bench", description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?", default=DEFAULT_FILE)
    names = (ASSISTANT, *BASELINES)
    parser.add_argument("--only", metavar="WORD", action="append", help="only systems named so")
    parser.add_argument("--growth", action="store_true", help="then python -m benchmarks.growth")
    options = parser.parse_args(arguments)
    try:
        asked = len(read_questions(options.questions))
        wanted = [name for name in names if any(word in name for word in options.only or ("",))]
        print(f"{asked} questions of {options.questions.name}\n")
        print(f"{'':<37}" + "".join(f"{heading:>14}" for heading in _HEADINGS))
        measured = []
        for name in wanted:
            measured.append(measure(name, options.questions))
            print(_line(measured[-1]), flush=True)
    except (QuestionsError, MeasuringError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\nA baseline refuses below the threshold that is best for it on these very questions:")
    for one in measured:
        if one.threshold is not None:
            print(f"  {one.system:<37}{one.threshold:.3g}")
    if options.growth:
        print()
        return growth.main([])
    return 0


def _line(one: Measured) -> str:
    verdict = one.verdict
    figures = (
        f"{verdict.right / verdict.asked:.1%}",
        str(verdict.wrong),
        f"{verdict.false} of {verdict.to_refuse}",
        f"{one.p50 * 1000:.2f}",
        f"{one.p99 * 1000:.2f}",
        f"{one.startup:.1f}",
        f"{one.memory:.0f}",
    )
    return f"{one.system:<37}" + "".join(f"{figure:>14}" for figure in figures)


if __name__ == "__main__":
    sys.exit(main())
