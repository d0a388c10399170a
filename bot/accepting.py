"""A suggestion accepted: tried on a copy first, then written into its file."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from bot import apart
from bot.rehearsal import Trial
from bot.snapshots import copy_when_still
from bot.unanswered import Suggestion
from knowledge.yaml_writer import with_item


async def accept(
    suggestion: Suggestion, folder: Path, kept: Path, *, although_it_breaks: bool = False
) -> Trial:
    """Try a suggestion and, if it is good, write it into its file; a running bot then takes it.

    What breaks dialogues is written only `although_it_breaks` them, what has problems never.
    Takes a minute, and another one for examples, in a process of its own.

    Raises:
        UnwritableError: when the line cannot be added to the file.
        ApartError: when it could not be tried.
        OSError: when the file cannot be read or written.
    """
    file = folder / suggestion.file
    with tempfile.TemporaryDirectory(prefix="trial-") as place:
        before, changed = Path(place) / "before", Path(place) / "changed"
        await copy_when_still(folder, before)
        await asyncio.to_thread(shutil.copytree, before, changed)
        text = (before / suggestion.file).read_text(encoding="utf-8")
        new_text = with_item(text, suggestion.path, suggestion.item)
        (changed / suggestion.file).write_text(new_text, encoding="utf-8")
        problems, broken = await apart.rehearse(before, changed, kept)
    trial = Trial(problems, broken)
    if trial.allows(although_it_breaks=although_it_breaks):
        # Once more on what the file holds by now: somebody may have edited it meanwhile.
        current = file.read_text(encoding="utf-8")
        _replace(file, with_item(current, suggestion.path, suggestion.item))
    return trial


def _replace(file: Path, text: str) -> None:
    """In one step, so that nobody reads half of it."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    shutil.copymode(file, fresh)
    fresh.replace(file)
