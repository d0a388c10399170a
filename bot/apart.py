"""The parts of a reload that take long, in a process of their own and with low priority.

`python -m bot.apart check FOLDER` writes the problems as JSON; `python -m bot.apart learn FOLDER
KEPT` learns and puts the result into the folder KEPT.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from knowledge import loader
from knowledge.problem import KnowledgeError, Problem

_LOW = 10
_LONGEST_CHECK, _LONGEST_LEARNING = 120, 1_800
"""Seconds; whatever takes longer hangs."""


class ApartError(Exception):
    """The process of its own failed; a sentence for the log."""


async def check(folder: Path) -> tuple[Problem, ...]:
    """All that is wrong with the knowledge in a folder.

    Raises:
        ApartError: when it could not be checked.
    """
    output = await _run(_LONGEST_CHECK, "check", str(folder))
    return tuple(Problem(**found) for found in json.loads(output))


async def learn(folder: Path, kept: Path) -> None:
    """Learn from the sound knowledge in a folder; the result is put into the folder `kept`.

    Raises:
        ApartError: when it could not be learned.
    """
    await _run(_LONGEST_LEARNING, "learn", str(folder), str(kept))


async def _run(longest: float, *arguments: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        *arguments,
        cwd=Path(__file__).parents[1],
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(longest):
            output, errors = await process.communicate()
    except TimeoutError:
        raise ApartError(f"it took longer than {longest} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        last = errors.decode(errors="replace").strip().rpartition("\n")[2]
        raise ApartError(f"it ended with {process.returncode}: {last}")
    return output


def _main(what: str, folder: Path, *kept: str) -> None:
    if hasattr(os, "nice"):
        os.nice(_LOW)
    if what == "learn":
        from bot.app import learn_from

        learn_from(folder, Path(*kept))
        return
    problems: tuple[Problem, ...] = ()
    try:
        loader.load(folder)
    except KnowledgeError as error:
        problems = error.problems
    sys.stdout.write(json.dumps([asdict(problem) for problem in problems]))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
