import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import create_database
from bot.store.faults import StoreError
from bot.store.inbox import Inbox
from bot.store.replicas import Membership
from bot.store.tables import WAITING, inbox, replicas
from tests.databases import PostgresServer
from tests.store.test_inbox import arrival, ids

PATIENCE = 60
HELD_UP = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


class Replica:
    """A replica that only notes what it hears."""

    def __init__(self, engine: AsyncEngine, name: str) -> None:
        self.inbox = Inbox(engine, name)
        self.work, self.loss = asyncio.Event(), asyncio.Event()
        self.membership = Membership(engine, name, lambda: "version", self.work.set, self.loss.set)

    async def enter(self, stack: AsyncExitStack) -> None:
        await stack.enter_async_context(self.inbox)
        await stack.enter_async_context(self.membership)

    async def has_work(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.work.wait()
        self.work.clear()


async def test_a_new_process_takes_over_what_a_killed_one_left(engine: AsyncEngine) -> None:
    async with Inbox(engine, "killed") as before:
        await before.put([arrival(1), arrival(2, chat=8)])

    async with AsyncExitStack() as stack:
        after = Replica(engine, "after")
        await after.enter(stack)
        await after.has_work()

        assert ids(await after.inbox.waiting(-1, 10)) == [1, 2]


async def test_one_takes_over_from_another_that_dies_and_not_while_it_lives(
    postgres_url: str,
) -> None:
    living_engine, dying_engine = create_database(postgres_url), create_database(postgres_url)
    async with AsyncExitStack() as stack, AsyncExitStack() as dying_stack:
        living, dying = Replica(living_engine, "living"), Replica(dying_engine, "dying")
        await dying.enter(dying_stack)
        await living.enter(stack)
        await living.has_work()  # it always looks once at its start
        await dying.inbox.put([arrival(1)])

        assert ids(await living.inbox.put([arrival(2)])) == []
        assert ids(await dying.inbox.waiting(-1, 10)) == [1, 2]
        assert ids(await living.inbox.waiting(-1, 10)) == []

        await dying_stack.aclose()  # its session ends, as when the process is killed
        await living.has_work()

        assert ids(await living.inbox.waiting(-1, 10)) == [1, 2]
    await living_engine.dispose()
    await dying_engine.dispose()


async def test_what_is_being_received_goes_along_with_what_is_taken_over(
    postgres_url: str,
) -> None:
    living_engine, dying_engine = create_database(postgres_url), create_database(postgres_url)
    async with AsyncExitStack() as stack, AsyncExitStack() as dying_stack:
        living, dying = Replica(living_engine, "living"), Replica(dying_engine, "dying")
        await dying.enter(dying_stack)
        await living.enter(stack)
        await living.has_work()
        await dying.inbox.put([arrival(1)])
        async with dying_engine.connect() as connection:
            row = {"update_id": 2, "state": WAITING, "tries": 0, "owner": "-", "received_at": 0}
            await connection.execute(insert(inbox), row)  # the next to insert it waits
            receiving = asyncio.create_task(living.inbox.put([arrival(2)]))
            await until_held_up(living_engine, 1)
            await dying_stack.aclose()
            await until_held_up(living_engine, 2, or_else=living.work)
            await connection.rollback()

        assert await receiving == []
        await living.has_work()
        assert ids(await living.inbox.waiting(-1, 10)) == [1, 2]
    await living_engine.dispose()
    await dying_engine.dispose()


async def until_held_up(
    engine: AsyncEngine, count: int, or_else: asyncio.Event | None = None
) -> None:
    """Wait until so many sessions of the database wait for a lock, or until something happens."""
    async with asyncio.timeout(PATIENCE), engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        while not (or_else and or_else.is_set()):
            if (await connection.execute(HELD_UP)).scalar_one() >= count:
                return


async def test_the_owner_hears_of_an_update_that_came_in_elsewhere(postgres_url: str) -> None:
    engine = create_database(postgres_url)
    async with AsyncExitStack() as stack:
        owner, other = Replica(engine, "owner"), Replica(engine, "other")
        for replica in (owner, other):
            await replica.enter(stack)
            await replica.has_work()
        await owner.inbox.put([arrival(1)])

        await other.inbox.put([arrival(2)])

        await owner.has_work()
        assert ids(await owner.inbox.waiting(1, 10)) == [2]
        assert not other.work.is_set()
    await engine.dispose()


async def test_after_a_restart_of_the_server_a_replica_is_a_member_again(
    postgres: PostgresServer, postgres_url: str
) -> None:
    engine = create_database(postgres_url)
    async with AsyncExitStack() as stack:
        one = Replica(engine, "one")
        await one.enter(stack)
        await one.inbox.put([arrival(1)])
        postgres.stop()
        postgres.start()

        async with asyncio.timeout(PATIENCE):
            await one.loss.wait()
        assert ids(await one.inbox.waiting(-1, 10)) == [1]
        async with engine.connect() as connection:
            assert (await connection.execute(select(replicas.c.id))).scalars().all() == ["one"]
    await engine.dispose()


async def test_a_second_process_on_a_file_is_refused_in_words(sqlite_url: str) -> None:
    engine = create_database(sqlite_url)
    async with AsyncExitStack() as stack:
        await Replica(engine, "one").enter(stack)
        with pytest.raises(StoreError, match="in use by another process"):
            await stack.enter_async_context(Replica(engine, "two").membership)

    async with AsyncExitStack() as stack:
        await Replica(engine, "three").enter(stack)
    await engine.dispose()
