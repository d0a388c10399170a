"""Each rule of an inspection: silent on good data; on bad data a warning at the right place."""

from datetime import date

import pytest

from knowledge.inspection import inspect, of_age, placed
from knowledge.loader import PACKAGED, load
from knowledge.problem import Problem
from tests.knowledge.rule import Rule
from tests.knowledge.small_base import (
    BAKERS,
    BENEFITS,
    CUES,
    EXAMPLES,
    LISTS,
    SECTORS,
    TEAM,
    WEAVERS,
    Base,
)
from tests.knowledge.test_rules import place
from tests.knowledge.warning_rules import RULES

TODAY = date(2025, 12, 1)
AFTER_ALL_FACTS = date(2026, 12, 1)


def found(base: Base, rule: str, file: str) -> list[Problem]:
    problems = inspect(base.folder, TODAY).problems
    return [one for one in problems if (one.rule, one.file) == (rule, file)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_good_data_passes_in_silence(rule: Rule, base: Base) -> None:
    base.change(rule.file, rule.old, rule.good)
    load(base.folder)

    assert found(base, rule.rule, rule.file) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_bad_data_is_named_with_place_and_reason(rule: Rule, base: Base) -> None:
    base.change(rule.file, rule.old, rule.bad)
    load(base.folder)
    at = place(base.text(rule.file), rule.at)

    (problem,) = found(base, rule.rule, rule.file)

    assert ((problem.line, problem.column), problem.said_in("en").what) == (at, rule.what)
    assert problem.level == "warning"


def test_a_cluster_of_no_list_is_named(base: Base) -> None:
    assert found(base, "in-no-list", WEAVERS) == []

    base.change(LISTS, "clusters: [bakers, weavers]", "clusters: [bakers]")
    assert found(base, "in-no-list", WEAVERS) == []

    base.change(LISTS, "clusters: [weavers]", "clusters: []")
    assert len(found(base, "in-no-list", WEAVERS)) == 1


def test_a_topic_without_words_is_named(base: Base) -> None:
    assert len(found(base, "topic-never-asked", BENEFITS)) == 1

    base.change(CUES, "cues:\n", "cues:\n  benefits: [who]\n")

    assert found(base, "topic-never-asked", BENEFITS) == []


@pytest.mark.parametrize(
    "file",
    [
        *("clusters/bakers.yml", "clusters/bakers.YAML", "clusters/new/bakers.yaml"),
        *("clusters/bakers.yaml.txt", "source.yaml", "words/neighbors.yaml", "topic/x.yaml"),
    ],
)
def test_a_file_that_nobody_reads_is_named(file: str, base: Base) -> None:
    (base.folder / file).parent.mkdir(parents=True, exist_ok=True)
    base.write(file, "id: x\n")

    assert len(found(base, "stray-file", file)) == 1


@pytest.mark.parametrize(
    "file",
    [
        *("clusters/.#bakers.yaml", "clusters/.bakers.yaml.swp", "clusters/notes.txt"),
        ".git/refs/heads/bakers.yaml",
    ],
)
def test_the_own_files_of_editors_are_no_knowledge(file: str, base: Base) -> None:
    (base.folder / file).parent.mkdir(parents=True, exist_ok=True)
    base.write(file, "{")
    load(base.folder)

    assert found(base, "stray-file", file) == []


def test_what_follows_from_an_error_is_not_told(base: Base) -> None:
    before = inspect(base.folder, TODAY).warnings
    base.change(SECTORS, "words:", "wrods:")

    inspection = inspect(base.folder, TODAY)

    assert {problem.file for problem in inspection.errors} == {SECTORS}
    assert set(inspection.warnings) <= set(before)


def test_the_shipped_knowledge_raises_no_false_alarm() -> None:
    assert inspect(PACKAGED, AFTER_ALL_FACTS).problems == ()


def test_a_leading_fact_past_its_age_is_named(base: Base) -> None:
    knowledge = load(base.folder)

    problem, undated = placed(base.folder, of_age(knowledge, TODAY))

    assert {problem.rule, undated.rule} == {"stale"}
    assert (problem.file, undated.file) == (BAKERS, TEAM)
    assert base.text(BAKERS).splitlines()[problem.line - 1].strip() == 'as_of: "2019-11-18"'
    assert [one.file for one in of_age(knowledge, date(2021, 11, 1))] == [TEAM]


def test_one_oddity_all_through_a_file_is_not_told_for_ever(base: Base) -> None:
    base.change(EXAMPLES, "en: [", f"en: [{'phone, ' * 100}")

    rules = [one.rule for one in inspect(base.folder, TODAY).warnings if one.file == EXAMPLES]

    assert (rules.count("repeated-phrase"), rules.count("too-many-warnings")) == (50, 1)
