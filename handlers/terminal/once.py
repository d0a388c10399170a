"""One question and its answer, or a stream of them, on standard input and output."""

import sys
from collections.abc import Callable
from datetime import date

from rich.padding import Padding
from rich.text import Text

from bot.assistant import Assistant
from bot.conversation import Question
from handlers.terminal import explaining, explaining_json, jsonl
from handlers.terminal.chat import show_card
from handlers.terminal.console import open_console
from knowledge.model import Language

_INDENT = 2


def answer(
    assistant: Assistant, text: str, asked_on: date, language: Language | None, *, as_json: bool
) -> None:
    """Write the answer for people, or as one JSON object whose id is null."""
    reply, fields = jsonl.ask(assistant, Question(text, asked_on, language=language), None)
    if as_json:
        _write(fields)
    else:
        show_card(reply.answer.card, assistant.texts, reply.language, open_console())


def explain(
    assistant: Assistant, text: str, asked_on: date, language: Language | None, *, as_json: bool
) -> None:
    """Write why the answer came, for people, or beside the answer in its JSON object."""
    question = Question(text, asked_on, language=language)
    reply, fields = jsonl.ask(assistant, question, None)
    explanation = assistant.explain(question)
    if as_json:
        _write({**fields, "explanation": explaining_json.as_object(explanation, assistant)})
        return
    console = open_console()
    for section in explaining.sections(explanation, reply, assistant, language or reply.language):
        if console.is_terminal:
            console.print(Text(section.heading, style="bold"))
            console.print(*(Padding(Text(line), (0, 0, 0, _INDENT)) for line in section.lines))
        else:
            print(section.heading, *(" " * _INDENT + line for line in section.lines), sep="\n")


def answer_all(assistant: Assistant, today: Callable[[], date], language: Language | None) -> None:
    """Answer each line of standard input as soon as it is there."""
    assistant.warm_up(today())
    for fields in jsonl.answer_stream(sys.stdin.buffer, assistant, today, language):
        _write(fields)


def _write(fields: dict[str, object]) -> None:
    sys.stdout.buffer.write(jsonl.to_line(fields))
    sys.stdout.buffer.flush()
