"""All that is wrong with a folder, errors and warnings, for those who edit it."""

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge import review, review_words
from knowledge.finding import Finding
from knowledge.freshness import stale
from knowledge.loader import FILES, FOLDERS, read_all, reader_of
from knowledge.model import Knowledge
from knowledge.problem import Problem

_LOOKS_LIKE_OURS = (".yaml", ".yml")
_NOT_READ = ("schemas",)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was read and what is wrong; without errors `knowledge` is whole."""

    folder: Path
    knowledge: Knowledge
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is published."""
        return tuple(one for one in self.problems if one.level == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look."""
        return tuple(one for one in self.problems if one.level == "warning")


def inspect(folder: Path, today: date) -> Inspection:
    """Read the whole folder and look at everything that a program can tell is wrong."""
    enabled = gc.isenabled()
    gc.disable()  # a large base is built of many objects: looking through them only costs time
    try:
        reader = reader_of(folder)
        knowledge = read_all(reader, lessons=True)
        is_whole = not reader.problems
        reader.report_all(_stray_files(folder))
        reader.report_all(review.of_entries(knowledge, today))
        reader.report_all(review_words.of_examples(knowledge))
        if is_whole:
            reader.report_all(review_words.of_names(knowledge))
            reader.report_all(review_words.of_base(knowledge))
        return Inspection(folder, knowledge, tuple(sorted(reader.problems)))
    finally:
        if enabled:
            gc.enable()


def placed(folder: Path, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Findings with their lines, sorted by place."""
    reader = reader_of(folder)
    reader.report_all(findings)
    return tuple(sorted(reader.problems))


def of_age(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """A warning for every answer that is due to be confirmed."""
    for one in stale(knowledge, today):
        values = {"topic": one.topic, "as_of": one.as_of, "years": str(one.years)}
        path: tuple[str | int, ...] = ("facts", 0)
        file = f"topics/{one.topic}.yaml"
        if one.entity is not None:
            folder = "clusters" if one.entity in knowledge.clusters else "organisations"
            path, file = ("topics", one.topic, *path), f"{folder}/{one.entity}.yaml"
        yield Finding(file, (*path, "as_of"), "stale", values)


def _stray_files(folder: Path) -> Iterator[Finding]:
    """Files that look like knowledge, where or named so that nobody reads them."""
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder)
        top = file.parts[0]
        looks = any(ending in path.name.lower() for ending in _LOOKS_LIKE_OURS)
        is_hidden = any(part.startswith(".") for part in file.parts)
        if not looks or is_hidden or top in _NOT_READ:
            continue
        in_folder = len(file.parts) == 2 and top in FOLDERS and path.suffix == ".yaml"
        if not in_folder and file.as_posix() not in FILES:
            yield Finding(file.as_posix(), (), "stray-file")
