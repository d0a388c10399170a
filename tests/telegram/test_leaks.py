"""What a running bot shows and keeps: no secret, no id of a person, nothing that people wrote.

The questions that are kept hold people's words without personal data; nothing else holds any.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import asyncpg
import pytest

from handlers.telegram.webhook import PATH, SECRET_HEADER
from tests.databases import PASSWORD, PostgresServer
from tests.telegram.emulator import TIMEOUT, TOKEN, BotApi, Json
from tests.telegram.people import Person
from tests.telegram.running import RunningBot
from tests.web.asking import address_of, get, get_until

WEBHOOK_SECRET = "Aladdin-and-the-40_thieves"
KEY = "the key of all pseudonyms"
PERSON, GROUP = 7_310_554_219, -1_007_310_554_221
SECRETS = (TOKEN, TOKEN.split(":")[1], WEBHOOK_SECRET, PASSWORD, KEY)
PRIVATE = (str(PERSON), str(-GROUP), "Balthazar", "600 700 800", "600700800")
WORDS = ("telefon", "fotoniki", "photonics")
QUESTIONS = (
    "nazywam się Balthazar, mój numer 600 700 800, jaki telefon do klastra fotoniki?",
    "contact of the photonics cluster",
)
FAILING = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'no room for % of %', NEW.text, NEW.person; END $$;
CREATE TRIGGER fail BEFORE INSERT ON questions FOR EACH ROW EXECUTE FUNCTION fail();
"""


@dataclass
class WebhookApi(BotApi):
    """A Bot API that sends updates to the webhook of a bot."""

    address: str = ""

    async def offer(self, **update: Json) -> None:
        body = {"update_id": self.new_id(), **update}
        headers = {SECRET_HEADER: WEBHOOK_SECRET}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(f"{self.address}{PATH}", json=body) as response,
        ):
            assert response.status == 200


async def test_a_refused_webhook_is_named(tmp_path: Path) -> None:
    settings = {
        "TELEGRAM_WEBHOOK_URL": f"http://localhost{PATH}",
        "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    async with BotApi() as api:
        api.fail_next("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided")
        running = await RunningBot.start(api.url, tmp_path, **settings)
        code = await running.ended()

    assert code == 2
    assert running.output.splitlines()[-1].startswith("TELEGRAM_WEBHOOK_URL is refused")
    check(running.output)


async def test_on_sqlite_by_polling_as_text(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path, PRIVACY_KEY=KEY)
        metrics = await live(api, running)
        assert await running.stop() == 0

    check(running.output, metrics)
    with sqlite3.connect(f"file:{tmp_path / 'bot.sqlite'}?mode=ro", uri=True) as database:
        check_questions([row[0] for row in database.execute("SELECT text FROM questions")])
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        rows = [row for (name,) in tables for row in database.execute(kept(name))]
    database.close()
    check_rows(repr(rows))


async def test_on_postgresql_by_webhook_as_json(
    tmp_path: Path, postgres: PostgresServer, guarded_url: str
) -> None:
    settings = {
        "DATABASE_URL": guarded_url,
        "TELEGRAM_WEBHOOK_URL": f"https://bot.example.org{PATH}",
        "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "LOG_FORMAT": "json",
        "PRIVACY_KEY": KEY,
    }
    async with WebhookApi() as api:
        running = await RunningBot.start(api.url, tmp_path, **settings)
        api.address = await address_of(running)
        metrics = await live(api, running)
        async with connected(guarded_url) as connection:
            await fail_to_keep(connection, api, running)
            postgres.stop()
        body = await get_until(f"{api.address}/readyz", 503)
        postgres.start()
        await get_until(f"{api.address}/readyz", 200)
        assert await running.stop() == 0

    check(running.output, metrics)
    check("", body)
    async with connected(guarded_url) as connection:
        check_questions([row[0] for row in await connection.fetch("SELECT text FROM questions")])
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE tableowner = user")
        rows = [await connection.fetch(kept(row[0])) for row in names]
    check_rows(repr(rows))


@pytest.fixture
def guarded_url(postgres: PostgresServer) -> str:
    """A new database of the user with the password."""
    postgres.start()
    return postgres.create_guarded("leaks")


async def live(api: BotApi, running: RunningBot) -> str:
    """Questions, retries, errors and bad requests; what /metrics says after them."""
    address = await address_of(running)
    person = Person(api, language_code="en")
    person.id = PERSON
    group = Person(api, group=GROUP)
    group.id = PERSON
    for question in QUESTIONS:
        await person.say(question)
    await group.say(f"@LublinClustersBot {QUESTIONS[1]}", entities=[mention()])
    api.fail_next("sendMessage", 502, "Bad Gateway")
    api.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await person.say(QUESTIONS[0])
    for _ in range(3):
        api.fail_next("sendMessage", 400, f"Bad Request: chat {PERSON} has another reason")
    await person.say(QUESTIONS[1])
    api.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await person.write(QUESTIONS[1])
    await running.wrote("blocked the bot")
    await get(f"{address}/{TOKEN}?question={QUESTIONS[1]}")
    return await get_until(f"{address}/metrics", 200, 'bot_updates_total{outcome="gone"}')


async def fail_to_keep(connection: asyncpg.Connection, api: BotApi, running: RunningBot) -> None:
    """The database complains of a question by quoting it."""
    await connection.execute(FAILING)
    person = Person(api)
    person.id = PERSON
    await person.say(QUESTIONS[1])
    await running.wrote("What belongs to update")
    await connection.execute("DROP TRIGGER fail ON questions")
    async with asyncio.timeout(TIMEOUT):
        while await connection.fetchval("SELECT count(*) FROM inbox WHERE state = 0"):
            pass


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        connection.terminate()


def kept(table: str) -> str:
    """All rows, but for what was set aside: that stays as it came until staff have seen it."""
    return f"SELECT * FROM {table}" + (" WHERE state <> 2" if table == "inbox" else "")


def mention() -> Json:
    return {"type": "mention", "offset": 0, "length": len("@LublinClustersBot")}


def check(*shown: str) -> None:
    """What anybody may see of the program: its output, its metrics, its health."""
    for text in shown:
        assert [what for what in (*SECRETS, *PRIVATE, *WORDS) if what in text] == []
        assert "Traceback" not in text


def check_questions(texts: list[str]) -> None:
    assert len(texts) >= 4
    assert any("photonics" in text for text in texts), "they are there for the editors to read"
    check_rows("\n".join(texts))


def check_rows(rows: str) -> None:
    """What is kept once everything is answered."""
    assert [what for what in (*SECRETS, *PRIVATE) if what in rows] == []
