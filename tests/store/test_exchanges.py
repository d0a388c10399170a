"""Conversations of a channel without an inbox: kept together, held while the database is away."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from bot.store import exchanges as module
from bot.store.database import Database, create_database
from bot.store.exchanges import Exchange, Exchanges
from bot.store.faults import StoreError
from bot.store.migrating import migrate
from bot.store.records import AskedQuestion
from bot.store.tables import conversations, questions


@pytest_asyncio.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Database]:
    engine = create_database(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    await migrate(engine)
    yield engine
    await engine.dispose()


def exchange(key: str, number: int, text: str = "?") -> Exchange:
    question = AskedQuestion(key, "web", number, text, "pl", "found", None, "list", "v", 1.0)
    return Exchange(key, "web", {"number": number}, number, question)


async def numbers(engine: Database) -> list[int]:
    async with engine.connect() as connection:
        found = await connection.execute(select(questions.c.asked_at).order_by(questions.c.id))
        return [row.asked_at for row in found]


async def test_what_is_committed_is_there_for_the_next_process(engine: Database) -> None:
    async with Exchanges(engine) as exchanges:
        assert await exchanges.note(exchange("a", 1))
        assert await exchanges.note(exchange("a", 2))
    async with Exchanges(engine) as others:
        assert await others.state("a", since=2) == {"number": 2}
        assert await others.state("a", since=3) is None
        assert await others.state("b", since=0) is None
    assert await numbers(engine) == [1, 2]


async def test_what_was_committed_a_while_ago_is_not_held(
    engine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 0.0)
    async with Exchanges(engine) as exchanges:
        assert await exchanges.note(exchange("a", 1))
        async with engine.begin() as connection:
            await connection.execute(update(conversations).values(state={"number": 7}))
        assert await exchanges.state("a", since=0) == {"number": 7}


async def test_the_end_writes_what_is_held(engine: Database) -> None:
    async with Exchanges(engine) as exchanges:
        for number in range(1200):
            exchanges.note(exchange(str(number), number))
    assert await numbers(engine) == list(range(1200))


async def test_an_answer_is_kept_before_it_is_given(engine: Database) -> None:
    async with Exchanges(engine) as exchanges:
        await exchanges.keep(exchange("a", 1))
        assert await numbers(engine) == [1]


async def test_of_many_answers_at_once_few_wait_for_their_commit(
    engine: Database, tmp_path: Path
) -> None:
    async with Exchanges(engine) as exchanges:
        with sqlite3.connect(tmp_path / "bot.sqlite", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            answers = [
                asyncio.create_task(exchanges.keep(exchange(str(number), number)))
                for number in range(20)
            ]
            await asyncio.sleep(0)
            assert [answer.done() for answer in answers] == [False] * 4 + [True] * 16
            other.execute("COMMIT")
        other.close()
        await asyncio.gather(*answers)
    assert await numbers(engine) == list(range(20))


async def test_nobody_waits_for_a_database_that_is_locked_and_nothing_is_lost(
    engine: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    async with Exchanges(engine) as exchanges:
        with sqlite3.connect(tmp_path / "bot.sqlite", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            assert not await exchanges.note(exchange("a", 1))
            assert not await exchanges.note(exchange("a", 2))
            assert await exchanges.state("a", since=0) == {"number": 2}
            with pytest.raises(StoreError):
                await exchanges.state("b", since=0)
            other.execute("COMMIT")
        other.close()
    assert await numbers(engine) == [1, 2]


async def test_one_that_cannot_be_written_holds_up_no_other(
    engine: Database, caplog: pytest.LogCaptureFixture
) -> None:
    unwritable = "half a letter \ud83d"
    async with Exchanges(engine) as exchanges:
        kept = [
            exchanges.note(exchange(str(number), number, unwritable if number == 2 else "?"))
            for number in range(5)
        ]
        assert await asyncio.gather(*kept) == [True, True, False, True, True]
    assert await numbers(engine) == [0, 1, 3, 4]
    assert "An answer cannot be kept." in caplog.text
    assert "half a letter" not in caplog.text


async def test_beyond_its_room_it_says_that_it_keeps_nothing(
    engine: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_MOST_HELD", 3)
    async with Exchanges(engine) as exchanges:
        kept = [exchanges.note(exchange(str(number), number)) for number in range(5)]
        assert await asyncio.gather(*kept) == [True, True, True, False, False]
    assert caplog.text.count("further ones are not kept") == 1


async def test_forgetting_takes_what_is_not_committed_too(engine: Database) -> None:
    async with Exchanges(engine) as exchanges:
        await exchanges.note(exchange("a", 1))
        exchanges.note(exchange("a", 2))
        exchanges.note(exchange("b", 3))
        await exchanges.forget("a")
        assert await exchanges.state("a", since=0) is None
    assert await numbers(engine) == [3]
    async with engine.connect() as connection:
        kept = await connection.execute(select(conversations.c.chat))
        assert [row.chat for row in kept] == ["b"]
