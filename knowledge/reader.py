"""Reads files into models, and collects the problems of all files on the way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from knowledge import yaml_reader
from knowledge.explanation import explain, nearest, shown
from knowledge.finding import Finding
from knowledge.model import Entity, Frozen, Topic
from knowledge.problem import Problem
from knowledge.rules import Level, rules

MOST_OF_A_FILE = 50
"""So many problems of one file are told: one mistake may run through all of it."""

_ENDING = "*.yaml"
_WITH_FACTS = (Entity, Topic)
_MORE: dict[Level, str] = {"error": "too-many", "warning": "too-many-warnings"}

Model = TypeVar("Model", bound=Frozen)


class Reader:
    """Reads one folder; `holds` says which rule tells of what is missing because of a file."""

    def __init__(self, folder: Path, holds: Mapping[str, str]) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self._holds = holds
        self._counts: Counter[tuple[str, Level]] = Counter()
        self._latest: yaml_reader.Document | None = None

    def report(self, finding: Finding) -> None:
        """Find the line of what is wrong, and keep it."""
        if self._is_full(finding.file, finding.rule):
            return
        try:
            place = self._document(finding.file).place(finding.path)
        except yaml_reader.UnreadableFileError:
            place = yaml_reader.Place(1, 1)
        near = nearest(finding.misspelt, finding.known) if finding.misspelt else ""
        self._keep(finding.file, place, finding.rule, finding.values, near)

    def _is_full(self, file: str, rule: str) -> bool:
        """Whether enough is told of a file; errors and warnings count apart."""
        return self._counts[file, rules()[rule].level] > MOST_OF_A_FILE

    def _keep(
        self, file: str, place: yaml_reader.Place, rule: str, values: dict[str, str], near: str
    ) -> None:
        if self._is_full(file, rule):
            return
        level = rules()[rule].level
        self._counts[file, level] += 1
        if self._is_full(file, rule):
            rule, near = _MORE[level], ""
            values = {"shown": str(MOST_OF_A_FILE)}
        told = tuple((name, shown(value)) for name, value in values.items())
        self.problems.append(Problem(file, place.line, place.column, rule, told, near))

    def report_all(self, findings: Iterable[Finding]) -> None:
        """Keep those that are not there only because a file with errors was left out."""
        for finding in findings:
            is_full = self._is_full(finding.file, finding.rule)
            if not is_full and not self._follows_from_broken(finding):
                self.report(finding)

    def file_of(self, model: type[Model], file: str) -> Model | None:
        """One file as a model, or None where it is broken."""
        try:
            document = self._document(file)
        except yaml_reader.UnreadableFileError as error:
            self.problems.append(error.problem)
            self.broken.add(file)
            return None
        if issubclass(model, _WITH_FACTS):
            for key, value, place in document.plain_scalars("phone", "fax"):
                self._keep(file, place, "phone-unquoted", {"key": key, "value": value}, "")
        try:
            return model.model_validate(document.data)
        except ValidationError as error:
            self.broken.add(file)
            for details in error.errors(include_url=False):
                self.report(explain(file, details, model))
            return None

    def folder_of(self, model: type[Model], name: str) -> dict[str, Model]:
        """All files of a folder by id."""
        entries: dict[str, Model] = {}
        paths = sorted((self.folder / name).glob(_ENDING))
        for path in paths:
            if path.name.startswith("."):
                continue  # an editor's own
            file = f"{name}/{path.name}"
            entry = self.file_of(model, file)
            if entry is None:
                continue
            id_ = _id(entry)
            if id_ != path.stem:
                values = {"id": id_, "stem": path.stem}
                self.report(Finding(file, ("id",), "id-not-file-name", values))
            entries[id_] = entry
        if not paths:
            self.report(Finding(name, (), "folder-empty"))
        return entries

    def by_id(self, entries: Iterable[Model], file: str, key: str) -> dict[str, Model]:
        """The entries of one file by id."""
        found: dict[str, Model] = {}
        for index, entry in enumerate(entries):
            id_ = _id(entry)
            if id_ in found:
                self.report(Finding(file, (key, index, "id"), "id-twice", {"id": id_}))
            found[id_] = entry
        return found

    def _document(self, file: str) -> yaml_reader.Document:
        """The file, read again for each problem found late: all of them fill the memory."""
        if self._latest is None or self._latest.file != file:
            self._latest = yaml_reader.read(self.folder / file, file, self.folder)
        return self._latest

    def _follows_from_broken(self, finding: Finding) -> bool:
        ids = {Path(broken).stem for broken in self.broken}
        kinds = {self._holds[broken] for broken in self.broken if broken in self._holds}
        return (
            finding.file in self.broken
            or not ids.isdisjoint(finding.values.values())
            or finding.rule in kinds
            or (bool(self.broken) and finding.rule == "unknown-word")
        )


def _id(entry: Any) -> str:
    return str(entry.id)
