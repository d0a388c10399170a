"""Starts the program from a process that has loaded it and built its assistant beforehand.

Each start is a process of its own, forked, with its own settings, folder, output and end. From
reading its settings on it goes the way of `python -m bot`; only what takes seconds of every start
and depends on no setting is there already. `run --workers` forks in the same state.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_PREPARED = "tests.warmed"


def start(
    arguments: Sequence[str], folder: Path, environment: dict[str, str]
) -> tuple[ForkServerProcess, Connection]:
    """`python -m bot ARGUMENTS` in this folder and environment; the process and its output.

    The first start of a run of tests takes as long as any other way.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PREPARED])
    output, writing = context.Pipe(duplex=False)
    own = (writing, arguments, folder, environment)
    process = context.Process(target=_run, args=own, daemon=True)
    with writing:
        process.start()
    return process, output


def _run(
    output: Connection, arguments: Sequence[str], folder: Path, environment: dict[str, str]
) -> None:
    for standard in (1, 2):
        os.dup2(output.fileno(), standard)
    output.close()
    assert _PREPARED in sys.modules, "what every start shares could not be loaded"
    from tests import warmed

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    warmed.run(arguments)
