"""Pausing a running bot from another process, by the command line."""

import asyncio
import subprocess
from pathlib import Path

import pytest

from tests.program import Program, run_bot
from tests.telegram.emulator import BotApi
from tests.telegram.people import Person
from tests.telegram.running import RunningBot

NOTICE = "Wracamy o 12.00. We are back at noon."


async def test_a_running_bot_is_paused_and_goes_on(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        person, other = Person(api), Person(api, language_code="en")
        await person.say("kontakt do fotoniki")
        paused = await command(tmp_path, "pause", NOTICE)
        await running.wrote("Staff have paused the answers")
        told = [(await one.say("kontakt do fotoniki")).text for one in (person, other)]
        resumed = await command(tmp_path, "resume")
        answers = [(await one.hear()).text for one in (person, other)]
        code = await running.stop()

    assert (paused.returncode, paused.stderr) == (0, "")
    assert (resumed.returncode, resumed.stderr) == (0, "")
    assert "python -m bot resume" in paused.stdout
    assert all(NOTICE in text for text in told)
    assert told[0] != told[1], "each in their own language"
    assert all("Fotoniki" in text or "Photonics" in text for text in answers)
    assert code == 0
    assert "Answers go on" in running.output


async def test_a_bot_that_starts_paused_answers_later(program: Program, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    await asyncio.to_thread(program, "pause", NOTICE, DATABASE_URL=database)
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        await running.wrote("Staff have paused the answers")
        told = await Person(api).say("kontakt do fotoniki")
        code = await running.stop()

    assert NOTICE in told.text
    assert code == 0


@pytest.mark.parametrize("message", ["", "   ", "x" * 1001])
def test_a_pause_needs_a_message_that_people_can_read(
    message: str, program: Program, tmp_path: Path
) -> None:
    done = program("pause", message, DATABASE_URL=f"sqlite:///{tmp_path / 'bot.sqlite'}")

    assert done.returncode == 2
    assert "write a message of 1 to 1,000 characters" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("pause", NOTICE), ("resume",)])
def test_a_database_that_cannot_be_used_is_named(
    words: tuple[str, ...], program: Program, tmp_path: Path
) -> None:
    done = program(*words, DATABASE_URL=f"sqlite:///{tmp_path / 'nowhere' / 'bot.sqlite'}")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"The database file {tmp_path}")
    assert len(done.stderr.splitlines()) == 1


async def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command on the database of the bot that runs in `folder`."""
    database = f"sqlite:///{folder / 'bot.sqlite'}"
    return await asyncio.to_thread(run_bot, *words, DATABASE_URL=database)
