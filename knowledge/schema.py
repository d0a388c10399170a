"""JSON Schemas by which an editor's program completes and explains what is written.

`python -m knowledge.schema` writes them anew; descriptions stand in descriptions.toml.
"""

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from knowledge import loader
from knowledge.model import (
    Cluster,
    Cues,
    Cyrillic,
    Dialogues,
    Entity,
    Examples,
    Lists,
    Organisation,
    Topic,
    WordLists,
)

FOLDER = Path(__file__).with_name("schemas")
KINDS: Mapping[str, type[BaseModel]] = {
    loader.CLUSTERS: Cluster,
    loader.ORGANISATIONS: Organisation,
    loader.TOPICS: Topic,
    loader.EXAMPLES: Examples,
    loader.DIALOGUES: Dialogues,
    loader.SOURCES: loader.Sources,
    loader.SECTORS: loader.Sectors,
    loader.CONCEPTS: loader.Concepts,
    loader.NEIGHBOURS: loader.Neighbours,
    loader.CUES: Cues,
    loader.FUNCTION_WORDS: WordLists,
    loader.CYRILLIC: Cyrillic,
    loader.LISTS: Lists,
}
"""The model of each folder and of each single file."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
_DESCRIPTIONS = Path(__file__).with_name("descriptions.toml")


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    descriptions = tomllib.loads(_DESCRIPTIONS.read_text(encoding="utf-8"))
    return {f"{name_of(place)}.json": _schema(kind, descriptions) for place, kind in KINDS.items()}


def name_of(place: str) -> str:
    """What the schema of a folder or file is called: "cluster", "function-words"."""
    kind = KINDS[place]
    is_folder = place in loader.FOLDERS
    return kind.__name__.lower() if is_folder else Path(place).stem


def first_line(place: str) -> str:
    """The comment by which VS Code finds the schema of a file in this place."""
    up = "../" if "/" in place or place in loader.FOLDERS else ""
    return f"# yaml-language-server: $schema={up}schemas/{name_of(place)}.json"


def fields() -> set[tuple[str, str]]:
    """Every field that editors write: the model that it belongs to, and its own name."""
    models = {model for kind in KINDS.values() for model in _all_models(kind)}
    return {(owner_of(model), name) for model in models for name in model.model_fields}


def owner_of(model: type[BaseModel]) -> str:
    """Clusters and organisations have the fields of an entity."""
    return Entity.__name__ if issubclass(model, Entity) else model.__name__


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _schema(kind: type[BaseModel], descriptions: Mapping[str, Mapping[str, str]]) -> str:
    schema = kind.model_json_schema()
    models = {owner.__name__: owner for owner in _all_models(kind)}
    _describe(schema, owner_of(kind), descriptions)
    for name, part in schema.get("$defs", {}).items():
        _describe(part, owner_of(models[name]), descriptions)
    whole = {"$schema": _DIALECT, **_as_written(schema)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _as_written(part: Any) -> Any:
    """Without what only a program has: a field that is not needed is left out, never null."""
    if isinstance(part, list):
        return [_as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: _as_written(value) for key, value in part.items() if key != "default"}
    choices = [one for one in part.pop("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **part}
    return {"anyOf": choices, **part} if choices else part


def _all_models(kind: type[BaseModel]) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    waiting = [kind]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            for field in model.model_fields.values():
                waiting += _models_in(field.annotation)
    return found


def _describe(
    part: dict[str, Any], owner: str, descriptions: Mapping[str, Mapping[str, str]]
) -> None:
    """Descriptions in Polish in place of the docstrings and of titles made up from names."""
    for key in ("title", "description"):
        part.pop(key, None)
    for name, field in part.get("properties", {}).items():
        field.pop("title", None)
        field["description"] = descriptions[owner][name]


def main() -> int:
    """Write every schema anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
