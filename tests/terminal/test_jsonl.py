import json
import subprocess
from pathlib import Path
from typing import Any

from tests.program import COMMAND, Program, environment

FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": (str, int),
    "lang": str,
    "outcome": str,
    "entity": (str, type(None)),
    "topic": str,
    "set": list,
    "suggestions": list,
    "text": str,
    "sources": list,
    "ms": float,
}


def ask_all(program: Program, *questions: object) -> list[dict[str, Any]]:
    """The answers to questions given as objects, or as lines that are sent as they are."""
    lines = [item if isinstance(item, str) else json.dumps(item) for item in questions]
    done = program("ask", "--jsonl", typed="\n".join(lines))
    assert done.returncode == 0
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_fields_are_exactly_those_of_the_design(program: Program) -> None:
    answers = ask_all(
        program,
        {"id": "found", "q": "kontakt do fotoniki"},
        {"id": 2, "q": "hello"},
        {"id": "x", "q": "jaka będzie jutro pogoda?"},
        {"id": "y", "q": "kontakt do klastra"},
    )

    for answer in answers:
        assert list(answer) == list(FIELDS)
        for name, kind in FIELDS.items():
            assert isinstance(answer[name], kind), name
        assert answer["text"]
    assert [answer["id"] for answer in answers] == ["found", 2, "x", "y"]


def test_each_outcome_has_its_label(program: Program) -> None:
    found, small_talk, not_found = ask_all(
        program,
        {"id": 1, "q": "kontakt do fotoniki"},
        {"id": 2, "q": "thank you"},
        {"id": 3, "q": "jaka będzie jutro pogoda?"},
    )

    assert (found["outcome"], found["entity"], found["topic"]) == (
        "found",
        "fotonika-i-swiatlowody",
        "contact",
    )
    assert found["sources"]
    assert (small_talk["outcome"], small_talk["topic"]) == ("smalltalk", "thanks")
    assert small_talk["lang"] == "en"
    assert (not_found["outcome"], not_found["topic"]) == ("not_found", "none")
    assert all(set(item) == {"entity", "topic"} for item in not_found["suggestions"])
    assert not_found["suggestions"]


def test_after_continues_that_conversation_and_no_other(program: Program) -> None:
    answers = ask_all(
        program,
        {"id": "a", "q": "kontakt do fotoniki"},
        {"id": "b", "q": "kontakt do klastra biotechnologicznego"},
        {"id": "c", "q": "a jak dołączyć?", "after": "a"},
        {"id": "d", "q": "a strona?", "after": "c"},
        {"id": "e", "q": "a jak dołączyć?", "after": None},
    )

    assert [answer["entity"] for answer in answers[2:4]] == ["fotonika-i-swiatlowody"] * 2
    assert [answer["topic"] for answer in answers[2:4]] == ["join", "website"]
    assert answers[4]["entity"] is None


MALFORMED = [
    ("kontakt", "the line is not JSON"),
    ('{"id": "1", "q": "x"', "the line is not JSON"),
    ("[" * 100_000, "the line is not JSON"),
    ('{"id": ' + "9" * 5_000 + "}", "the line is not JSON"),
    ('["1", "x"]', 'the line is not an object like {"id": "1", "q": "…"}'),
    ('{"q": "x"}', "'id' is missing or neither text nor a whole number"),
    ('{"id": true, "q": "x"}', "'id' is missing or neither text nor a whole number"),
    ('{"id": "1"}', "'q' is missing or not text"),
    ('{"id": "1", "q": 5}', "'q' is missing or not text"),
    ('{"id": "1", "q": "x", "after": []}', "'after' is neither text nor a whole number"),
    ('{"id": "1", "q": "x", "after": "9"}', "'after' names no earlier id: '9'"),
]


def test_a_malformed_line_is_named_and_the_stream_goes_on(program: Program) -> None:
    good = '{"id": "good", "q": "kontakt do fotoniki"}'

    answers = ask_all(program, *(part for line, _ in MALFORMED for part in (line, good)))

    errors, others = answers[::2], answers[1::2]
    assert errors == [
        {"error": reason, "line": 2 * index + 1} for index, (_, reason) in enumerate(MALFORMED)
    ]
    assert [answer["id"] for answer in others] == ["good"] * len(MALFORMED)


def test_lines_are_counted_with_the_blank_ones_and_bytes_may_be_anything(program: Program) -> None:
    done = program("ask", "--jsonl", typed=b'\n\n\xff\xfe\n{"id": "\\ud800", "q": "\\ud800 x"}\n')

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0] == {"error": "the line is not UTF-8", "line": 3}
    assert answers[1]["id"] == "\ud800"


def test_each_answer_is_there_before_the_next_question(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            line = json.dumps({"id": number, "q": "kontakt do fotoniki"})
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait() == 0


def test_a_language_can_be_fixed(program: Program) -> None:
    done = program("ask", "kontakt do fotoniki", "--lang", "en", "--json")

    answer = json.loads(done.stdout)
    assert list(answer) == list(FIELDS)
    assert (answer["id"], answer["lang"]) == (None, "en")
