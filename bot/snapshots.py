"""A copy of the knowledge as it stood at one moment, while people go on editing it."""

import asyncio
import contextlib
import shutil
from pathlib import Path

from knowledge.version import files_of

_SETTLING = 0.2

Signature = frozenset[tuple[str, int, int, int]]
"""Name, size, time and inode of every file: another one tells that something may have changed."""


def signature(folder: Path) -> Signature:
    """That of the folder's files as they are now; empty when there is no folder."""
    found = set()
    for path in files_of(folder):
        try:
            seen = path.lstat()
        except FileNotFoundError:  # it went while we looked
            continue
        name = path.relative_to(folder).as_posix()
        found.add((name, seen.st_size, seen.st_mtime_ns, seen.st_ino))
    return frozenset(found)


async def copy_when_still(folder: Path, copy: Path) -> Signature:
    """Copy all files into the new folder `copy`, once none of them changes meanwhile.

    Raises:
        OSError: when a file cannot be copied.
    """
    while True:
        before = await asyncio.to_thread(signature, folder)
        try:
            await asyncio.to_thread(_copy, folder, copy)
            if await asyncio.to_thread(signature, folder) == before:
                return before
        except FileNotFoundError:  # it went while we copied
            pass
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        await asyncio.to_thread(shutil.rmtree, copy)
        await asyncio.sleep(_SETTLING)


def _copy(folder: Path, copy: Path) -> None:
    inside = folder.resolve()
    copy.mkdir()
    for path in files_of(folder):
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.resolve().is_relative_to(inside):
            with contextlib.suppress(PermissionError):
                shutil.copy2(path, target)
                continue
        # No file, one from elsewhere, one that we may not read: the check finds it and says so.
        target.symlink_to(path.absolute())
