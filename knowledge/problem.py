"""What is wrong with the knowledge, said so that an editor can mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One error: the file (relative to the knowledge folder), line and column from 1."""

    file: str
    line: int
    column: int
    what: str
    cure: str

    def __str__(self) -> str:
        stop = "" if self.cure.endswith("?") else "."
        return f"{self.file}:{self.line}:{self.column}: {self.what}. {self.cure}{stop}"


class KnowledgeError(Exception):
    """The knowledge has errors; `problems` lists all of them, sorted by place."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
