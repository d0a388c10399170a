"""Which versions of the knowledge have been live."""

import time

from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database
from bot.store.faults import explaining
from bot.store.tables import knowledge_versions


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
