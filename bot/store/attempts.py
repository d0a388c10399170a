"""Suggestions on their way into the files: tried, written or not, for every process to show."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import reading
from bot.store.faults import explaining
from bot.store.tables import attempts

State = Literal["running", "written", "refused", "failed"]
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One suggestion as data, how far it has come, what came of it, and when it was begun."""

    id: str
    suggestion: Data
    state: State
    outcome: Data
    started_at: int


async def begin(engine: AsyncEngine, id_: str, suggestion: Data) -> None:
    """Note that a suggestion is being tried.

    Raises:
        StoreError: when the database cannot be used.
    """
    now = time.time_ns() // 1_000_000
    values = {"id": id_, "suggestion": suggestion, "outcome": {}, "started_at": now}
    with explaining(engine.url):
        async with engine.begin() as connection:
            await connection.execute(insert(attempts).values(state="running", **values))


async def end(engine: AsyncEngine, id_: str, state: State, outcome: Data) -> None:
    """Note what came of it.

    Raises:
        StoreError: when the database cannot be used.
    """
    ended = update(attempts).where(attempts.c.id == id_)
    with explaining(engine.url):
        async with engine.begin() as connection:
            await connection.execute(ended.values(state=state, outcome=outcome))


async def attempt(engine: AsyncEngine, id_: str) -> Attempt | None:
    """The attempt of this id, if there is one.

    Raises:
        StoreError: when the database cannot be used.
    """
    with explaining(engine.url):
        async with reading(engine).connect() as connection:
            wanted = select(attempts).where(attempts.c.id == id_)
            row = (await connection.execute(wanted)).mappings().first()
    return Attempt(**row) if row else None
