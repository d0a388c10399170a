"""Which versions of the knowledge have been live, and which replica answers from which."""

import time
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database, reading
from bot.store.faults import explaining
from bot.store.tables import knowledge_versions, replicas


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version, and when it was loaded for the first time."""

    version: str
    loaded_at: int


@dataclass(frozen=True, slots=True)
class Replica:
    """A process that answers in Telegram, as it last told of itself."""

    id: str
    started_at: int
    seen_at: int
    knowledge_version: str


async def note_version(database: Database, version: str) -> None:
    """Note when a version was loaded for the first time.

    Raises:
        StoreError: when the database cannot be used.
    """
    insert = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert
    row = {"version": version, "loaded_at": time.time_ns() // 1_000_000}
    with explaining(database.url):
        async with database.begin() as connection:
            await connection.execute(
                insert(knowledge_versions).values(row).on_conflict_do_nothing()
            )


async def loaded_versions(database: Database, most: int) -> list[Loaded]:
    """The versions loaded last, the newest first.

    Raises:
        StoreError: when the database cannot be used.
    """
    newest = select(knowledge_versions).order_by(knowledge_versions.c.loaded_at.desc()).limit(most)
    with explaining(database.url):
        async with reading(database).connect() as connection:
            rows = (await connection.execute(newest)).mappings().all()
    return [Loaded(**row) for row in rows]


async def running_replicas(database: Database) -> list[Replica]:
    """The replicas that are known, the oldest first.

    Raises:
        StoreError: when the database cannot be used.
    """
    known = select(replicas).order_by(replicas.c.started_at)
    with explaining(database.url):
        async with reading(database).connect() as connection:
            rows = (await connection.execute(known)).mappings().all()
    return [Replica(**row) for row in rows]
