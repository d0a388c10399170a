"""What Telegram shows of the bot is set once, and again only after a change."""

import pytest
from telegram import Bot

from bot.texts import PACKAGED, Texts, load_texts
from handlers.telegram.announcing import announce
from tests.program import ROOT
from tests.telegram.emulator import TOKEN, BotApi


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(PACKAGED, ROOT / "handlers" / "telegram" / "texts")


async def announced(api: BotApi, texts: Texts) -> list[str]:
    """The methods of the calls that change something."""
    before = len(api.calls)
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        await announce(bot, texts)
    return [call.method for call in api.calls[before:] if call.method.startswith("set")]


async def test_a_second_start_sets_nothing(texts: Texts) -> None:
    async with BotApi() as api:
        first = await announced(api, texts)
        second = await announced(api, texts)

    assert api.refused == []
    assert sorted(first) == sorted(
        4 * ["setMyCommands"]
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

    assert done.count("setMyCommands") == 3
    assert done[-1] == "setMyName"
    assert "Telegram did not take the commands (en): Not today" in caplog.text
