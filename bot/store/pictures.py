"""What Telegram calls the pictures that it has got, so that no replica sends one twice."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import pictures


async def file_id(engine: AsyncEngine, picture: str) -> str | None:
    """The id of the picture's file in Telegram, or None; an engine for reading will do.

    Raises:
        StoreError: when the database is away.
    """
    statement = select(pictures.c.file_id).where(pictures.c.picture == picture)
    with explaining(engine.url):
        async with engine.connect() as connection:
            found: str | None = await connection.scalar(statement)
    return found


async def keep_file_id(engine: AsyncEngine, picture: str, id_: str, now: int) -> None:
    """Keep the id in place of an older one.

    Raises:
        StoreError: when the database is away.
    """
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    values = {"file_id": id_, "sent_at": now}
    statement = insert(pictures).values(picture=picture, **values)
    with explaining(engine.url):
        async with engine.begin() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["picture"], set_=values)
            )
