"""Which replica of the program owns what waits in the inbox, and who takes over from a dead one.

On PostgreSQL a replica lives as long as the session that holds its advisory lock: the server lets
go of the lock at once when the process is killed, so that no clock has to be trusted. On SQLite
there is one process, which takes over all that the one before it left.
"""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.faults import StoreError, explained, explaining
from bot.store.statements import NOTIFIED, OWNERS
from bot.store.tables import WAITING, inbox, replicas

_log = logging.getLogger(__name__)

_TICK = 1.0
_SETTLING = 5.0
"""Seconds for which a replica that has just come (back) leaves the others alone.

After a restart of PostgreSQL every session is gone, and all replicas need a moment to return.
"""
_SPACE = 0x4C43  # of advisory locks, so that they meet no others
_HOLD = text("SELECT pg_advisory_lock(:space, hashtext(:owner))")
_TRY = text("SELECT pg_try_advisory_xact_lock(:space, hashtext(:owner))")
_LOCK_OWNERS = text("SELECT pg_advisory_xact_lock(:space, 0)")


class Membership:
    """This replica among the others; use it as an async context manager.

    `on_work` is called when updates have become this replica's to handle, `on_loss` when others
    may have taken what was.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        owner: str,
        knowledge_version: Callable[[], str],
        on_work: Callable[[], None],
        on_loss: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._owner = owner
        self._version = knowledge_version
        self._on_work = on_work
        self._on_loss = on_loss
        self._started_at = _now()
        self._single: sqlite3.Connection | None = None

    async def __aenter__(self) -> Self:
        """Become a member, and own what nobody owns any more.

        Raises:
            StoreError: when another process uses the same SQLite file, or the database is away.
        """
        with explaining(self._engine.url):
            await self._enter()
        return self

    async def _enter(self) -> None:
        if self._engine.dialect.name == "sqlite":
            self._single = _only_process(self._engine.url.database or "")
            async with self._engine.begin() as connection:
                await self._inherit(connection, None)
                await connection.execute(delete(replicas))
                await self._report(connection)
            self._on_work()
            self._life = asyncio.create_task(self._report_regularly())
        else:
            session = await self._join()
            await self._take_over()
            self._on_work()
            self._life = asyncio.create_task(self._live(session))

    async def __aexit__(self, *_: object) -> None:
        self._life.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._life
        with contextlib.suppress(Exception):  # the row is only for people to look at
            async with self._engine.begin() as connection:
                await connection.execute(delete(replicas).where(replicas.c.id == self._owner))
        if self._single is not None:
            self._single.close()

    async def _live(self, session: AsyncConnection) -> None:
        settled_at = time.monotonic()  # at the very start nobody's session is younger
        while True:
            try:
                while True:
                    await asyncio.sleep(_TICK)
                    await session.execute(text("SELECT 1"))
                    async with self._engine.begin() as connection:
                        await self._report(connection)
                    if time.monotonic() >= settled_at and await self._take_over():
                        self._on_work()
            except asyncio.CancelledError:
                await session.invalidate()  # back in the pool it would still hold the lock
                raise
            except Exception as error:
                _log.warning("Trying again. %s", explained(error, self._engine.url))
            with contextlib.suppress(Exception):
                await session.invalidate()
            session = await self._rejoin()
            settled_at = time.monotonic() + _SETTLING
            self._on_loss()

    async def _rejoin(self) -> AsyncConnection:
        while True:
            try:
                return await self._join()
            except Exception:  # it has been logged, and is tried until the database is back
                await asyncio.sleep(_TICK)

    async def _join(self) -> AsyncConnection:
        session = await self._engine.connect()
        try:
            await session.execution_options(isolation_level="AUTOCOMMIT")
            await session.execute(_HOLD, {"space": _SPACE, "owner": self._owner})
            driver: Any = (await session.get_raw_connection()).driver_connection
            await driver.add_listener(NOTIFIED, self._notified)
            await self._report(session)
        except BaseException:
            await session.invalidate()
            raise
        return session

    def _notified(self, _: object, __: int, ___: str, owner: str) -> None:
        if owner == self._owner:
            self._on_work()

    async def _take_over(self) -> bool:
        """Own the updates of replicas that are gone; True when there were any."""
        others = select(inbox.c.owner).distinct()
        others = others.where(inbox.c.state == WAITING, inbox.c.owner != self._owner)
        has_inherited = False
        async with self._engine.begin() as connection:
            for owner in (await connection.execute(others)).scalars().all():
                asked = {"space": _SPACE, "owner": owner}
                if (await connection.execute(_TRY, asked)).scalar_one():
                    await connection.execute(_LOCK_OWNERS, {"space": OWNERS})
                    await self._inherit(connection, owner)
                    await connection.execute(delete(replicas).where(replicas.c.id == owner))
                    has_inherited = True
        return has_inherited

    async def _inherit(self, connection: AsyncConnection, owner: str | None) -> None:
        taken = update(inbox).where(inbox.c.state == WAITING).values(owner=self._owner)
        if owner is not None:
            taken = taken.where(inbox.c.owner == owner)
        count = (await connection.execute(taken)).rowcount
        if count:
            _log.info("Taking over %d updates that were left waiting", count)

    async def _report_regularly(self) -> None:
        while True:
            await asyncio.sleep(_TICK * 10)
            with contextlib.suppress(Exception):  # as above
                async with self._engine.begin() as connection:
                    await self._report(connection)

    async def _report(self, connection: AsyncConnection) -> None:
        dialect = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        row = dialect.insert(replicas).values(
            id=self._owner,
            started_at=self._started_at,
            seen_at=_now(),
            knowledge_version=self._version(),
        )
        changed = {
            "seen_at": row.excluded.seen_at,
            "knowledge_version": row.excluded.knowledge_version,
        }
        await connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=changed))


def _only_process(database: str) -> sqlite3.Connection:
    """Held while this process lives: SQLite's own lock on a file beside the database."""
    lock = sqlite3.connect(f"{Path(database)}.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise StoreError(
            f"The database {database} is in use by another process of this program: stop that "
            "one, or give each its own DATABASE_URL (several may share a PostgreSQL database)."
        ) from error
    return lock


def _now() -> int:
    return time.time_ns() // 1_000_000
