"""A broken rule before it has its line: the file, and the path to it inside."""

from collections.abc import Collection
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`known` are the words that may have been meant by the `misspelt` one."""

    file: str
    path: Path
    rule: str
    values: dict[str, str] = field(default_factory=dict)
    misspelt: str = ""
    known: Collection[str] = ()
