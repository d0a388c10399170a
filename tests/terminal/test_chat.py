import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import COMMAND, TIMEOUT, Program, environment, run_bot


def test_a_piped_conversation_is_plain_text_and_ends_with_the_input() -> None:
    done = run_bot("chat", typed="kontakt do fotoniki\n\n   \na jak dołączyć?\n")

    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert done.stdout.count("Klaster Fotoniki i Światłowodów – ") == 2


def test_a_number_opens_a_button_a_link_or_says_what_can_be_chosen(program: Program) -> None:
    done = program("chat", typed="1\n99\n")

    assert done.returncode == 0
    assert "Lubelski Cebularz" in done.stdout, "the first example question lists the clusters"
    assert "Nie ma pozycji 99." in done.stdout


def test_a_link_is_opened_by_its_number(program: Program) -> None:
    done = program("chat", typed="strona Wschodniego Klastra ICT\n1\n")

    assert "Otwieram: http" in done.stdout


def test_a_year_is_a_question_and_not_a_number_to_choose(program: Program) -> None:
    done = program("chat", typed="2015\n")

    assert "Nie ma pozycji" not in done.stdout


def test_strange_input_does_not_break_the_chat() -> None:
    strange = [
        b"\x00\x07\x1b[31m kontakt do fotoniki \x1b[0m",
        b"\xff\xfe\xf0 kontakt do fotoniki\r",
        "\u202ekontakt do fotoniki \U0001f600\u200d".encode(),
        b"x" * 100_000,
        b"kontakt do fotoniki",
    ]

    done = run_bot("chat", typed=b"\n".join(strange))

    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert done.stdout.count("Klaster Fotoniki i Światłowodów – Kontakt") == 4


def test_a_terminal_that_cannot_show_polish_letters_does_not_break_it() -> None:
    done = run_bot("ask", "kontakt do fotoniki", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert done.stderr == ""


class Terminal:
    """The chat in a pseudo-terminal, as a person has it."""

    def __init__(self, folder: Path) -> None:
        self.screen, theirs = os.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment(TERM="xterm", COLUMNS="80"),
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + TIMEOUT
        while text not in self.shown:
            ready, _, _ = select.select([self.screen], [], [], end - time.monotonic())
            assert ready, f"{text!r} did not appear in {self.shown!r}"
            self.shown += os.read(self.screen, 65536).decode(errors="replace")

    def type(self, text: str) -> None:
        self.shown = ""
        os.write(self.screen, text.encode())

    def leave(self, ask: Callable[[], None]) -> int:
        """The exit code after asking to leave.

        Readline loses what comes just before it waits, so a program that stays quiet is asked
        again. The screen is read to its end, or the program may wait for it.
        """
        end = time.monotonic() + TIMEOUT
        ask()
        while self._is_open():
            ready, _, _ = select.select([self.screen], [], [], 1)
            if not ready:
                assert time.monotonic() < end, f"it stayed after {self.shown!r}"
                ask()
        code = self.process.wait(TIMEOUT)
        os.close(self.screen)
        return code

    def _is_open(self) -> bool:
        ready, _, _ = select.select([self.screen], [], [], 0)
        if not ready:
            return True
        try:
            read = os.read(self.screen, 65536)
        except OSError:
            return False  # how Linux says that the other side is closed
        self.shown += read.decode(errors="replace")
        return bool(read)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals here")
def test_people_get_a_prompt_and_colours_and_leave_quietly(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.wait_for("> ")

    terminal.type("kontakt do fotoniki\n")
    terminal.wait_for("> ")
    assert "\x1b[1m" in terminal.shown, "the title is bold"

    terminal.type("")
    assert terminal.leave(lambda: terminal.process.send_signal(signal.SIGINT)) == 0
    assert "Traceback" not in terminal.shown


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals here")
def test_ctrl_d_ends_the_chat(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.wait_for("> ")

    assert terminal.leave(lambda: terminal.type("\x04")) == 0
