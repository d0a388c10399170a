"""Whole files and the whole folder: what is refused, and that nothing else is blamed for it."""

from collections.abc import Iterable

import pytest

from knowledge.loader import load
from knowledge.problem import KnowledgeError, Problem
from knowledge.reader import MOST_OF_A_FILE
from tests.knowledge.small_base import (
    BAKERS,
    CITY_TEAM,
    CONCEPTS,
    CUES,
    CYRILLIC,
    EXAMPLES,
    FILES,
    FUNCTION_WORDS,
    GREETING,
    LISTS,
    NEIGHBOURS,
    OUTSIDE,
    SECTORS,
    SOURCES,
    TEAM,
    WEAVERS,
    Base,
    all_files,
)

SINGLE_FILES = (SOURCES, LISTS, SECTORS, CONCEPTS, CUES, NEIGHBOURS, FUNCTION_WORDS, CYRILLIC)


def problems_of(base: Base) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        load(base.folder)
    return caught.value.problems


def of_file(file: str, problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.file == file]


@pytest.mark.parametrize("file", SINGLE_FILES)
def test_a_missing_file_is_named(file: str, base: Base) -> None:
    base.remove(file)

    (problem,) = of_file(file, problems_of(base))

    assert (problem.line, problem.rule) == (1, "file-missing")


@pytest.mark.parametrize("folder", ["clusters", "organisations", "topics"])
def test_an_empty_folder_is_named(folder: str, base: Base) -> None:
    for path in (base.folder / folder).iterdir():
        path.unlink()

    assert of_file(folder, problems_of(base)) == [Problem(folder, 1, 1, "folder-empty")]


def test_a_cluster_and_an_organisation_do_not_share_an_id(base: Base) -> None:
    base.write("organisations/weavers.yaml", FILES[WEAVERS])

    assert problems_of(base) == (
        Problem(
            "organisations/weavers.yaml",
            1,
            1,
            "id-shared",
            (("id", "weavers"),),
        ),
    )


@pytest.mark.parametrize(
    ("old", "file", "limit"), [(WEAVERS, "clusters/{}.yaml", 27), (GREETING, "topics/{}.yaml", 25)]
)
def test_an_id_is_no_longer_than_a_button_has_room_for(
    old: str, file: str, limit: int, base: Base
) -> None:
    longest, longer = "y" * limit, "z" * (limit + 1)
    for id_ in (longest, longer):
        own = old.rpartition("/")[2].removesuffix(".yaml")
        base.write(file.format(id_), FILES[old].replace(f"id: {own}", f"id: {id_}"))

    (problem,) = problems_of(base)

    assert (problem.file, problem.line, problem.rule) == (file.format(longer), 1, "long-id")
    assert f"has {limit + 1} characters, and may have {limit} at most. Shorten it" in str(problem)


@pytest.mark.parametrize("form", ["\ufeff{}", "{}\n# end", "# start\n{}"])
def test_forms_of_good_files(form: str, base: Base) -> None:
    base.write(BAKERS, form.format(FILES[BAKERS]))

    assert load(base.folder).clusters["bakers"].name.pl == "Klaster Piekarzy"


def test_windows_line_ends(base: Base) -> None:
    for file, text in all_files().items():
        base.write(file, text.replace("\n", "\r\n"))

    assert load(base.folder).clusters["bakers"].name.pl == "Klaster Piekarzy"


def test_all_errors_come_at_once_sorted_by_place(base: Base) -> None:
    base.change(BAKERS, "names:", "nmaes:")
    base.change(BAKERS, "biuro@example.pl", "biuro")
    base.change(WEAVERS, "  en: Weavers' Cluster\n", "")
    base.change(SOURCES, "kind: minutes", "kind: paper")
    base.change(CONCEPTS, "weight: 1.5", "weight: dużo")
    base.remove(LISTS)
    base.write(CUES, "cues: [")

    problems = problems_of(base)

    assert problems == tuple(sorted(problems))
    found = [(problem.file, problem.line) for problem in problems]
    expected = [
        (BAKERS, 8),
        (BAKERS, 34),
        (WEAVERS, 2),
        (LISTS, 1),
        (SOURCES, 15),
        (CONCEPTS, 2),
        (CUES, 2),
    ]
    assert sorted(found) == sorted(expected)


def test_the_message_has_every_problem_on_a_line(base: Base) -> None:
    base.change(BAKERS, "sectors: [food]", "sectors: [foot]")
    base.change(CUES, "contact:", "contat:")

    with pytest.raises(KnowledgeError) as caught:
        load(base.folder)

    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "clusters/bakers.yaml:12:11",
        "words/cues.yaml:2:3",
    ]


def test_references_are_checked_even_where_a_file_of_words_is_broken(base: Base) -> None:
    base.change(BAKERS, "source: [city-page, minutes]", "source: hearsay")
    base.change(SECTORS, "words:", "wrods:")

    found = {problem.file for problem in problems_of(base)}

    assert found == {BAKERS, SECTORS}


def test_both_folders_are_missed_at_once(base: Base) -> None:
    for file in (BAKERS, WEAVERS, CITY_TEAM, TEAM):
        base.remove(file)

    missing = {p.file for p in problems_of(base) if p.rule == "folder-empty"}

    assert missing == {"clusters", "organisations"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BAKERS, "biuro@example.pl", "biuro"),
        (WEAVERS, "topics: {}", "topics: ["),
        (CITY_TEAM, "  en: City team\n", ""),
        ("topics/contact.yaml", "scope: entity", "scope: entities"),
    ],
    ids=["bad value", "bad YAML", "missing translation", "bad topic"],
)
def test_one_mistake_is_one_error(file: str, old: str, new: str, base: Base) -> None:
    """An entry that cannot be built exists all the same: nothing else is wrong."""
    text = base.text(file)
    assert old in text
    base.write(file, text.replace(old, new, 1))

    assert [problem.file for problem in problems_of(base)] == [file]


def test_examples_are_of_a_topic_or_of_what_is_outside(base: Base) -> None:
    base.write("examples/contakt.yaml", base.text(EXAMPLES).replace("contact", "contakt", 1))
    base.change("examples/contakt.yaml", "jak się dodzwonić", "jaki mają numer")
    base.change("examples/contakt.yaml", "who answers", "who picks up")
    base.remove(OUTSIDE)

    found = {(problem.file, problem.rule) for problem in problems_of(base)}

    assert found == {
        ("examples/contakt.yaml", "unknown-topic"),
        (OUTSIDE, "no-outside-examples"),
    }


def test_what_the_program_counts_on_is_named(base: Base) -> None:
    base.remove("topics/join.yaml")
    base.change(CONCEPTS, "  - {id: cluster}\n", "")
    base.change(TEAM, '        phone: "+48 81 466 25 07"\n', "")

    found = {(problem.file, problem.rule) for problem in problems_of(base)}

    assert found == {
        ("topics/join.yaml", "needed-topic"),
        (CONCEPTS, "needed-concept"),
        (TEAM, "needed-phone"),
    }


def test_one_mistake_all_through_a_file_is_not_told_for_ever(base: Base) -> None:
    base.change(BAKERS, "sectors: [food]", f"sectors: [{', '.join(['foot'] * 1_000)}]")

    problems = problems_of(base)

    assert [problem.rule for problem in problems].count("unknown-sector") == MOST_OF_A_FILE
    assert problems[-1].rule == "too-many"
    assert len(problems) == MOST_OF_A_FILE + 1
