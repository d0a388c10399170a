"""How much is asked, and how it ends."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import reading
from bot.store.faults import explaining
from bot.store.tables import questions


async def outcomes(engine: AsyncEngine, since: int) -> Mapping[str, int]:
    """How many questions there were since a time, by outcome.

    Raises:
        StoreError: when the database cannot be used.
    """
    asked = (
        select(questions.c.outcome, func.count().label("number"))
        .where(questions.c.asked_at >= since)
        .group_by(questions.c.outcome)
    )
    with explaining(engine.url):
        async with reading(engine).connect() as connection:
            rows = (await connection.execute(asked)).all()
    return {row.outcome: row.number for row in rows}
