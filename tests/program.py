"""Runs `python -m bot` as people do: in a process of its own, without this machine's settings."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "bot")
TIMEOUT = 300

_SETTINGS = tuple(name.upper() for name in Settings.model_fields)


def environment(**settings: str) -> dict[str, str]:
    """This process's environment with exactly these settings and no proxy."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _SETTINGS and not name.lower().endswith("_proxy")
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **settings}


def run_bot(
    *arguments: str, typed: str | bytes = "", folder: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """The finished program; it runs in `folder`, else in an empty one that has no .env."""
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            cwd=folder or empty,
            env=environment(**settings),
            timeout=TIMEOUT,
            check=False,
        )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
