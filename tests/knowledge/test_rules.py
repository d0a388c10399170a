"""Each rule of the loader: silent on good data; on bad data it names place, reason and cure."""

import pytest
from pydantic_core import ErrorDetails

from knowledge.explanation import explain, shown
from knowledge.loader import load
from knowledge.model import Text
from knowledge.problem import KnowledgeError
from tests.knowledge import reference_rules, shape_rules, value_rules
from tests.knowledge.rule import Rule
from tests.knowledge.small_base import Base

RULES = (*shape_rules.RULES, *value_rules.RULES, *reference_rules.RULES)


def place(text: str, part: str) -> tuple[int, int]:
    """Line and column, both from 1, of a part that stands once."""
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times"
    lines = text[: text.index(part)].split("\n")
    return len(lines), len(lines[-1]) + 1


def test_the_small_base_is_sound(base: Base) -> None:
    assert set(load(base.folder).clusters) == {"bakers", "weavers"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_good_data_passes_in_silence(rule: Rule, base: Base) -> None:
    base.change(rule.file, rule.old, rule.good)

    load(base.folder)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_bad_data_is_named_with_place_reason_and_cure(rule: Rule, base: Base) -> None:
    base.change(rule.file, rule.old, rule.bad)
    line, column = place(base.text(rule.file), rule.at)

    with pytest.raises(KnowledgeError) as caught:
        load(base.folder)

    assert (line, column, rule.rule, rule.what, rule.near) in told_of(rule.file, caught.value)


def test_an_error_of_a_kind_that_we_do_not_know_is_told_all_the_same() -> None:
    details = ErrorDetails(type="new_in_pydantic", loc=("id",), msg="Odd", input="x")

    found = explain("a.yaml", details, Text)

    assert (found.rule, found.values) == (
        "not-right",
        {"key": "id", "value": "x", "reason": "Odd"},
    )


def test_what_is_quoted_does_no_harm_to_a_terminal() -> None:
    assert shown("a\x1b[31m\n b\u202e") == "a\ufffd[31m b\ufffd"
    assert len(shown("x" * 10_000_000)) == 60


def told_of(file: str, error: KnowledgeError) -> list[tuple[int, int, str, str, str]]:
    """Place, rule, what is wrong and the word that is offered, of one file."""
    return [
        (one.line, one.column, one.rule, one.said_in("en").what, one.near)
        for one in error.problems
        if one.file == file
    ]
