"""How the benchmark judges answers, and that its questions file is sound."""

import json
from pathlib import Path

import pytest

from benchmarks import score
from benchmarks.questions import Given, QuestionsError, is_right, read_questions

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
