"""Which version of the knowledge that is."""

import hashlib
from pathlib import Path

_LENGTH = 12


def version(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any of the folder's YAML files.

    Raises:
        OSError: when a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()[:_LENGTH]
