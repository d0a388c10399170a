"""Runs the program, without this machine's settings: as people do, or in this process.

A process of its own proves how the program starts, reads, writes and ends, and takes seconds to
get ready; what the commands do is tested in this process, with the assistant built once.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Protocol

import pytest
from typer.testing import CliRunner

from bot import app, cli
from bot.assistant import Assistant
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


class Program(Protocol):
    """The finished program, given its arguments, what is typed and its settings."""

    def __call__(
        self, *arguments: str, typed: str | bytes = "", **settings: str
    ) -> subprocess.CompletedProcess[str]: ...


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


def run_here(
    assistant: Assistant, folder: Path, *arguments: str, typed: str | bytes, **settings: str
) -> subprocess.CompletedProcess[str]:
    """The same in this process and in `folder`; the packaged knowledge is not read anew."""

    anew = app.build_assistant

    def build(of: Settings) -> Assistant:
        return assistant if of.knowledge_dir is None else anew(of)

    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setattr(app, "build_assistant", build)
        patched.setattr(cli, "set_up_logging", lambda *_: None)  # that of pytest stays
        done = CliRunner().invoke(
            cli.app,
            arguments,
            typed,
            env={**dict.fromkeys(_SETTINGS), **settings},
            prog_name="python -m bot",
            catch_exceptions=False,
        )
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)
