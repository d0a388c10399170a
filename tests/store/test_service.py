import asyncio

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import create_database, reading
from bot.store.service import key, pause, paused, resume
from bot.store.tables import metadata


async def test_the_key_is_made_once_and_kept(engine: AsyncEngine, database_url: str) -> None:
    made = await key(engine)
    other = create_database(database_url)
    found = await key(other)
    await other.dispose()

    assert len(made) == 32
    assert found == made


async def test_processes_that_start_together_get_one_key(database_url: str) -> None:
    engines = [create_database(database_url) for _ in range(8)]

    keys = await asyncio.gather(*map(key, engines))
    await asyncio.gather(*(engine.dispose() for engine in engines))

    assert len(set(keys)) == 1


async def test_two_databases_have_two_keys(engine: AsyncEngine, empty_engine: AsyncEngine) -> None:
    async with empty_engine.begin() as connection:
        await connection.run_sync(metadata.create_all)

    assert await key(engine) != await key(empty_engine)


async def test_a_pause_is_seen_until_it_is_over(engine: AsyncEngine) -> None:
    seen = [await paused(reading(engine))]
    await pause(engine, "Wracamy o 12.00.")
    seen.append(await paused(reading(engine)))
    await pause(engine, "Wracamy o 13.00.")
    seen.append(await paused(engine))
    await resume(engine)
    await resume(engine)
    seen.append(await paused(engine))

    assert seen == [None, "Wracamy o 12.00.", "Wracamy o 13.00.", None]


async def test_a_pause_leaves_the_key_alone(engine: AsyncEngine) -> None:
    made = await key(engine)
    await pause(engine, "…")
    await resume(engine)

    assert await key(engine) == made
