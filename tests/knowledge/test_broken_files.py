"""Each broken file gets a finding at its place, soon, and never a traceback."""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from knowledge.inspection import inspect
from knowledge.loader import load
from knowledge.model import LANGUAGES
from knowledge.problem import KnowledgeError, Problem
from tests.knowledge.broken_files import BROKEN, Broken
from tests.knowledge.small_base import BAKERS, Base, small_base

TODAY = date(2025, 12, 1)
LONGEST = 5.0
"""Seconds of this process: what the rest of the machine does is not measured."""
NOBODY = 65_534


def errors_of(base: Base, file: str) -> list[Problem]:
    return [problem for problem in inspect(base.folder, TODAY).errors if problem.file == file]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_gets_a_finding_soon(broken: Broken, base: Base) -> None:
    base.write(BAKERS, broken.content)
    started = process_time()

    first, *_ = errors_of(base, BAKERS)

    assert process_time() - started < LONGEST
    assert (first.rule, first.line) == (broken.rule, broken.line)
    for language in LANGUAGES:
        said = first.said_in(language)
        assert all((said.what, said.why, said.cure))
        assert len(f"{said.what}{said.why}{said.cure}") < 600


def test_there_are_more_than_fifty_of_them() -> None:
    assert len({broken.name for broken in BROKEN}) == len(BROKEN) >= 50


def test_a_broken_file_never_becomes_knowledge(base: Base) -> None:
    for broken in BROKEN[::7]:
        base.write(BAKERS, broken.content)
        with pytest.raises(KnowledgeError):
            load(base.folder)


def test_a_link_to_a_file_outside_is_refused(
    base: Base, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "bakers.yaml"
    outside.write_text(base.text(BAKERS), encoding="utf-8")
    base.remove(BAKERS)
    (base.folder / BAKERS).symlink_to(outside)

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["link-outside"]


def test_a_folder_that_is_a_link_to_the_outside_is_refused(
    base: Base, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "clusters"
    (base.folder / "clusters").rename(outside)
    (base.folder / "clusters").symlink_to(outside)

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["link-outside"]


def test_a_link_inside_the_folder_is_followed(base: Base) -> None:
    (base.folder / BAKERS).rename(base.folder / "kept")
    (base.folder / BAKERS).symlink_to(base.folder / "kept")

    assert errors_of(base, BAKERS) == []


def test_a_link_in_a_circle_is_named(base: Base) -> None:
    base.remove(BAKERS)
    (base.folder / BAKERS).symlink_to(base.folder / BAKERS)

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["file-unreadable"]


def test_a_link_to_nothing_is_named(base: Base) -> None:
    base.remove(BAKERS)
    (base.folder / BAKERS).symlink_to(base.folder / "gone")

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["file-missing"]


def test_a_folder_named_as_a_file_is_named(base: Base) -> None:
    base.remove(BAKERS)
    (base.folder / BAKERS).mkdir()

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["not-a-file"]


def test_a_pipe_does_not_hold_up_the_check(base: Base) -> None:
    base.remove(BAKERS)
    os.mkfifo(base.folder / BAKERS)

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["not-a-file"]


@pytest.fixture
def base_of_everybody() -> Iterator[Base]:
    """A base where also those may look who are not root, for whom every file is open."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        base = small_base(Path(folder))
        was = os.geteuid()
        if was == 0:
            os.seteuid(NOBODY)
        yield base
        os.seteuid(was)


def test_a_file_that_may_not_be_read_is_named(base_of_everybody: Base) -> None:
    base = base_of_everybody
    nobody = os.geteuid()
    os.seteuid(os.getuid())
    (base.folder / BAKERS).chmod(0)
    os.seteuid(nobody)

    assert [problem.rule for problem in errors_of(base, BAKERS)] == ["file-locked"]
