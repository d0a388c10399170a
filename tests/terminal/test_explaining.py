"""`ask --explain`: why an answer came, for staff and for programs."""

import json
import shlex
from datetime import date
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.conversation import Question
from bot.understanding.subjects import WAYS
from handlers.terminal import explaining, explaining_json
from handlers.terminal.places import places
from knowledge.loader import PACKAGED
from knowledge.model import LANGUAGES, Language
from tests.documents import blocks, text_of
from tests.program import Program

KEYS = {
    *(
        "language",
        "way",
        "weighed",
        "meaning",
        "words",
        "corrections",
        "families",
        "like",
        "features",
    ),
    *("entities", "entity_runner_up", "entity_margin"),
    *("topics", "topic_runner_up", "topic_margin"),
    *("sectors", "condition", "neighbours", "anchored", "unknown", "places"),
}
QUESTIONS = (
    "jak dolaczyc do klastra lotnizcego",
    "kontakt do klastra informatycznego",
    "internships for students in Lublin",
    "największe klastry informatyczne po 2010",
    "compare the biotech and the aviation cluster",
    "how to restart a kubernetes cluster",
    "czy jutro będzie padać",
    "jak się zapisać?",
    "certyfikat klastra",
    "hej",
    "",
    "🙂🙂🙂",
)


def lines(done: str) -> list[str]:
    return [line.strip() for line in done.splitlines()]


def headings(done: str) -> list[str]:
    return [line for line in done.splitlines() if not line.startswith(" ")]


def test_staff_read_why_an_answer_came(program: Program) -> None:
    done = program("ask", "jak dolaczyc do klastra lotnizcego", "--explain")

    said = lines(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert headings(done.stdout) == [
        "Odpowiedź",
        "Co bot przeczytał",
        "O kim",
        "O co",
        "Do jakich przykładów podobne",
        "Czy to nasza dziedzina",
        "Gdzie co zmienić",
    ]
    assert "Poprawione: lotnizcego → lotniczego" in said
    assert any(line.startswith("klaster lotniczy (lotniczy), wynik ") for line in said)
    assert any(line.startswith("Jak dołączyć (join), wynik ") for line in said)
    assert any(line.startswith("knowledge/clusters/lotniczy.yaml: ") for line in said)
    assert any(line.startswith("knowledge/examples/join.yaml: ") for line in said)
    assert "\x1b" not in done.stdout


def test_the_explanation_is_in_the_language_of_the_reply(program: Program) -> None:
    done = program("ask", "internships for students in Lublin", "--explain")

    assert headings(done.stdout)[0] == "The answer"


def test_the_explanation_is_in_the_language_chosen(program: Program) -> None:
    done = program("ask", "contact of the photonics cluster", "--explain", "--lang", "pl")

    assert headings(done.stdout)[0] == "Odpowiedź"
    assert "Karta „Klaster Fotoniki i Światłowodów – Kontakt”" in done.stdout


def test_programs_get_it_beside_the_answer(program: Program) -> None:
    plain = json.loads(program("ask", "kontakt do fotnoiki", "--json").stdout)
    done = program("ask", "kontakt do fotnoiki", "--explain", "--json")

    answer = json.loads(done.stdout)
    explanation = answer.pop("explanation")
    assert explanation.keys() == KEYS
    assert {**answer, "ms": 0} == {**plain, "ms": 0}
    assert explanation["corrections"] == [{"typed": "fotnoiki", "read_as": ["fotoniki"]}]


def test_it_goes_with_a_question_only(program: Program) -> None:
    done = program("ask", "--jsonl", "--explain")

    assert done.returncode == 2
    assert "--explain goes with a question" in done.stderr


def told(text: str, language: Language, assistant: Assistant, today: date) -> dict[str, list[str]]:
    """The lines of the explanation under each heading, numbered from 0."""
    question = Question(text, today, language=language)
    explanation, reply = assistant.explain(question), assistant.ask(question)
    parts = explaining.sections(explanation, reply, assistant, language)
    names = ("answer", "read", "entity", "topic", "like", "field", "places")
    return {name: list(part.lines) for name, part in zip(names, parts, strict=True)}


@pytest.mark.parametrize(
    ("language", "start"), [("pl", "Na drugim miejscu"), ("en", "Runner-up:")]
)
def test_the_runner_up_is_named(
    language: Language, start: str, assistant: Assistant, today: date
) -> None:
    second = assistant.knowledge.clusters["motoryzacyjny-i-maszynowy"]

    said = told("kontakt do klastra lotniczego albo motoryzacyjnego", language, assistant, today)[
        "entity"
    ]

    assert said[1].startswith(f"{start} {second.short.in_(language)} ({second.id}), ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how to restart a kubernetes cluster", ["computing-clusters", '"kubernetes"']),
        ("czy jutro będzie padać", ['"jutro", "padac"']),
    ],
)
def test_an_off_topic_question_names_the_matter_or_the_unknown_words(
    text: str, expected: list[str], assistant: Assistant, today: date
) -> None:
    said = "\n".join(told(text, "en", assistant, today)["field"])

    assert [part for part in expected if part not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", QUESTIONS)
def test_every_part_has_something_to_say(
    text: str, language: Language, assistant: Assistant, today: date
) -> None:
    assert all(told(text, language, assistant, today).values())


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_file_named_is_there(text: str, assistant: Assistant, today: date) -> None:
    named = places(assistant.explain(Question(text, today)), assistant.knowledge)

    assert named
    assert [place.file for place in named if not (PACKAGED.parent / place.file).is_file()] == []


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_object_is_json(text: str, assistant: Assistant, today: date) -> None:
    explanation = assistant.explain(Question(text, today))

    told: dict[str, Any] = explaining_json.as_object(explanation, assistant)

    assert json.loads(json.dumps(told)) == told
    assert told.keys() == KEYS


@pytest.mark.parametrize("guide", ["docs/redakcja.md", "docs/knowledge.md"])
def test_the_guides_show_the_parts_that_there_are(guide: str, program: Program) -> None:
    """Scores change with every example that is added, what is told does not."""
    (block,) = (one for one in blocks(guide, "sh") if "--explain" in one.text)
    question = shlex.split(block.text)[2]

    done = program("ask", question, "--explain")

    assert block.output is not None
    assert headings(block.output) == headings(done.stdout)
    assert block.output.splitlines()[:4] == done.stdout.splitlines()[:4]


def test_every_key_for_programs_is_documented() -> None:
    readme = text_of("README.md")

    assert [key for key in KEYS if f"`{key}`" not in readme] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_a_wording(language: Language, assistant: Assistant) -> None:
    for way in WAYS:
        assert assistant.texts.say(f"terminal.explain.way_{way}", language)
