"""The process: how it starts, what it writes, how it ends."""

from pathlib import Path

import pytest

from tests.telegram.emulator import TOKEN, BotApi
from tests.telegram.people import Person
from tests.telegram.running import RunningBot

SECRET = TOKEN.split(":")[1]


async def test_it_ends_well_and_its_output_tells_nothing_of_people(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start_by_command(api.url, tmp_path)
        person = Person(api, language_code="en")
        api.fail_next("sendMessage", 400, "Bad Request: another reason")
        await person.say("contact of the photonics cluster, I am Balthazar")
        code = await running.stop()

    assert code == 0
    assert "python -m bot chat" in running.output.splitlines()[0]
    assert "BadRequest: Another reason" in running.output
    for private in (SECRET, "Balthazar", str(person.id)):
        assert private not in running.output


async def test_a_refused_token_is_named_and_not_shown(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start_by_command(api.url, tmp_path, token=f"987:{SECRET}")
        code = await running.ended()

    assert code == 2
    assert running.output.splitlines()[-1].startswith("TELEGRAM_TOKEN is refused")
    assert "Traceback" not in running.output
    assert SECRET not in running.output


@pytest.mark.parametrize("transport", ["aiohttp", "httpx"])
async def test_it_waits_for_a_telegram_that_is_not_there_yet(
    tmp_path: Path, unused_tcp_port: int, transport: str
) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    running = await RunningBot.start(url, tmp_path, TELEGRAM_TRANSPORT=transport)
    await running.wrote(f"Telegram cannot be reached ({transport}.")

    async with BotApi(port=unused_tcp_port) as api:
        await Person(api).say("kontakt do fotoniki")
        code = await running.stop()

    assert code == 0
    assert "Telegram can be reached again" in running.output
    assert SECRET not in running.output


async def test_it_ends_while_telegram_is_not_there(tmp_path: Path, unused_tcp_port: int) -> None:
    running = await RunningBot.start_by_command(f"http://127.0.0.1:{unused_tcp_port}", tmp_path)
    await running.wrote("Telegram cannot be reached")

    code = await running.stop()

    assert code == 0
    assert "asyncio" not in running.output, "nothing is left open"


async def test_it_ends_while_an_answer_cannot_be_sent(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start_by_command(api.url, tmp_path)
        for _ in range(100):
            api.fail_next("sendMessage", 502, "Bad Gateway")
        await Person(api).write("kontakt do fotoniki")
        await running.wrote("Telegram cannot be reached")

        code = await running.stop()

    assert code == 0
    assert "asyncio" not in running.output
