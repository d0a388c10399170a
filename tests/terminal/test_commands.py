import json
import re
import shutil
from pathlib import Path

import pytest

from knowledge.loader import PACKAGED
from tests.program import Program, run_bot


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may break."""
    folder = tmp_path / "knowledge"
    shutil.copytree(PACKAGED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


@pytest.fixture
def broken_knowledge(knowledge: Path) -> Path:
    file = knowledge / "clusters" / "lotniczy.yaml"
    text = re.sub("source: .+", "source: hearsay", file.read_text(encoding="utf-8"), count=1)
    file.write_text(text, encoding="utf-8")
    return knowledge


def test_ask_prints_the_answer() -> None:
    done = run_bot("ask", "kontakt do fotoniki")

    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("Klaster Fotoniki i Światłowodów – Kontakt\n")
    assert "\x1b" not in done.stdout


def test_check_of_sound_knowledge(knowledge: Path) -> None:
    done = run_bot("check", KNOWLEDGE_DIR=str(knowledge))

    assert done.returncode == 0
    assert done.stdout.startswith("The knowledge is sound: ")


def test_check_of_sound_knowledge_for_programs(program: Program) -> None:
    done = program("check", "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout) == {"sound": True, "problems": []}


def test_check_names_the_place_and_the_cure(broken_knowledge: Path, program: Program) -> None:
    done = program("check", KNOWLEDGE_DIR=str(broken_knowledge))

    place, *what = done.stdout.splitlines()[0].split(": ", 1)
    file, line, column = place.split(":")
    lines = (broken_knowledge / file).read_text(encoding="utf-8").splitlines()
    assert done.returncode == 1
    assert "hearsay" in lines[int(line) - 1][int(column) - 1 :], place
    assert what[0].startswith("there is no source 'hearsay'. ")
    assert done.stdout.splitlines()[-1] == f"1 error in {broken_knowledge}"


def test_check_names_them_for_programs(broken_knowledge: Path, program: Program) -> None:
    done = program("check", "--json", KNOWLEDGE_DIR=str(broken_knowledge))

    result = json.loads(done.stdout)
    assert done.returncode == 1
    assert result["sound"] is False
    assert [set(problem) for problem in result["problems"]] == [
        {"file", "line", "column", "what", "cure"}
    ]
    assert result["problems"][0]["file"] == "clusters/lotniczy.yaml"


@pytest.mark.parametrize("command", [("run",), ("chat",), ("ask", "x"), ("preview", "lotniczy")])
def test_nothing_starts_on_broken_knowledge(
    command: tuple[str, ...], broken_knowledge: Path, program: Program
) -> None:
    done = program(*command, KNOWLEDGE_DIR=str(broken_knowledge))

    first, *problems = done.stderr.splitlines()
    assert done.returncode == 1
    assert first == f"The knowledge in {broken_knowledge} has errors; mend them, then start again:"
    assert [problem.split(":")[0] for problem in problems] == ["clusters/lotniczy.yaml"]


def test_preview_shows_every_card_of_an_entity_in_both_languages(program: Program) -> None:
    done = program("preview", "lotniczy")

    headings = [line[4:] for line in done.stdout.splitlines() if line.startswith("=== ")]
    topics = list(dict.fromkeys(heading.split(" · ")[0] for heading in headings))
    assert done.returncode == 0
    assert len(topics) == 11
    assert headings == [f"{topic} · {language}" for topic in topics for language in ("pl", "en")]


@pytest.mark.parametrize("topic", ["internships", "list", "greeting"])
def test_preview_shows_a_topic_in_both_languages(topic: str, program: Program) -> None:
    done = program("preview", topic)

    headings = [line for line in done.stdout.splitlines() if line.startswith("=== ")]
    assert done.returncode == 0
    assert headings == [f"=== {topic} · pl", f"=== {topic} · en"]


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("lotnicze", "There is no 'lotnicze'. The nearest id is 'lotniczy'.\n"),
        ("internship", "There is no 'internship'. The nearest id is 'internships'.\n"),
    ],
)
def test_preview_of_an_unknown_id_names_the_nearest(
    id_: str, expected: str, program: Program
) -> None:
    done = program("preview", id_)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


def test_preview_of_a_topic_of_entities_says_what_to_preview(program: Program) -> None:
    done = program("preview", "fees")

    assert done.returncode == 2
    assert done.stderr.startswith("'fees' is a topic of every cluster: preview a cluster")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("ask",),
        ("ask", "x", "--jsonl"),
        ("ask", "x", "--lang", "de"),
        ("preview",),
        ("check", "now"),
    ],
    ids=" ".join,
)
def test_bad_usage_shows_the_usage_and_ends_with_2(
    arguments: tuple[str, ...], program: Program
) -> None:
    done = program(*arguments)

    assert done.returncode == 2
    assert "Usage: python -m bot" in done.stderr


@pytest.mark.parametrize("command", ["run", "chat", "ask", "check", "preview"])
def test_every_command_explains_itself(command: str, program: Program) -> None:
    done = program(command, "--help")

    assert done.returncode == 0
    assert f"Usage: python -m bot {command}" in done.stdout


def test_preview_writes_a_page_as_telegram_shows_it(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "cards.html"

    done = program("preview", "internships", "--html", str(file))

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Written to {file}; open it in a browser.\n"
    assert file.read_text(encoding="utf-8").count('class="phone') == 4


def test_preview_says_where_it_cannot_write(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "missing" / "cards.html"

    done = program("preview", "internships", "--html", str(file))

    assert done.returncode == 2
    assert done.stderr == f"{file} cannot be written: No such file or directory.\n"
