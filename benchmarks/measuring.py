"""Runs a piece of work in a process of its own, so that its start and memory are its own."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
_STARTED = "BENCHMARK_STARTED"


class MeasuringError(Exception):
    """The process ended without a result; the message is what it said last."""


def run_apart(module: str, arguments: Sequence[str], folder: Path | None = None) -> dict[str, Any]:
    """What `python -m MODULE ARGUMENTS` gave to `print_result`, run in `folder` or here.

    Raises:
        MeasuringError: when it failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT), _STARTED: str(time.time())},
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise MeasuringError(f"{module} {' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def seconds_since_start() -> float:
    """How long ago this process was started, the start of Python included."""
    return time.time() - float(os.environ[_STARTED])


def memory_mb() -> float:
    """The most memory that this process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def print_result(result: dict[str, Any]) -> None:
    """Hand the result over to `run_apart`."""
    print(json.dumps(result, ensure_ascii=False))


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value under which this share of them lies."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]
