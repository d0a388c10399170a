from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import knowledge_versions
from bot.store.versions import note_version


async def test_a_version_is_noted_once(engine: AsyncEngine) -> None:
    for version in ("first", "second", "first"):
        await note_version(engine, version)

    chosen = select(knowledge_versions.c.version).order_by(knowledge_versions.c.version)
    async with engine.connect() as connection:
        assert (await connection.execute(chosen)).scalars().all() == ["first", "second"]
