"""Transactions of many statements, each run as a whole where that costs least."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import of_one_thread

T = TypeVar("T")


class Transactions:
    """Runs functions of a plain connection, until it is closed.

    On SQLite they run in one thread of their own. SQLAlchemy's asynchronous layer would go to a
    thread and back four times for every statement, which costs nearly as much as all else.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._plain = of_one_thread(engine) if engine.dialect.name == "sqlite" else None
        self._thread = ThreadPoolExecutor(1, "writer")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns once all that it wrote is committed; nothing is when it raises."""
        if self._plain is not None:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, _run, self._plain, work)
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    def close(self) -> None:
        """Let go of the connection; those of `engine` are its own matter."""
        self._thread.shutdown()
        if self._plain is not None:
            self._plain.dispose()


def _run(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return work(connection)
