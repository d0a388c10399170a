"""YAML as the editor wrote it: every scalar a string, and every value with its place.

The one home of PyYAML. Plain safe loading turns `no` into False, `8:00` into 480 and
`+48814662505` into a number, keeps the last of two equal keys in silence, and dies on deep nesting
or aliases that multiply; here nothing is converted and those are errors.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import yaml
import yaml.resolver

from knowledge.problem import Problem

MAX_BYTES = 4 << 20
MAX_DEPTH = 12

_BRACKETS = re.compile(r"[\[\]{}]")
_INDENTS = re.compile(r"[ \t?:-]{2,}")
"""Blanks and the marks that open a list or a key, wherever: YAML knows more line ends than we."""
_PLAIN_TAGS = frozenset(
    (
        yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG,
        yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG,
        yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
    )
)
_ALIAS = re.compile(r"[*&]\w")


class _Mark(Protocol):
    """A place in a file; PyYAML has two kinds."""

    line: int
    column: int


Value = str | list["Value"] | dict[str, "Value"]


class UnreadableFileError(Exception):
    """The file is not YAML that we accept; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name for messages, its data (strings only) and the tree that knows places."""

    file: str
    data: Value
    root: yaml.Node

    def place(self, path: Sequence[str | int]) -> Place:
        """Where `path` stands, or the nearest parent that exists."""
        node = self.root
        shown = node
        for part in path:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == part]
                if not found:
                    break
                shown, node = found[0]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                if part >= len(node.value):
                    break
                shown = node = node.value[part]
            else:
                break
        return Place(shown.start_mark.line + 1, shown.start_mark.column + 1)

    def plain_scalars(self, *keys: str) -> Iterator[tuple[str, str, Place]]:
        """Values of the given keys that stand without quotes, as (key, value, place)."""
        yield from _plain_scalars(self.root, frozenset(keys))


def _plain_scalars(node: yaml.Node, keys: frozenset[str]) -> Iterator[tuple[str, str, Place]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in keys and isinstance(value, yaml.ScalarNode) and not value.style:
                mark = value.start_mark
                yield key.value, value.value, Place(mark.line + 1, mark.column + 1)
            yield from _plain_scalars(value, keys)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _plain_scalars(item, keys)


def read(path: Path, file: str) -> Document:
    """Read one file; `file` names it in messages.

    Raises:
        UnreadableFileError: not UTF-8, too large, not YAML, empty, nested too deeply, with
            aliases or repeated keys.
    """
    text = _text(path, file)
    loader = yaml.CBaseLoader(text)
    try:
        if _may_be_bomb(text):
            _refuse_bombs(text, file)
        root = loader.get_single_node()
        if root is None:
            raise _refusal(file, None, "the file is empty", "Write its entry or delete the file")
        return Document(file, _plain(root, file), root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"this is not valid YAML: {error.problem or error.context}"
        cure = "Check the indentation, quotes and colons on this line and the one before"
        raise _refusal(file, mark, what, cure) from error
    except yaml.YAMLError as error:
        what = f"this is not valid YAML: {' '.join(str(error).split())}"
        cure = "Remove the characters that do not belong in a text file"
        raise _refusal(file, None, what, cure) from error
    finally:
        loader.dispose()


def _text(path: Path, file: str) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            what = f"the file is larger than {MAX_BYTES >> 20} MB"
            raise _refusal(file, None, what, "Split it into smaller files")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise _refusal(file, None, what, "Check that it exists and may be read") from error
    except UnicodeDecodeError as error:
        what = "the file is not in UTF-8"
        raise _refusal(file, None, what, "Save it with the encoding UTF-8") from error


def _may_be_bomb(text: str) -> bool:
    """A quick look, so that the slow one is only taken at files out of the ordinary."""
    brackets = deepest = 0
    for bracket in _BRACKETS.findall(text):
        brackets += 1 if bracket in "[{" else -1
        deepest = max(deepest, brackets)
    indented = max(map(len, _INDENTS.findall(text)), default=0)
    return deepest + indented // 2 >= MAX_DEPTH or _ALIAS.search(text) is not None


def _refuse_bombs(text: str, file: str) -> None:
    """Look at the stream of events only, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent):
            what = f"aliases (*{event.anchor}) are not allowed"
            raise _refusal(file, event.start_mark, what, "Write the value out")
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                what = f"this is nested deeper than {MAX_DEPTH} levels"
                raise _refusal(file, event.start_mark, what, "Remove the extra brackets")
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1


def _plain(node: yaml.Node, file: str) -> Value:
    if node.tag not in _PLAIN_TAGS:
        what = f"the tag {node.tag.replace('tag:yaml.org,2002:', '!!')} is not allowed"
        raise _refusal(file, node.start_mark, what, "Remove it, values need no types here")
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file) for item in node.value]
    data: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            cure = "Write a plain word before the colon"
            raise _refusal(file, key.start_mark, "a key must be a word", cure)
        if key.value in data:
            what = f"the key '{key.value}' stands twice (first on line {lines[key.value]})"
            raise _refusal(file, key.start_mark, what, "Keep one of them")
        lines[key.value] = key.start_mark.line + 1
        data[key.value] = _plain(value, file)
    return data


def _refusal(file: str, mark: _Mark | None, what: str, cure: str) -> UnreadableFileError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return UnreadableFileError(Problem(file, line, column, what, cure))
