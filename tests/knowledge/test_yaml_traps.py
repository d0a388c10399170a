"""What plain YAML turns into something else stays what the editor wrote."""

from pathlib import Path

import pytest

from knowledge import yaml_reader
from knowledge.loader import load
from tests.knowledge.small_base import BAKERS, LISTS, SOURCES, Base

AS_WRITTEN = (
    "no",
    "No",
    "yes",
    "on",
    "off",
    "y",
    "true",
    "null",
    "~",
    "8:00",
    "1:30:00",
    "2019",
    "2019-11-18",
    "2019-11-18 10:00:00",
    "010",
    "0x1F",
    "0o17",
    "1_000",
    "1e3",
    "1.0",
    "3.10",
    ".5",
    ".inf",
    ".nan",
    "+48814662505",
    "=",
    "<<",
    "50%",
)


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_value_stays_as_written(written: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"key: {written}\nlist: [{written}]\n", encoding="utf-8")

    document = yaml_reader.read(tmp_path / "a.yaml", "a.yaml")

    assert document.data == {"key": written, "list": [written]}


@pytest.mark.parametrize("written", ["no", "on", "2019", "010", "8:00", "null", "<<"])
def test_a_key_stays_as_written(written: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"{written}: a\n", encoding="utf-8")

    assert yaml_reader.read(tmp_path / "a.yaml", "a.yaml").data == {written: "a"}


@pytest.mark.parametrize("written", ["no", "8:00", "2019", "010", "true", "null", "1e3"])
def test_a_text_of_a_fact_stays_as_written(written: str, base: Base) -> None:
    base.change(BAKERS, "pl: Biuro klastra.", f"pl: {written}")

    (fact, _) = load(base.folder).clusters["bakers"].section("contact").facts

    assert fact.text.pl == written


@pytest.mark.parametrize("written", ["2019", "2019-11", "2019-11-18", "'2019'", '"2019-11-18"'])
def test_a_date_needs_no_quotes(written: str, base: Base) -> None:
    base.change(SOURCES, '"2019-11-18"', written)

    assert load(base.folder).sources["minutes"].date == written.strip("'\"")


@pytest.mark.parametrize(
    "written", ["+48 81 466 25 05", "+48814662505", "+48 (81) 466-25-05", "+48-81-466-25-05"]
)
def test_a_phone_is_shown_in_one_form(written: str, base: Base) -> None:
    base.change(BAKERS, 'phone: "+48 81 466 25 05"', f'phone: "{written}"')

    (fact, _) = load(base.folder).clusters["bakers"].section("contact").facts

    assert fact.phone == "+48 81 466 25 05"


def test_line_breaks_inside_a_text_are_blanks(base: Base) -> None:
    base.change(LISTS, "pl: lista z 2019 r.", "pl: |\n      lista\n      z 2019 r.\n")

    assert load(base.folder).lists.reference.title.pl == "lista z 2019 r."


def test_one_source_may_stand_without_brackets(base: Base) -> None:
    (one, two) = load(base.folder).clusters["bakers"].section("contact").facts

    assert (one.source, two.source) == (("city-page",), ("city-page", "minutes"))


def test_an_ampersand_or_star_inside_a_text_is_no_alias(base: Base) -> None:
    base.change(BAKERS, "pl: Biuro klastra.", 'pl: "Medical & Wellness *klaster &biuro"')

    (fact, _) = load(base.folder).clusters["bakers"].section("contact").facts

    assert fact.text.pl == "Medical & Wellness *klaster &biuro"
