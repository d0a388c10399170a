"""Whether an answer helped, as the person who asked says."""

import time

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import feedback, questions


async def rate(
    engine: AsyncEngine, question: int, *, is_helpful: bool, reason: str | None
) -> bool:
    """Keep the verdict of whoever asked, in place of an earlier one; False for no such question.

    Raises:
        StoreError: when the database is away.
    """
    row = {"is_helpful": is_helpful, "reason": reason, "given_at": time.time_ns() // 1_000_000}
    asked = select(questions.c.person).where(questions.c.id == question).with_for_update()
    with explaining(engine.url):
        async with engine.begin() as connection:
            found = (await connection.execute(asked)).one_or_none()
            if found is None:
                return False
            await connection.execute(delete(feedback).where(feedback.c.question == question))
            given = insert(feedback).values(question=question, person=found.person, **row)
            await connection.execute(given)
    return True
