"""One size of base in a process of its own: `python -m benchmarks.growth_apart FOLDER SIZE`."""

import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.growth import measure_here
from benchmarks.measuring import print_result

if __name__ == "__main__":
    print_result(asdict(measure_here(Path(sys.argv[1]), int(sys.argv[2]))))
