"""What Telegram shows of the bot is set once, and again only after a change."""

import pytest
from telegram import Bot

from bot.texts import PACKAGED, Texts, load_texts
from handlers.telegram.announcing import announce, announce_to_staff
from tests.program import ROOT
from tests.telegram.emulator import TOKEN, BotApi

TEAM = (77_001, 77_002)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(PACKAGED, ROOT / "handlers" / "telegram" / "texts")


async def announced(api: BotApi, texts: Texts) -> list[str]:
    """The methods of the calls that change something."""
    before = len(api.calls)
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        await announce(bot, texts, TEAM)
    return [call.method for call in api.calls[before:] if call.method.startswith("set")]


async def test_a_second_start_sets_nothing(texts: Texts) -> None:
    async with BotApi() as api:
        first = await announced(api, texts)
        second = await announced(api, texts)

    assert api.refused == []
    assert sorted(first) == sorted(
        8 * ["setMyCommands"]
        + 2 * ["setMyDescription", "setMyShortDescription", "setMyName"]
        + ["setChatMenuButton"]
    )
    assert second == []


async def test_what_telegram_refuses_does_not_stop_the_rest(
    texts: Texts, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApi() as api:
        api.fail_next("getMyCommands", 400, "Bad Request: not today")
        done = await announced(api, texts)

    assert done.count("setMyCommands") == 7
    assert done[-1] == "setMyName"
    assert "Telegram did not take the commands (en): Not today" in caplog.text


async def test_the_commands_of_the_staff_stand_in_their_chats_alone(texts: Texts) -> None:
    async with BotApi() as api:
        await announced(api, texts)

    shown = [call.parameters for call in api.calls if call.method == "setMyCommands"]
    with_cases = [
        (call["scope"].get("chat_id"), call.get("language_code"))
        for call in shown
        if {"cases", "staff"} <= {command["command"] for command in call["commands"]}
    ]
    assert with_cases == [(member, code) for member in TEAM for code in (None, "pl")]


async def test_a_member_who_never_wrote_does_not_stop_the_rest(
    texts: Texts, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApi() as api:
        api.fail_next("getMyCommands", 400, "Bad Request: chat not found")
        async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
            await announce_to_staff(bot, texts, TEAM[0])
            await announce_to_staff(bot, texts, TEAM[1])

    chats = [
        call.parameters["scope"]["chat_id"] for call in api.calls if "commands" in call.parameters
    ]
    assert chats == [TEAM[1], TEAM[1]]
    assert "the commands of a member of the staff: Chat not found" in caplog.text
