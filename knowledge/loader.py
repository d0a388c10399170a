"""From a folder of YAML to one `Knowledge`, or to all that is wrong with it at once."""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from knowledge import yaml_reader
from knowledge.check import NO_WORD, cross_references, of_lessons
from knowledge.explanation import explain
from knowledge.model import (
    UNDATED,
    Cluster,
    ClusterList,
    Concept,
    Cues,
    Cyrillic,
    CyrillicLetters,
    Dialogues,
    Examples,
    Frozen,
    Knowledge,
    Lists,
    Neighbour,
    Organisation,
    Sector,
    Source,
    Text,
    Topic,
    WordLists,
)
from knowledge.problem import KnowledgeError, Problem
from knowledge.version import version_of

PACKAGED = Path(__file__).parent
"""The knowledge that ships with the program."""

SOURCES, SECTORS = "sources.yaml", "words/sectors.yaml"
CONCEPTS, NEIGHBOURS = "words/concepts.yaml", "words/neighbours.yaml"
CYRILLIC = "words/cyrillic.yaml"
EXAMPLES, DIALOGUES = "examples", "dialogues"
_HOLDS = {SOURCES: "source", SECTORS: "sector", CONCEPTS: "concept"}
_NO_LIST = ClusterList(title=Text(pl="-", en="-"), as_of=UNDATED, source="none", clusters=())
_NO_LISTS = Lists(reference=_NO_LIST, later=_NO_LIST, differences=Text(pl="-", en="-"))
_NO_CYRILLIC = Cyrillic(letters=CyrillicLetters(), words=())
"""Stand in for a broken file while the others are checked."""

Model = TypeVar("Model", bound=Frozen)


class _Sources(Frozen):
    sources: tuple[Source, ...]


class _Sectors(Frozen):
    sectors: tuple[Sector, ...]


class _Concepts(Frozen):
    concepts: tuple[Concept, ...]


class _Neighbours(Frozen):
    neighbours: tuple[Neighbour, ...]


def load(folder: Path = PACKAGED, *, lessons: bool = True) -> Knowledge:
    """Read, type and check a whole folder.

    Without `lessons` the examples and dialogues, which only learning needs, are left out: they are
    most of the text.

    Raises:
        KnowledgeError: with every problem found, each with file, line, reason and cure.
    """
    reader = _Reader(folder)
    clusters = reader.folder_of(Cluster, "clusters")
    organisations = reader.folder_of(Organisation, "organisations")
    topics = reader.folder_of(Topic, "topics")
    examples = reader.folder_of(Examples, EXAMPLES) if lessons else {}
    dialogues = reader.folder_of(Dialogues, DIALOGUES) if lessons else {}
    sources = reader.file_of(_Sources, SOURCES)
    sectors = reader.file_of(_Sectors, SECTORS)
    concepts = reader.file_of(_Concepts, CONCEPTS)
    neighbours = reader.file_of(_Neighbours, NEIGHBOURS)
    cues = reader.file_of(Cues, "words/cues.yaml")
    function_words = reader.file_of(WordLists, "words/function-words.yaml")
    cyrillic = reader.file_of(Cyrillic, CYRILLIC)
    lists = reader.file_of(Lists, "lists.yaml")
    reader.refuse_shared_ids(clusters, organisations)
    knowledge = Knowledge(
        clusters=clusters,
        organisations=organisations,
        topics=topics,
        sources=reader.by_id(sources.sources, SOURCES, "sources") if sources else {},
        sectors=reader.by_id(sectors.sectors, SECTORS, "sectors") if sectors else {},
        concepts=reader.by_id(concepts.concepts, CONCEPTS, "concepts") if concepts else {},
        neighbours=(
            reader.by_id(neighbours.neighbours, NEIGHBOURS, "neighbours") if neighbours else {}
        ),
        cues=cues.cues if cues else {},
        examples=examples,
        dialogues=dialogues,
        function_words=function_words or WordLists(),
        cyrillic=cyrillic or _NO_CYRILLIC,
        lists=lists or _NO_LISTS,
        version=version_of(folder),
    )
    findings = chain(cross_references(knowledge), of_lessons(knowledge) if lessons else ())
    for file, path, what, cure in findings:
        if not reader.follows_from_broken(file, what):
            reader.report(file, path, what, cure)
    if reader.problems:
        raise KnowledgeError(folder, reader.problems)
    return knowledge


class _Reader:
    """Builds what is sound and collects the problems of all files on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._broken: set[str] = set()
        self._latest: yaml_reader.Document | None = None

    def report(self, file: str, path: tuple[str | int, ...], what: str, cure: str) -> None:
        try:
            place = self._document(file).place(path)
        except yaml_reader.UnreadableFileError:
            place = yaml_reader.Place(1, 1)
        self.problems.append(Problem(file, place.line, place.column, what, cure))

    def _document(self, file: str) -> yaml_reader.Document:
        """The file, read again for each problem found late: all of them fill the memory."""
        if self._latest is None or self._latest.file != file:
            self._latest = yaml_reader.read(self.folder / file, file)
        return self._latest

    def follows_from_broken(self, file: str, what: str) -> bool:
        """Whether a finding is only there because a file with errors was left out."""
        ids = (Path(broken).stem for broken in self._broken)
        kinds = (_HOLDS[broken] for broken in self._broken if broken in _HOLDS)
        return (
            file in self._broken
            or any(f"'{id_}'" in what for id_ in ids)
            or any(f"there is no {kind} " in what for kind in kinds)
            or (bool(self._broken) and what.startswith(NO_WORD))
        )

    def file_of(self, model: type[Model], file: str) -> Model | None:
        try:
            document = self._document(file)
        except yaml_reader.UnreadableFileError as error:
            self.problems.append(error.problem)
            self._broken.add(file)
            return None
        for key, value, place in document.plain_scalars("phone", "fax"):
            what = f"the {key} number {value} stands without quotes"
            cure = f'Put it in quotes: {key}: "{value}"'
            self.problems.append(Problem(file, place.line, place.column, what, cure))
        try:
            return model.model_validate(document.data)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                what, cure = explain(details, model)
                self.report(file, details["loc"], what, cure)
            self._broken.add(file)
            return None

    def folder_of(self, model: type[Model], name: str) -> dict[str, Model]:
        entries: dict[str, Model] = {}
        found = (self.folder / name).glob("*.yaml")
        paths = sorted(path for path in found if not path.name.startswith("."))
        if not paths:
            self.report(name, (), "the folder is missing or empty", "Restore its files")
        for path in paths:
            file = f"{name}/{path.name}"
            entry = self.file_of(model, file)
            if entry is None:
                continue
            id_ = _id(entry)
            if id_ != path.stem:
                cure = f"Name the file {id_}.yaml or write id: {path.stem}"
                self.report(file, ("id",), f"the id '{id_}' is not the name of the file", cure)
            entries[id_] = entry
        return entries

    def by_id(self, entries: Iterable[Model], file: str, key: str) -> dict[str, Model]:
        found: dict[str, Model] = {}
        for index, entry in enumerate(entries):
            if _id(entry) in found:
                what = f"the id '{_id(entry)}' stands twice"
                self.report(file, (key, index, "id"), what, "Keep one of them or rename it")
            found[_id(entry)] = entry
        return found

    def refuse_shared_ids(self, one: Mapping[str, object], other: Mapping[str, object]) -> None:
        for id_ in one.keys() & other.keys():
            what = f"the id '{id_}' belongs to a cluster as well"
            self.report(f"organisations/{id_}.yaml", ("id",), what, "Choose another id")


def _id(entry: Any) -> str:
    return str(entry.id)
