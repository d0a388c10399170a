"""Work that is due once for all replicas."""

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import jobs

REFUSED = "refused "
"""Begins the name of what staff are told once for each refused version of the knowledge."""


async def is_due(engine: AsyncEngine, name: str, now: int, every: int) -> bool:
    """True for one replica alone, when the job last began at least `every` milliseconds ago.

    Raises:
        StoreError: when the database is away.
    """
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    first = insert(jobs).values(name=name, ran_at=0).on_conflict_do_nothing()
    claim = update(jobs).where(jobs.c.name == name, jobs.c.ran_at <= now - every)
    with explaining(engine.url):
        async with engine.begin() as connection:
            await connection.execute(first)
            claimed = await connection.execute(claim.values(ran_at=now))
    return claimed.rowcount == 1
