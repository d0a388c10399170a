"""Disks that are small or that we may not write to."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import create_database

_NOBODY = 65534
_FILLER_BYTES = 300_000


@contextmanager
def cramped_engine(folder: Path) -> Iterator[tuple[AsyncEngine, Callable[[], None]]]:
    """An engine on a disk of about a megabyte, and what makes room on it.

    It is a real small disk where one may be mounted; else SQLite is told a limit.
    """
    disk = folder / "disk"
    disk.mkdir()
    if _is_mounted(disk):
        filler = disk / "filler"
        filler.write_bytes(bytes(_FILLER_BYTES))
        try:
            yield create_database(f"sqlite:///{disk / 'bot.sqlite'}"), filler.unlink
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)
    else:
        engine = create_database(f"sqlite:///{disk / 'bot.sqlite'}")
        yield engine, limit_pages(engine)


def limit_pages(engine: AsyncEngine) -> Callable[[], None]:
    """Keep the file of new connections to 200 pages, until the returned function is called."""
    limits = [200]

    def limit(connection: object, entry: object, proxy: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"PRAGMA max_page_count = {limits[-1]}")
        cursor.close()

    event.listen(engine.sync_engine, "checkout", limit)
    return lambda: limits.append(1_000_000)


@contextmanager
def folder_of_anyone() -> Iterator[Path]:
    """A new folder that other users can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be an ordinary user for a while: root may write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def _is_mounted(folder: Path) -> bool:
    if os.geteuid() != 0:
        return False
    with suppress(FileNotFoundError):
        command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    return False
