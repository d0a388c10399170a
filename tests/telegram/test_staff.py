"""/staff and the digest for those whose ids are set; for everybody else there is no such thing."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import insert
from telegram import Bot, Update

from bot.assistant import Assistant
from bot.live import Live, Refused
from bot.store.database import Database, create_database
from bot.store.migrating import migrate
from bot.store.tables import questions
from bot.store.unanswered import marked
from handlers.telegram.staff import Staff
from handlers.telegram.talk import Talk
from knowledge.problem import Problem
from knowledge.version import Version
from tests.telegram.emulator import TOKEN, BotApi, Call, Json

BOSS, STRANGER = 77_001, 77_002
TODAY = date(2026, 1, 5)
NOW = int(datetime.now(UTC).timestamp() * 1000)
HOUR = 60 * 60 * 1000


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server
    assert server.refused == []


@pytest_asyncio.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        yield bot


@pytest_asyncio.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Database]:
    engine = create_database(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    await migrate(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
def live(assistant: Assistant) -> Live:
    return Live(assistant)


@pytest.fixture
def staff(live: Live, engine: Database, bot: Bot) -> Staff:
    return Staff(Talk(lambda: live.assistant, lambda: TODAY), live, engine, bot, (BOSS,))


async def ask(engine: Database, *texts: str, ago: int = HOUR) -> None:
    rows = [
        {
            "person": "p",
            "channel": "web",
            "asked_at": NOW - ago,
            "text": text,
            "language": "pl",
            "outcome": "not_found",
            "entity": None,
            "topic": "none",
            "knowledge_version": "v",
            "milliseconds": 1.0,
        }
        for text in texts
    ]
    async with engine.begin() as connection:
        await connection.execute(insert(questions), rows)


def message(person: int, code: str = "pl", message_id: int = 3) -> Json:
    sender = {"id": person, "is_bot": False, "first_name": "Jan", "language_code": code}
    chat = {"id": person, "type": "private"}
    return {
        "message_id": message_id,
        "date": NOW // 1000,
        "chat": chat,
        "from": sender,
        "text": "/staff",
    }


def command(bot: Bot, code: str = "pl") -> Update:
    update = Update.de_json({"update_id": 12, "message": message(BOSS, code)}, bot)
    assert update is not None
    return update


def press(bot: Bot, data: str, person: int = BOSS, message_id: int = 3) -> Update:
    shown = message(person, message_id=message_id)
    query = {
        "id": "1",
        "from": shown["from"],
        "message": shown,
        "data": data,
        "chat_instance": "1",
    }
    update = Update.de_json({"update_id": 13, "callback_query": query}, bot)
    assert update is not None
    return update


def last(api: BotApi, method: str = "sendMessage") -> Call:
    return [call for call in api.calls if call.method == method][-1]


async def test_the_report_shows_figures_groups_old_facts_and_what_is_live(
    staff: Staff, engine: Database, bot: Bot, api: BotApi, live: Live
) -> None:
    await ask(engine, "gdzie kupię kryptowaluty", "gdzie kupić kryptowaluty", "ile kosztuje bilet")
    await ask(engine, "gdzie kupić kryptowaluty", ago=3 * 24 * HOUR)

    await staff.show(command(bot), None)  # type: ignore[arg-type]

    text = last(api).text
    assert "Pytania z ostatniej doby: 3" in text
    assert "bez odpowiedzi: 3" in text
    assert f": {live.version.id}." in text
    assert "1. „gdzie kupić kryptowaluty” (3)" in text
    assert "2. „ile kosztuje bilet” (1)" in text
    assert "Do potwierdzenia (" in text
    assert [button["text"] for button in last(api).buttons] == [
        f"{number}: {what}" for number in (1, 2) for what in ("nie nasze", "załatwione", "później")
    ]


async def test_a_mark_takes_the_group_off_the_list(
    staff: Staff, engine: Database, bot: Bot, api: BotApi
) -> None:
    await ask(engine, "gdzie kupię kryptowaluty", "ile kosztuje bilet")
    await staff.show(command(bot, "en"), None)  # type: ignore[arg-type]
    later = next(b for b in last(api).buttons if b["text"] == "1: later")
    first = last(api).text.partition("1. “")[2].partition("”")[0]

    update = press(bot, later["callback_data"], message_id=last(api).message_id)
    await staff.press(update, None)  # type: ignore[arg-type]

    [mark] = (await marked(engine)).values()
    assert (mark.kind, mark.size) == ("later", 1)
    assert mark.until is not None
    assert timedelta(milliseconds=mark.until - mark.marked_at).days in (13, 14)
    assert first not in last(api, "editMessageText").text
    assert "answerCallbackQuery" in {call.method for call in api.calls}


@pytest.mark.parametrize("data", ["1:s:later:zz:1", "1:o:pl:/list/1", "", f"1:s:x:{'a' * 16}:1"])
async def test_other_buttons_mark_nothing(
    data: str, staff: Staff, engine: Database, bot: Bot
) -> None:
    await staff.press(press(bot, data), None)  # type: ignore[arg-type]

    assert await marked(engine) == {}


async def test_nobody_else_marks(staff: Staff, engine: Database, bot: Bot) -> None:
    data = f"1:s:later:{'a' * 16}:1"

    await staff.press(press(bot, data, STRANGER), None)  # type: ignore[arg-type]

    assert await marked(engine) == {}


async def test_a_refused_version_is_told_with_file_and_line(
    staff: Staff, bot: Bot, api: BotApi, live: Live
) -> None:
    problem = Problem("clusters/esta.yaml", 7, 3, "unknown-key", (("key", "nmae"),))
    live.refused = Refused(Version("abc", datetime.now(UTC)), datetime.now(UTC), (problem,) * 7)

    await staff.show(command(bot), None)  # type: ignore[arg-type]

    text = last(api).text
    assert "(abc) ma 7 błędów" in text
    assert (
        text.count(
            "clusters/esta.yaml:7:3: the key 'nmae' is unknown here. Correct it or remove it."
        )
        == 5
    )
    assert "I jeszcze 2." in text


async def test_the_digest_is_of_the_week_and_goes_to_staff(
    staff: Staff, engine: Database, api: BotApi
) -> None:
    await staff.send_digest()
    assert "sendMessage" not in {call.method for call in api.calls}, "nobody asked"

    await ask(engine, "gdzie kupić kryptowaluty", ago=3 * 24 * HOUR)
    await staff.send_digest()

    assert int(last(api).parameters["chat_id"]) == BOSS
    assert "Pytania z ostatniego tygodnia: 1" in last(api).text
    assert json.dumps(last(api).buttons).count("callback_data") == 3
