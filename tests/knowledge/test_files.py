"""Whole files and the whole folder: what is refused, and that nothing else is blamed for it."""

from collections.abc import Iterable

import pytest

from knowledge.loader import load
from knowledge.problem import KnowledgeError, Problem
from knowledge.yaml_reader import MAX_BYTES
from tests.knowledge.small_base import (
    BAKERS,
    CITY_TEAM,
    CONCEPTS,
    CUES,
    CYRILLIC,
    EXAMPLES,
    FILES,
    FUNCTION_WORDS,
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

SYNTAX_CURE = "Check the indentation, quotes and colons on this line and the one before"
KEYS_CURE = "Write 'key: value' lines, indented by two spaces"
SINGLE_FILES = (SOURCES, LISTS, SECTORS, CONCEPTS, CUES, NEIGHBOURS, FUNCTION_WORDS, CYRILLIC)


def problems_of(base: Base) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        load(base.folder)
    return caught.value.problems


def of_file(file: str, problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.file == file]


@pytest.mark.parametrize(
    ("content", "line", "what", "cure"),
    [
        ("", 1, "the file is empty", "Write its entry or delete the file"),
        ("# later\n", 1, "the file is empty", "Write its entry or delete the file"),
        (b"\xff\xfeid", 1, "the file is not in UTF-8", "Save it with the encoding UTF-8"),
        (
            FILES[BAKERS].encode("cp1250"),
            1,
            "the file is not in UTF-8",
            "Save it with the encoding UTF-8",
        ),
        (
            b"#" * (MAX_BYTES + 1),
            1,
            "the file is larger than 4 MB",
            "Split it into smaller files",
        ),
        ("- a\n- b\n", 1, "'the file' should be keys with values", KEYS_CURE),
        ("id bakers\n", 1, "'the file' should be keys with values", KEYS_CURE),
        (
            "id: bakers\n\tname: x\n",
            2,
            "this is not valid YAML: found a tab character that violates indentation",
            SYNTAX_CURE,
        ),
        (
            'id: bakers\nname: "x\n',
            3,
            "this is not valid YAML: found unexpected end of stream",
            SYNTAX_CURE,
        ),
        (
            "id: bakers\n---\nid: bakers\n",
            2,
            "this is not valid YAML: but found another document",
            SYNTAX_CURE,
        ),
        (
            "id: bakers\nname: " + "[" * 100_000,
            2,
            "this is nested deeper than 12 levels",
            "Remove the extra brackets",
        ),
    ],
    ids=[
        "empty",
        "only a comment",
        "bytes",
        "another encoding",
        "too large",
        "a list",
        "a sentence",
        "tab",
        "open quote",
        "two documents",
        "bomb",
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    content: str | bytes, line: int, what: str, cure: str, base: Base
) -> None:
    base.write(BAKERS, content)

    (problem,) = of_file(BAKERS, problems_of(base))

    assert (problem.line, problem.what, problem.cure) == (line, what, cure)


def test_control_characters_are_refused(base: Base) -> None:
    base.change(BAKERS, "Biuro klastra", "Biuro\x07klastra")

    (problem,) = of_file(BAKERS, problems_of(base))

    assert problem.what.startswith("this is not valid YAML: unacceptable character #x0007")


@pytest.mark.parametrize("tag", ["!!int", "!!python/object/apply:os.getcwd", "!mine"])
def test_tags_are_refused(tag: str, base: Base) -> None:
    base.change(BAKERS, "pl: Biuro klastra.", f"pl: {tag} Biuro klastra.")

    (problem,) = of_file(BAKERS, problems_of(base))

    assert "tag" in problem.what


@pytest.mark.parametrize("file", SINGLE_FILES)
def test_a_missing_file_is_named(file: str, base: Base) -> None:
    base.remove(file)

    (problem,) = of_file(file, problems_of(base))

    assert problem.what == "the file cannot be read: No such file or directory"
    assert problem.cure == "Check that it exists and may be read"


@pytest.mark.parametrize("folder", ["clusters", "organisations", "topics"])
def test_an_empty_folder_is_named(folder: str, base: Base) -> None:
    for path in (base.folder / folder).iterdir():
        path.unlink()

    assert of_file(folder, problems_of(base)) == [
        Problem(folder, 1, 1, "the folder is missing or empty", "Restore its files")
    ]


def test_a_cluster_and_an_organisation_do_not_share_an_id(base: Base) -> None:
    base.write("organisations/weavers.yaml", FILES[WEAVERS])

    assert problems_of(base) == (
        Problem(
            "organisations/weavers.yaml",
            1,
            1,
            "the id 'weavers' belongs to a cluster as well",
            "Choose another id",
        ),
    )


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

    missing = {p.file for p in problems_of(base) if p.what == "the folder is missing or empty"}

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

    found = {(problem.file, problem.what) for problem in problems_of(base)}

    assert found == {
        ("examples/contakt.yaml", "there is no topic 'contakt'"),
        (OUTSIDE, "there are no examples of what is outside the field"),
    }
