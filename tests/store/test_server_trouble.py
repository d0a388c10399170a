import asyncio
import logging

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import (
    StoreError,
    create_database,
    explaining,
    is_passing,
    wait_for_database,
)
from bot.store.tables import jobs
from tests.databases import GUARDED, PASSWORD, PostgresServer
from tests.store.writing import count, trouble, write


async def test_a_server_that_is_away_is_waited_for(
    postgres: PostgresServer, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    postgres.stop()
    engine = create_database(postgres_url)
    attempts = asyncio.Semaphore(0)
    event.listen(engine.sync_engine, "do_connect", lambda *_: attempts.release())
    waiting = asyncio.create_task(wait_for_database(engine, first_pause=0.01, longest_pause=0.02))
    for _ in range(3):
        await attempts.acquire()

    postgres.start()
    await waiting

    first, last = caplog.messages
    assert first.startswith("Waiting for the database. The PostgreSQL server at 127.0.0.1:")
    assert last == "The database is there"
    await engine.dispose()


async def test_a_restart_of_the_server_goes_unnoticed(
    postgres: PostgresServer, postgres_url: str
) -> None:
    engine = create_database(postgres_url)
    async with engine.connect() as one, engine.connect() as other:
        cuts = [await cut(connection) for connection in (one, other)]

    postgres.stop()
    postgres.start()
    for is_cut in cuts:
        await is_cut.wait()

    await asyncio.gather(write(engine, "x"), write(engine, "y"))
    assert await count(engine) == 2
    await engine.dispose()


async def cut(connection: AsyncConnection) -> asyncio.Event:
    """What is set when the server cuts the connection."""
    is_cut = asyncio.Event()
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    driver.add_termination_listener(lambda _: is_cut.set())
    return is_cut


async def test_a_restart_amid_a_transaction_is_passing(
    postgres: PostgresServer, postgres_url: str
) -> None:
    engine = create_database(postgres_url)

    async def write_and_be_cut() -> None:
        async with engine.begin() as connection:
            await connection.execute(insert(jobs).values(name="x", ran_at=0))
            postgres.stop()
            await connection.execute(insert(jobs).values(name="y", ran_at=0))

    with pytest.raises(StoreError) as broken, explaining(engine.url):
        await write_and_be_cut()
    with pytest.raises(StoreError) as away, explaining(engine.url):
        await write(engine, "x")
    assert is_passing(broken.value)
    assert is_passing(away.value)
    assert "cannot be reached" in str(away.value)

    postgres.start()

    await write(engine, "x")
    async with engine.connect() as connection:
        assert (await connection.execute(select(jobs))).all() == []
    await engine.dispose()


async def test_a_wrong_password(postgres: PostgresServer) -> None:
    engine = create_database(postgres.url("postgres", GUARDED, "wrong-sesame"))

    error = await trouble(engine)

    assert "refuses the user 'guarded'" in str(error)
    assert "sesame" not in str(error)
    assert not is_passing(error)


async def test_the_right_password_and_the_words_of_libpq(postgres: PostgresServer) -> None:
    address = postgres.url("postgres", GUARDED, PASSWORD)
    engine = create_database(
        f"{address}?sslmode=prefer&application_name=ours&channel_binding=prefer"
    )

    async with engine.connect() as connection:
        assert await connection.scalar(text("SHOW application_name")) == "ours"
        assert await connection.scalar(text("SELECT current_user")) == GUARDED
    await engine.dispose()


async def test_a_server_without_encryption(postgres: PostgresServer) -> None:
    error = await trouble(create_database(postgres.url("postgres") + "?sslmode=require"))

    assert "in secret" in str(error)
    assert not is_passing(error)


async def test_an_unknown_database(postgres: PostgresServer) -> None:
    error = await trouble(create_database(postgres.url("no_such")))

    assert "has no database 'no_such'" in str(error)
    assert not is_passing(error)


async def test_a_user_without_rights(postgres: PostgresServer, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    error = await trouble(create_database(postgres.url(name, GUARDED, PASSWORD)))

    assert "forbids something to the user 'guarded'" in str(error)


async def test_no_connection_left(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_database(postgres_url)
    monkeypatch.setattr(engine.pool, "_timeout", 0)
    held = [await engine.connect() for _ in range(10)]

    with pytest.raises(StoreError) as caught, explaining(engine.url):
        await count(engine)

    assert is_passing(caught.value)
    for connection in held:
        await connection.close()
    await engine.dispose()
