"""Which version of the knowledge that is, and of which files it is made."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Version:
    """Twelve hexadecimal digits that change with any file, and when the newest was changed."""

    id: str
    changed_at: datetime


NO_VERSION = Version("", datetime.fromtimestamp(0, UTC))
"""Of a knowledge that was not read from files."""


def files_of(folder: Path) -> Iterator[Path]:
    """The YAML files in and below the folder, in order; hidden ones are some editor's own."""
    for path in sorted(folder.rglob("*.yaml")):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def version_of(folder: Path) -> Version:
    """The version that the files of a folder make; of what cannot be read only the name counts."""
    digest = hashlib.sha256()
    changed_at = 0.0
    for path in files_of(folder):
        content = b""
        with suppress(OSError):
            if path.is_file():  # a pipe would be waited for
                content = path.read_bytes()
                changed_at = max(changed_at, path.stat().st_mtime)
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)} ".encode())
        digest.update(content)
    return Version(digest.hexdigest()[:_LENGTH], datetime.fromtimestamp(changed_at, UTC))
