"""YAML as the editor wrote it: every scalar a string, and every value with its place.

The one home of PyYAML. Plain safe loading turns `no` into False, `8:00` into 480 and
`+48814662505` into a number, keeps the last of two equal keys in silence, and dies on deep nesting
or aliases that multiply; here nothing is converted and those are errors.
"""

import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import yaml
import yaml.resolver

from knowledge.problem import Problem

MAX_BYTES = 4 << 20
MAX_DEPTH = 12
MAX_VALUES, MAX_KEYS = 250_000, 10_000
"""A file of tiny values takes longer to read than its size tells; of keys in one place longest."""

_BRACKETS = re.compile(r"[\[\]{}]")
_INDENTS = re.compile(r"[ \t?:-]{2,}")
"""Blanks and the marks that open a list or a key, wherever: YAML knows more line ends than we."""
_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG,
    yaml.SequenceNode: yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG,
    yaml.MappingNode: yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
}
_PLAIN_TAGS = frozenset(_TAGS.values())
_ALIAS = re.compile(r"[*&]\w")
_LONGEST_NAME = 60
_SYNTAX = {
    "tab character": "yaml-tab",
    "mapping values are not allowed": "yaml-colon",
    "could not find expected ':'": "yaml-no-colon",
    "found unexpected end of stream": "yaml-quote",
    "found unexpected document indicator": "yaml-quote",
    "found another document": "yaml-two-documents",
    "while parsing a flow": "yaml-bracket",
    "while parsing a block": "yaml-indent",
    "block sequence entries are not allowed": "yaml-indent",
    "cannot start any token": "yaml-start",
    "alphabetic or numeric character": "yaml-start",
    "unknown escape character": "yaml-escape",
}
"""What libyaml says, or while doing what, and the rule of ours."""


class _Loader(yaml.CBaseLoader):
    """Gives every value the plain tag of its form at once: the long way round is the same."""

    def resolve(self, kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        return _TAGS[kind]

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


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


def read(path: Path, file: str, within: Path | None = None) -> Document:
    """Read one file; `file` names it in messages. A link must not lead out of `within`.

    Raises:
        UnreadableFileError: not UTF-8, too large, not YAML, empty, nested too deeply, with
            aliases or repeated keys, not a plain file or one from elsewhere.
    """
    if within is not None and _leads_out(path, within):
        raise _refusal(file, None, "link-outside")
    text = _text(path, file)
    loader = _Loader(text)
    try:
        if _may_be_bomb(text):
            _refuse_bombs(text, file)
        root = loader.get_single_node()
        if root is None:
            raise _refusal(file, None, "empty-file")
        return Document(file, _plain(root, file), root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        rule, values = _syntax(error, text)
        raise _refusal(file, mark, rule, **values) from error
    except yaml.YAMLError as error:
        raise _refusal(file, None, "yaml-character") from error
    finally:
        loader.dispose()


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether a link, of the file or of its folder, leads elsewhere."""
    if not (path.is_symlink() or path.parent.is_symlink()):
        return False
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link in a circle: reading tells of it
        return False


def _text(path: Path, file: str) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _refusal(file, None, "not-a-file")
        if found.st_size > MAX_BYTES:
            raise _refusal(file, None, "too-large", limit=str(MAX_BYTES >> 20))
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise _refusal(file, None, "file-missing") from error
    except PermissionError as error:
        raise _refusal(file, None, "file-locked") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _refusal(file, None, "file-unreadable", reason=reason) from error
    except UnicodeDecodeError as error:
        raise _refusal(file, None, "not-utf8") from error
    if sum(map(text.count, "\n,[{")) > MAX_VALUES:
        raise _refusal(file, None, "too-many-values", limit=str(MAX_VALUES))
    return text


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[str, dict[str, str]]:
    """The rule that libyaml's complaint is about, and what fills its wording."""
    problem = error.problem or error.context or ""
    opened = error.context_mark or error.problem_mark
    values = {"problem": problem, "line": str(opened.line + 1 if opened else 1)}
    said = f"{error.context} {problem}"
    rule = next((rule for words, rule in _SYNTAX.items() if words in said), "yaml-syntax")
    before, at = _around(text, error.problem_mark)
    if rule == "yaml-indent" and before.endswith(("'", '"', "]", "}")):
        rule = "yaml-rest"
    if rule == "yaml-start" and at == "\t":
        rule = "yaml-tab"
    return rule, values


def _around(text: str, mark: _Mark | None) -> tuple[str, str]:
    """What stands on the line before the mark, and the letter there."""
    line = "".join(text.split("\n", mark.line + 1)[mark.line :][:1]) if mark else ""
    column = mark.column if mark else 0
    return line[:column].rstrip(), line[column : column + 1]


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
            raise _refusal(file, event.start_mark, "alias", name=str(event.anchor)[:_LONGEST_NAME])
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise _refusal(file, event.start_mark, "too-deep", limit=str(MAX_DEPTH))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1


def _plain(node: yaml.Node, file: str) -> Value:
    if node.tag not in _PLAIN_TAGS:
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        raise _refusal(file, node.start_mark, "tag", tag=tag[:_LONGEST_NAME])
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file) for item in node.value]
    if len(node.value) > MAX_KEYS:
        raise _refusal(file, node.start_mark, "too-many-values", limit=str(MAX_KEYS))
    data: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refusal(file, key.start_mark, "key-not-a-word")
        if key.value in data:
            name, line = key.value[:_LONGEST_NAME], str(lines[key.value])
            raise _refusal(file, key.start_mark, "key-twice", key=name, line=line)
        lines[key.value] = key.start_mark.line + 1
        data[key.value] = _plain(value, file)
    return data


def _refusal(file: str, mark: _Mark | None, rule: str, **values: str) -> UnreadableFileError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return UnreadableFileError(Problem(file, line, column, rule, tuple(values.items())))
