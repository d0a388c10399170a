"""A conversation of thirty turns: killed between any two, the program goes on as if not."""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.telegram.conftest import Talking
from tests.telegram.emulator import TIMEOUT, BotApi, Call
from tests.telegram.people import Person
from tests.telegram.running import RunningBot

TURNS = 30

Seen = tuple[str, tuple[str, ...]]
Between = Callable[[int], Awaitable[None]]


async def talk(person: Person, colleague: Person, between: Between) -> list[Seen]:
    """All that the person sees, in thirty turns."""
    seen: list[Seen] = []
    shown: dict[str, Call] = {}

    async def turn(name: str, call: Call) -> None:
        shown[name] = call
        labels = tuple(button["text"] for button in call.buttons)
        number = r"(sprawę|sprawa|case) \d+"
        seen.append((re.sub(number, r"\1 N", call.text), labels))
        await between(len(seen))

    async def say(name: str, text: str) -> None:
        await turn(name, await person.say(text))

    async def press(name: str, of: str, label: str, method: str = "sendMessage") -> None:
        await person.press(shown[of], label)
        await turn(name, await person.hear(method))

    async def reply(name: str, of: str, text: str) -> None:
        await person.reply(shown[of], text)
        await turn(name, await person.hear())

    await say("welcome", "/start")
    await say("photonics", "kontakt do klastra fotoniki")
    await say("join", "a jak dołączyć?")
    await say("site", "a strona?")
    await press("button", "photonics", "Jak dołączyć")
    await say("list", "/clusters")
    [turning] = [one["text"] for one in shown["list"].buttons if "2/" in one["text"]]
    await press("page", "list", turning, "editMessageText")
    await say("aviation", "kontakt do klastra lotniczego")
    await reply("older", "photonics", "ilu ma członków?")
    await reply("newer", "aviation", "ilu ma członków?")
    await say("biggest", "trzy największe klastry")
    await say("second", "a drugi?")
    await say("compare", "porównaj klaster fotoniki z lotniczym")
    await say("bigger", "kontakt do większego z nich")
    number = await person.write("kto prowadzi klaster fotoniki?")
    await turn("edited", await person.hear())
    await person.edit(number, "ile kosztuje członkostwo w klastrze fotoniki?")
    await turn("edit", await person.hear("editMessageText"))
    await say("after edit", "a kontakt?")
    await press("no", "after edit", "👎 Nie pomogło", "editMessageReplyMarkup")
    await press("reason", "no", "Nieaktualna", "editMessageReplyMarkup")
    await say("unknown", "czy brumbrumy lubią xyzzy?")
    await press("consent", "unknown", "Przekaż pytanie zespołowi")
    await press("case", "consent", "Tak, przekaż", "editMessageText")
    for_colleague = await colleague.hear()
    await colleague.reply(for_colleague, "Lubią.")
    await turn("answer", await person.hear())
    await colleague.hear()
    await reply("carried", "answer", "Dziękuję!")
    await say("language", "/language")
    await press("chosen", "language", "English", "editMessageText")
    await say("in english", "a jak dołączyć do klastra lotniczego?")
    await turn("search", await person.search("lotniczy kontakt"))
    await say("sources", "/sources")
    await say("thanks", "dzięki")
    return seen


async def nothing(_: int) -> None:
    """Go on."""


@pytest.mark.asyncio(loop_scope="module")
async def test_a_kill_after_every_turn_changes_nothing(talking: Talking, tmp_path: Path) -> None:
    undisturbed = await talk(Person(talking.api), talking.team[0], nothing)

    assert len(undisturbed) == TURNS
    assert await killed(tmp_path) == undisturbed


async def killed(folder: Path) -> list[Seen]:
    """The same where the process loses its power after every turn."""
    async with BotApi() as api:
        colleague = Person(api)
        staff = {"STAFF_IDS": str(colleague.id)}
        running = await RunningBot.start(api.url, folder, **staff)

        async def kill(turns: int) -> None:
            nonlocal running
            if turns == TURNS:
                return
            await settled(folder / "bot.sqlite")
            await running.kill()
            running = await RunningBot.start(api.url, folder, **staff)

        await colleague.say("/start")
        seen = await talk(Person(api), colleague, kill)
        assert await running.stop() == 0
    assert api.refused == []
    return seen


async def settled(file: Path) -> None:
    """Until all that has come is answered: what is not comes again, which is another test's."""
    async with asyncio.timeout(TIMEOUT):
        while waiting(file):  # noqa: ASYNC110 # another process tells no event
            await asyncio.sleep(0.01)


def waiting(file: Path) -> int:
    """How many updates are not answered yet."""
    with sqlite3.connect(file) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM inbox WHERE state = 0").fetchall()
    connection.close()
    return int(count)
