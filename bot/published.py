"""The knowledge as it stands elsewhere: in a version that git keeps, or in another folder."""

import contextlib
import io
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

_LONGEST = 60
"""Seconds that git may take."""


class NotPublishedError(Exception):
    """There is no such version to compare with, or git that could tell; `reason` is git's own."""

    def __init__(self, version: str, reason: str | None = None) -> None:
        self.version, self.reason = version, reason
        super().__init__(f"{version}: {reason or 'git cannot be run'}")


@contextlib.contextmanager
def published(version: str, folder: Path) -> Iterator[Path]:
    """A folder with the knowledge of `folder` as it was in that version of git.

    Raises:
        NotPublishedError: without git, outside a repository, and for an unknown version.
    """
    if version.startswith("-"):
        raise NotPublishedError(version, "a version does not begin with '-'")
    command = ["git", "-C", str(folder), "archive", "--format=zip", version, "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotPublishedError(version) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1].removeprefix("fatal: ") if said else "-"
        raise NotPublishedError(version, reason)
    with tempfile.TemporaryDirectory() as copy:
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
            archive.extractall(copy)
        yield Path(copy)
