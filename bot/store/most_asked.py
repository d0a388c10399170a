"""What people ask most: of whom, and what."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import questions


async def most_asked(engine: AsyncEngine, since: int, most: int) -> list[tuple[str | None, str]]:
    """Entity and topic of what was answered most often since then, the first one leading.

    An engine for reading will do.

    Raises:
        StoreError: when the database is away.
    """
    counted = (
        select(questions.c.entity, questions.c.topic)
        .where(questions.c.outcome == "found", questions.c.asked_at >= since)
        .where(questions.c.topic.is_not(None))
        .group_by(questions.c.entity, questions.c.topic)
        .order_by(func.count().desc(), questions.c.topic, questions.c.entity)
        .limit(most)
    )
    with explaining(engine.url):
        async with engine.connect() as connection:
            return [(row.entity, row.topic) for row in await connection.execute(counted)]
