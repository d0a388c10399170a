"""The schemas that complete and explain in an editor's program say what the models say."""

import json
import tomllib
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from ruamel.yaml import YAML

from knowledge import loader
from knowledge.loader import PACKAGED
from knowledge.schema import FOLDER, KINDS, fields, first_line, name_of, schemas
from knowledge.skeleton import skeleton
from tests.knowledge import shape_rules, value_rules
from tests.knowledge.rule import Rule
from tests.knowledge.small_base import FILES

ONLY_FOR_PROGRAMS = {
    *("empty-text", "key-twice", "alias", "too-deep", "key-not-a-word"),
    *("no-gap", "no-reply", "no-facts", "companies-over-members", "no-such-day"),
    *("name-placeholder", "coordinates-alone"),
    *("phone-unquoted", "short-stem", "latin-letter", "cyrillic-form", "cyrillic-letter"),
}
"""What a schema cannot tell, or what no YAML with its mistakes reaches one."""


@cache
def validator(place: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(json.loads(schemas()[f"{name_of(place)}.json"]))


def as_an_editor_sees_it(text: str) -> Any:
    """Typed as YAML 1.2 has it."""
    return json.loads(json.dumps(YAML(typ="safe").load(StringIO(text)), default=str))


def place_of(file: str) -> str:
    return file if file in loader.FILES else file.split("/")[0]


def test_the_schemas_are_fresh() -> None:
    """Renew them with python -m knowledge.schema."""
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}

    assert written == schemas()


def test_every_kind_of_file_has_a_schema() -> None:
    assert set(KINDS) == {*loader.FOLDERS, *loader.FILES}


def test_every_field_is_explained_and_no_other() -> None:
    descriptions = tomllib.loads((FOLDER.parent / "descriptions.toml").read_text(encoding="utf-8"))
    described = {(owner, name) for owner, own in descriptions.items() for name in own}

    assert described == fields()


@pytest.mark.parametrize("file", FILES)
def test_good_files_are_valid(file: str) -> None:
    data = as_an_editor_sees_it(FILES[file])

    assert list(validator(place_of(file)).iter_errors(data)) == []


@pytest.mark.parametrize("kind", ["cluster", "organisation", "topic"])
def test_templates_are_valid(kind: Any) -> None:
    data = as_an_editor_sees_it(skeleton(kind, "nowy"))

    assert list(validator(f"{kind}s").iter_errors(data)) == []
    assert skeleton(kind, "nowy").startswith(first_line(f"{kind}s") + "\n")


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in (*shape_rules.RULES, *value_rules.RULES)
        if rule.rule not in ONLY_FOR_PROGRAMS
    ],
    ids=lambda rule: rule.name,
)
def test_a_mistake_of_form_is_marked_while_typing(rule: Rule) -> None:
    text = FILES[rule.file]
    check = validator(place_of(rule.file))

    assert check.is_valid(as_an_editor_sees_it(text.replace(rule.old, rule.good)))
    assert not check.is_valid(as_an_editor_sees_it(text.replace(rule.old, rule.bad)))


@pytest.mark.parametrize("place", KINDS)
def test_the_first_line_of_every_file_leads_to_its_schema(place: str) -> None:
    folder = PACKAGED / place
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else [folder]
    assert files
    for file in files:
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == first_line(place), file
        assert (file.parent / Path(first.split("=", 1)[1])).is_file()
