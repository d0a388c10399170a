import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import StoreError, create_database, reading
from bot.store.pictures import file_id, keep_file_id


async def test_the_id_kept_last_counts(engine: AsyncEngine) -> None:
    assert await file_id(reading(engine), "chart") is None
    await keep_file_id(engine, "chart", "old", 1)
    await keep_file_id(engine, "chart", "new", 2)
    await keep_file_id(engine, "other chart", "other", 3)

    assert await file_id(reading(engine), "chart") == "new"


async def test_a_database_that_is_away_is_named() -> None:
    engine = create_database("sqlite:////missing/folder/bot.sqlite")

    with pytest.raises(StoreError, match="/missing/folder"):
        await file_id(reading(engine), "chart")
    await engine.dispose()
