"""Rows that tests write and count, and what is said when that fails."""

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import StoreError, explaining, reading
from bot.store.tables import service


async def write(engine: AsyncEngine, value: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(
            insert(service).values(name=value[:40], value=value, changed_at=0)
        )


async def count(engine: AsyncEngine) -> int:
    async with reading(engine).connect() as connection:
        return (await connection.scalar(select(func.count()).select_from(service))) or 0


async def trouble(engine: AsyncEngine) -> StoreError:
    """What a write says that has to fail."""
    try:
        with pytest.raises(StoreError) as caught, explaining(engine.url):
            await write(engine, "x")
    finally:
        await engine.dispose()
    return caught.value
