"""What staff have done, and when; not who, and nothing that a person wrote."""

import time
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import reading
from bot.store.faults import explaining
from bot.store.tables import staff_actions


@dataclass(frozen=True, slots=True)
class Action:
    """One thing done; `detail` says of what, as a file or the hash of a group."""

    action: str
    detail: str
    done_at: int


async def note_action(engine: AsyncEngine, action: str, detail: str = "") -> None:
    """Note that something was done just now.

    Raises:
        StoreError: when the database cannot be used.
    """
    now = time.time_ns() // 1_000_000
    values = {"staff": None, "action": action, "detail": detail, "done_at": now}
    with explaining(engine.url):
        async with engine.begin() as connection:
            await connection.execute(insert(staff_actions).values(values))


async def latest_actions(engine: AsyncEngine, most: int) -> list[Action]:
    """The newest actions, the newest first.

    Raises:
        StoreError: when the database cannot be used.
    """
    newest = select(staff_actions).order_by(staff_actions.c.id.desc()).limit(most)
    with explaining(engine.url):
        async with reading(engine).connect() as connection:
            rows = (await connection.execute(newest)).all()
    return [Action(row.action, row.detail, row.done_at) for row in rows]
