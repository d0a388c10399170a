"""Every rule is worded alike in both languages, documented, and proved on good and bad data."""

import string

import pytest

from knowledge.model import LANGUAGES
from knowledge.rules import Rule, rules
from tests.documents import text_of
from tests.knowledge import reference_rules, shape_rules, value_rules, warning_rules
from tests.knowledge.broken_files import BROKEN
from tests.program import ROOT

RULES = tuple(rules().values())
LEVELS = {"error": "błąd / error", "warning": "ostrzeżenie / warning"}
IN_TABLES = {
    rule.rule
    for module in (shape_rules, value_rules, reference_rules, warning_rules)
    for rule in module.RULES
} | {broken.rule for broken in BROKEN}
TESTS = "".join(
    path.read_text(encoding="utf-8")
    for folder in ("knowledge", "checking")
    for path in (ROOT / "tests" / folder).glob("test_*.py")
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    polish, english = (rule.wordings[language] for language in LANGUAGES)

    assert rule.level in LEVELS
    for part in ("what", "why", "cure"):
        assert getattr(polish, part) != getattr(english, part)
        assert placeholders(getattr(polish, part)) == placeholders(getattr(english, part)), part
        assert not getattr(polish, part).isspace()
    assert polish.why.endswith(".")
    assert english.why.endswith(".")
    assert not polish.cure.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_a_line_in_the_documents(rule: Rule) -> None:
    whats = (rule.wordings[language].what for language in LANGUAGES)
    shown = " | ".join(what.replace("{{", "{").replace("}}", "}") for what in whats)

    assert f"| `{rule.id}` | {LEVELS[rule.level]} | {shown} |\n" in text_of("docs/rules.md")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_proved_on_good_and_bad_data(rule: Rule) -> None:
    assert rule.id in IN_TABLES or f'"{rule.id}"' in TESTS


def test_the_documents_have_no_other_rules() -> None:
    rows = [line for line in text_of("docs/rules.md").splitlines() if line.startswith("| `")]

    assert len(rows) == len(RULES)
