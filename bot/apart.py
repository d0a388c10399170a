"""The parts of a reload that take long, in a process of their own.

`python -m bot.apart check FOLDER` writes the errors as JSON, `inspect FOLDER` the warnings too;
`learn FOLDER KEPT` learns and puts the result into the folder KEPT; `try FOLDER CHANGED KEPT`
writes what a change would break.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import loader
from knowledge.problem import KnowledgeError, Problem, restored

if TYPE_CHECKING:  # a check loads nothing of what answers: editors wait for it
    from bot.rehearsal import Broken

_LOWER = 5
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
    return tuple(map(restored, json.loads(output)))


async def inspect(folder: Path) -> tuple[Problem, ...]:
    """All errors and warnings that a look at the files of a folder finds.

    Raises:
        ApartError: when it could not be looked at.
    """
    return tuple(map(restored, json.loads(await _run(_LONGEST_CHECK, "inspect", str(folder)))))


async def learn(folder: Path, kept: Path) -> None:
    """Learn from the sound knowledge in a folder; the result is put into the folder `kept`.

    Raises:
        ApartError: when it could not be learned.
    """
    await _run(_LONGEST_LEARNING, "learn", str(folder), str(kept))


async def rehearse(
    folder: Path, changed: Path, kept: Path
) -> "tuple[tuple[Problem, ...], tuple[Broken, ...]]":
    """What is wrong with a changed knowledge, and which dialogues it would break; takes a minute.

    Where examples or dialogues differ it is learned anew, which takes another one.

    Raises:
        ApartError: when it could not be tried.
    """
    from bot.rehearsal import Broken

    output = json.loads(await _run(_LONGEST_LEARNING, "try", str(folder), str(changed), str(kept)))
    problems = tuple(map(restored, output["problems"]))
    broken = (Broken(**{**one, "means": tuple(one["means"])}) for one in output["broken"])
    return problems, tuple(broken)


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


def _main(what: str, folder: Path, *others: Path) -> None:
    if what != "check" and hasattr(os, "nice"):  # an editor waits for the check, nobody for these
        os.nice(_LOWER)
    match what:
        case "check":
            _write([asdict(problem) for problem in _problems(folder)])
        case "inspect":
            _write([asdict(problem) for problem in _inspected(folder)])
        case "learn":
            from bot.app import learn_from

            learn_from(folder, *others)
        case _:
            _rehearse(folder, *others)


def _problems(folder: Path) -> tuple[Problem, ...]:
    try:
        loader.load(folder)
    except KnowledgeError as error:
        return error.problems
    return ()


def _inspected(folder: Path) -> tuple[Problem, ...]:
    from bot.app import all_texts
    from bot.checking.cards import long_cards
    from handlers.telegram.rendering import LIMIT, length
    from knowledge.inspection import inspect, placed

    today = datetime.now().astimezone().date()
    found = inspect(folder, today)
    if found.errors:
        return found.problems
    long = long_cards(found.knowledge, all_texts(), today, length, LIMIT)
    return tuple(sorted((*found.problems, *placed(folder, long))))


def _rehearse(folder: Path, changed: Path, kept: Path) -> None:
    from bot.app import FORMS, assistant_on, learn_from, rebuild
    from bot.rehearsal import broken

    problems = _problems(changed)
    found: list[Broken] = []
    if not problems:
        lessons = loader.load(folder)
        before = assistant_on(folder, kept)
        learned = before.learned
        if loader.load(changed).examples != lessons.examples:
            with tempfile.TemporaryDirectory() as own:
                shutil.copy(kept / FORMS, own)
                learned = learn_from(changed, Path(own))
        after = rebuild(changed, learned, before.texts, kept).assistant
        if after is None:
            raise ApartError("the topics differ")
        today = datetime.now().astimezone().date()
        found = list(broken(before, after, tuple(lessons.dialogues.values()), today))
    _write(
        {
            "problems": [asdict(problem) for problem in problems],
            "broken": [asdict(turn) for turn in found],
        }
    )


def _write(data: object) -> None:
    sys.stdout.write(json.dumps(data))


if __name__ == "__main__":
    _main(sys.argv[1], *map(Path, sys.argv[2:]))
