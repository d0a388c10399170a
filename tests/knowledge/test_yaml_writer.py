"""A line is added to a file, and nothing else of it changes."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loader import PACKAGED
from knowledge.yaml_writer import UnwritableError, with_item

WRITTEN = sorted(
    path
    for folder in ("clusters", "organisations", "examples")
    for path in PACKAGED.glob(f"{folder}/*.yaml")
)
TEXT = """\
# kept
id: bakers   # this too
aliases:
  pl:
    - 'piekarze'  # and this
    - "bułkarze"
  en: [bakers]
"""


def added(before: str, after: str) -> list[str]:
    """The lines of a difference, but for its head."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_shipped_file_takes_a_line_and_keeps_the_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    place = ("pl",) if path.parent.name == "examples" else ("recognised_by", "aliases", "pl")

    changed = with_item(text, place, "nowa nazwa")

    assert "nowa nazwa" in changed
    assert re.sub(r"(\n *- |, )'nowa nazwa'", "", changed) == text


def test_comments_and_quotes_are_kept() -> None:
    assert added(TEXT, with_item(TEXT, ("aliases", "pl"), "it's: #1")) == ["+    - 'it''s: #1'"]


def test_a_list_in_brackets_stays_one() -> None:
    assert "  en: [bakers, 'the bakers']\n" in with_item(TEXT, ("aliases", "en"), "the bakers")


def test_a_missing_list_is_made() -> None:
    assert added(TEXT, with_item(TEXT, ("hints", "pl"), "bułka")) == [
        "+hints:",
        "+  pl:",
        "+    - 'bułka'",
    ]


def test_what_is_there_is_not_added_twice() -> None:
    assert with_item(TEXT, ("aliases", "pl"), "piekarze") == TEXT


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("id: [", ("pl",), "not valid YAML"),
        ("id:   bakers\npl: [a]\n", ("pl",), "by hand"),
        (TEXT, ("id",), "is no list"),
        (TEXT, ("id", "pl"), "no keys"),
    ],
)
def test_what_cannot_be_written_is_said(text: str, place: tuple[str, ...], words: str) -> None:
    with pytest.raises(UnwritableError, match=words):
        with_item(text, place, "x")


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_any_text_comes_back_as_it_was(item: str) -> None:
    data = yaml.load(with_item(TEXT, ("aliases", "pl"), item), Loader=yaml.CBaseLoader)

    assert item in data["aliases"]["pl"]
