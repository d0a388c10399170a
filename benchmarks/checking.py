"""`python -m benchmarks.checking`: how long a check takes, by size of the base."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.synthetic import write_base
from knowledge.inspection import inspect
from knowledge.loader import PACKAGED

SIZES = (20, 200, 2_000, 20_000)
_TODAY = date(2026, 12, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for the shipped base, then for invented ones."""
    parser = argparse.ArgumentParser("python -m benchmarks.checking", description=__doc__)
    parser.add_argument(
        "sizes", type=int, nargs="*", metavar="CLUSTERS", help=f"{SIZES} unless told"
    )
    print(f"{'clusters':>10}{'s':>10}{'CPU s':>10}{'errors':>10}{'warnings':>10}")
    _measure("shipped", PACKAGED)
    for size in parser.parse_args(arguments).sizes or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_base(Path(folder) / "base", size)
            _measure(str(size), Path(folder) / "base")
    return 0


def _measure(name: str, folder: Path) -> None:
    wall, own = perf_counter(), process_time()
    found = inspect(folder, _TODAY)
    took, used = perf_counter() - wall, process_time() - own
    errors, warnings = len(found.errors), len(found.warnings)
    print(f"{name:>10}{took:>10.2f}{used:>10.2f}{errors:>10}{warnings:>10}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
