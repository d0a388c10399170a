"""The conversation in the terminal: a line is a question, a number opens what it stands for."""

import contextlib
import importlib
import sys
import webbrowser
from collections.abc import Callable
from datetime import date

from rich.console import Console

from bot.assistant import Assistant
from bot.cards import Card, FollowUp, Link
from bot.conversation import Question, Reply
from bot.plain import plain_text
from bot.texts import Texts
from handlers.terminal.choices import OutOfRange, choices_of, pick
from handlers.terminal.console import open_console
from handlers.terminal.rendering import numbered_choices, rendered_card
from knowledge.model import LANGUAGES, Language

_FIRST_LANGUAGE: Language = "pl"


def chat(assistant: Assistant, today: Callable[[], date]) -> None:
    """Talk until the input ends or Ctrl-C; without colours when the output is not a terminal."""
    console = open_console()
    with contextlib.suppress(KeyboardInterrupt, EOFError):
        _talk(assistant, today, console)
    if console.is_terminal:
        console.print()


def show_card(card: Card, texts: Texts, language: Language, console: Console) -> None:
    """Write the card with its numbered choices."""
    if console.is_terminal:
        console.print(rendered_card(card, texts, language))
        return
    _write(plain_text(card, texts, language))
    if choices_of(card):
        _write("\n" + numbered_choices(card).plain)


def _talk(assistant: Assistant, today: Callable[[], date], console: Console) -> None:
    texts = assistant.texts
    for language in LANGUAGES:
        _write(texts.say("terminal.intro", language))
    reply = assistant.welcome(_FIRST_LANGUAGE)
    _show(reply, texts, console)
    read_line = _line_reader(console)
    while True:
        line = _printable(read_line())
        if not line:
            continue
        match pick(line, choices_of(reply.answer.card)):
            case Link(_, url):
                _write(texts.say("terminal.opening", reply.language, url=url))
                if console.is_terminal:
                    webbrowser.open(url)
                continue
            case OutOfRange(number, last):
                key = "terminal.no_such_number"
                _write(texts.say(key, reply.language, number=number, last=last))
                continue
            case FollowUp(_, target):
                reply = assistant.open(target, reply.conversation, today())
            case None:
                reply = assistant.ask(Question(line, today(), reply.conversation))
        _show(reply, texts, console)


def _line_reader(console: Console) -> Callable[[], str]:
    """Reads one line; raises EOFError at the end. Only people see a prompt."""
    if not (console.is_terminal and sys.stdin.isatty()):
        return input
    with contextlib.suppress(ImportError):
        importlib.import_module("readline")  # gives input() editing and history
    return lambda: input("\n> ")


def _printable(line: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in line).strip()


def _show(reply: Reply, texts: Texts, console: Console) -> None:
    _write("")
    show_card(reply.answer.card, texts, reply.language, console)


def _write(text: str) -> None:
    print(text, flush=True)
