import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from knowledge.loader import PACKAGED
from tests.knowledge.small_base import BAKERS, small_base
from tests.program import Program, run_bot


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may break."""
    folder = tmp_path / "knowledge"
    shutil.copytree(PACKAGED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small knowledge, which is quickly read."""
    return small_base(tmp_path / "small").folder


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

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("Wiedza jest w porządku: klastry 22, ")
    assert "\x1b" not in done.stdout


def test_check_of_sound_knowledge_for_programs(program: Program) -> None:
    done = program("check", "--json")

    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert result == {"sound": True, "problems": [], "warnings": [], "due": result["due"]}
    assert result["due"] > 0


def test_check_names_the_place_the_reason_and_the_cure(
    broken_knowledge: Path, program: Program
) -> None:
    done = program("check", "--lang", "en", KNOWLEDGE_DIR=str(broken_knowledge))

    heading, _, file, what, why, cure, *_ = done.stdout.splitlines()
    place, said = what.strip().split(": ", 1)
    _, line, column = place.split(":")
    lines = (broken_knowledge / file).read_text(encoding="utf-8").splitlines()
    assert done.returncode == 1
    assert heading == "1 error to mend"
    assert "hearsay" in lines[int(line) - 1][int(column) - 1 :], place
    assert said == "there is no source 'hearsay' [unknown-source]"
    assert why.strip() == "Why: Every fact shows where it comes from."
    assert cure.strip().startswith("What to do: Correct it or add the source")
    assert str(broken_knowledge) in done.stdout.splitlines()[-1]


def test_check_speaks_polish_first(broken_knowledge: Path, program: Program) -> None:
    done = program("check", KNOWLEDGE_DIR=str(broken_knowledge))

    assert done.stdout.splitlines()[0] == "1 błąd, który trzeba naprawić"
    assert "nie ma źródła „hearsay”" in done.stdout


def test_check_names_them_for_programs(broken_knowledge: Path, program: Program) -> None:
    done = program("check", "--json", "--lang", "en", KNOWLEDGE_DIR=str(broken_knowledge))

    result = json.loads(done.stdout)
    (problem,) = result["problems"]
    assert (done.returncode, result["sound"]) == (1, False)
    assert list(problem) == ["file", "line", "column", "rule", "what", "why", "cure"]
    assert (problem["file"], problem["rule"]) == ("clusters/lotniczy.yaml", "unknown-source")


def test_warnings_stand_apart_and_do_not_fail(small: Path, program: Program) -> None:
    (small / "clusters" / "bakers.yml").write_text("id: bakers\n", encoding="utf-8")

    done = program("check", KNOWLEDGE_DIR=str(small))

    assert done.returncode == 0
    assert "które warto obejrzeć" in done.stdout.splitlines()[0]
    assert "clusters/bakers.yml:1:1: tego pliku bot nie czyta [stray-file]" in done.stdout


def test_check_tells_on_demand_what_is_due_and_what_is_missing(program: Program) -> None:
    done = program("check", "--json", "--stale", "--completeness")

    result = json.loads(done.stdout)
    assert {warning["rule"] for warning in result["warnings"]} >= {"stale"}
    medals = {one["entity"]: one["medal"] for one in result["completeness"]}
    assert set(medals.values()) >= {"bronze", "silver"}


def test_completeness_is_told_in_plain_words(program: Program) -> None:
    done = program("check", "--completeness")

    (line,) = (line for line in done.stdout.splitlines() if line.startswith("  lubelskie-drewno:"))
    assert line.startswith("  lubelskie-drewno: brąz (srebro wymaga jeszcze: telefon lub e-mail, ")


def test_diff_tells_a_change_in_plain_words(small: Path, tmp_path: Path, program: Program) -> None:
    published = small_base(tmp_path / "published").folder
    text = (small / BAKERS).read_text(encoding="utf-8")
    (small / BAKERS).write_text(text.replace("466 25 05", "466 25 99"), encoding="utf-8")

    done = program("diff", str(published), KNOWLEDGE_DIR=str(small))

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"1 zmiana od wersji {published}:",
        "  Klaster Piekarzy, Kontakt, telefon: „+48 81 466 25 05” → „+48 81 466 25 99”",
    ]


def test_diff_with_a_version_of_git(small: Path, program: Program) -> None:
    def git(*arguments: str) -> None:
        own = ("-c", "user.name=staff", "-c", "user.email=staff@example.pl")
        subprocess.run(["git", *own, *arguments], cwd=small, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "published")
    same = program("diff", KNOWLEDGE_DIR=str(small))
    (small / BAKERS).write_text("id: [", encoding="utf-8")
    broken = program("diff", KNOWLEDGE_DIR=str(small))
    git("checkout", ".")
    unknown = program("diff", "no-such-version", "--lang", "en", KNOWLEDGE_DIR=str(small))

    assert (same.returncode, same.stdout) == (0, "Nic się nie zmieniło od wersji HEAD.\n")
    assert broken.returncode == 1
    assert broken.stderr.startswith(f"Wiedza w {small} ma błędy")
    assert unknown.returncode == 2
    assert unknown.stderr.startswith("In git there is no version 'no-such-version' of this")


def test_diff_outside_of_git_says_so(small: Path, program: Program) -> None:
    done = program("diff", KNOWLEDGE_DIR=str(small))

    assert done.returncode == 2
    assert done.stderr.startswith("W git nie ma wersji „HEAD” tej wiedzy (")


def test_diff_without_git_says_so(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    done = program("diff")

    assert (done.returncode, done.stderr[:37]) == (2, "Nie da się uruchomić programu git. Za")


@pytest.mark.parametrize("kind", ["cluster", "organisation", "topic"])
def test_new_writes_an_entry_to_fill_in(kind: str, small: Path, program: Program) -> None:
    written = program("new", kind, "nowy-wpis", KNOWLEDGE_DIR=str(small))
    checked = json.loads(program("check", "--json", KNOWLEDGE_DIR=str(small)).stdout)

    file = f"{kind}s/nowy-wpis.yaml"
    assert (written.returncode, written.stderr) == (0, "")
    assert str(small / file) in written.stdout
    assert checked["problems"] == []
    rules = {warning["rule"] for warning in checked["warnings"] if warning["file"] == file}
    assert rules <= {*("fill-in", "no-overview", "no-aliases", "in-no-list", "topic-never-asked")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cluster", "bakers"), "„bakers” już jest: "),
        (("organisation", "bakers"), "„bakers” już jest: "),
        (("topic", "contact"), "„contact” już jest: "),
        (("cluster", "Klaster Żywności"), "„Klaster Żywności” nie może być identyfikatorem"),
        (("cluster", "../x"), "„../x” nie może być identyfikatorem"),
        (("cluster", ""), "„” nie może być identyfikatorem"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_new_refuses_what_is_there_or_is_no_id(
    arguments: tuple[str, str], said: str, small: Path, program: Program
) -> None:
    before = sorted(small.rglob("*"))

    done = program("new", *arguments, KNOWLEDGE_DIR=str(small))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert sorted(small.rglob("*")) == before


def test_new_offers_an_id_made_of_the_name(small: Path, program: Program) -> None:
    done = program("new", "cluster", "Klaster Żywności", KNOWLEDGE_DIR=str(small))

    assert "„klaster-zywnosci”" in done.stderr


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
        ("check", "--lang", "de"),
        ("new", "firm", "x"),
        ("new", "cluster"),
    ],
    ids=" ".join,
)
def test_bad_usage_shows_the_usage_and_ends_with_2(
    arguments: tuple[str, ...], program: Program
) -> None:
    done = program(*arguments)

    assert done.returncode == 2
    assert "Usage: python -m bot" in done.stderr


@pytest.mark.parametrize("command", ["run", "chat", "ask", "check", "diff", "new", "preview"])
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
