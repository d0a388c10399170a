"""How the benchmark judges answers, and that its questions file is sound."""

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import score
from benchmarks.asking import ask_all
from benchmarks.questions import Given, QuestionsError, is_right, label, read_questions
from bot.assistant import Assistant
from tests.program import ROOT

BLIND = Path(__file__).parent / "questions" / "blind.jsonl"
LINE = {
    "id": "1",
    "q": "dwa największe klastry",
    "lang": "pl",
    "expect": [{"entity": None, "topic": "list"}],
    "set": ["lubelska-medycyna", "wschodni-klaster-ict"],
    "ordered": True,
}


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_the_order_of_a_set_counts_where_it_is_asked_for(tmp_path: Path) -> None:
    (question,) = read_questions(_file(tmp_path, LINE))
    right = ("lubelska-medycyna", "wschodni-klaster-ict")

    assert is_right(question, Given((None, "list"), right, "pl")) is True
    assert is_right(question, Given((None, "list"), right[::-1], "pl")) is False
    assert is_right(question, Given((None, "count"), right, "pl")) is False


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = _file(tmp_path, LINE, {"id": "2"})

    with pytest.raises(QuestionsError, match=r"questions\.jsonl:2"):
        read_questions(path)


def test_the_blind_questions_can_be_read() -> None:
    questions = read_questions(BLIND)

    assert len({question.id for question in questions}) == len(questions) == 300


def test_a_missing_file_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score.main([str(tmp_path / "none.jsonl")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_labels_that_mean_the_same(tmp_path: Path) -> None:
    expect = [{"entity": None, "topic": "contact-general"}]
    (question,) = read_questions(_file(tmp_path, {**LINE, "expect": expect}))

    assert is_right(question, Given(label("zespol-ds-klastrow", "contact"), (), "pl")) is True
    assert is_right(question, Given(label("lpnt", "contact"), (), "pl")) is False


@pytest.mark.parametrize("topic", ["list", "count", "compare"])
def test_any_order_and_any_accepted_set_is_right_unless_order_is_asked_for(
    topic: str, tmp_path: Path
) -> None:
    line = {
        **LINE,
        "expect": [{"entity": None, "topic": topic}],
        "or_set": [["esta", "lotniczy"]],
        "ordered": False,
    }
    (question,) = read_questions(_file(tmp_path, line))

    shown = [
        ("wschodni-klaster-ict", "lubelska-medycyna"),
        ("lotniczy", "esta"),
        ("lotniczy", "lubelska-medycyna"),
        (),
    ]
    right = [is_right(question, Given((None, topic), ids, "pl")) for ids in shown]
    assert right == [True, True, False, False]


def test_the_report_tells_the_kinds_of_errors_apart(
    tmp_path: Path, assistant: Assistant, today: date
) -> None:
    none = [{"entity": None, "topic": "none"}]
    contact = [{"entity": "lotniczy", "topic": "contact"}]
    lines = [
        {"id": "right", "q": "kontakt do klastra lotniczego", "lang": "pl", "expect": contact},
        {"id": "next", "q": "a mail?", "lang": "pl", "expect": contact, "after": "right"},
        {"id": "wrong card", "q": "who runs the egg cluster", "lang": "en", "expect": contact},
        {"id": "refused", "q": "qwrt zxcv", "lang": "pl", "expect": contact},
        {"id": "false answer", "q": "what is a cluster?", "lang": "en", "expect": none},
        {"id": "rightly refused", "q": "jaka będzie pogoda?", "lang": "en", "expect": none},
    ]
    asked = ask_all(assistant, read_questions(_file(tmp_path, *lines)), today)

    table = {line[:24].strip(): line[24:].split()[:-1] for line in score.report(asked)}

    counted = {name: "".join(figures) for name, figures in table.items()}
    assert counted == {
        "all": "3/6",
        "pl": "2/3",
        "en": "1/3",
        "contact": "2/4",
        "none": "1/2",
        "false answers": "1/2",
        "wrong cards": "1/4",
        "false refusals": "1/4",
        "right language": "5/6",
    }


def test_the_benchmark_prints_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["benchmarks", str(_file(tmp_path, LINE))])

    assert bench.main() == 0

    printed = capsys.readouterr().out
    for figure in ("loading", "p50", "p99", "ratio", "resident memory"):
        assert figure in printed


def test_nothing_refers_to_files_outside_of_the_project() -> None:
    for path in (ROOT / "benchmarks").glob("*.py"):
        assert "/work" not in path.read_text(encoding="utf-8")
