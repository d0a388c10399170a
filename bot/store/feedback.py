"""Whether an answer helped, as the person who asked says."""

import time

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import feedback, questions


async def rate(
    engine: AsyncEngine, person: str, asked_at: int, *, is_helpful: bool, reason: str | None
) -> bool:
    """Keep a person's verdict on their question of that millisecond, in place of an earlier one.

    False for no such question.

    Raises:
        StoreError: when the database is away.
    """
    verdict = {"is_helpful": is_helpful, "reason": reason, "person": person}
    theirs = and_(questions.c.person == person, questions.c.asked_at == asked_at)
    asked = select(questions.c.id).where(theirs).order_by(questions.c.id.desc()).limit(1)
    now = time.time_ns() // 1_000_000
    with explaining(engine.url):
        async with engine.begin() as connection:
            question = await connection.scalar(asked.with_for_update())
            if question is None:
                return False
            await connection.execute(delete(feedback).where(feedback.c.question == question))
            given = insert(feedback).values(question=question, given_at=now, **verdict)
            await connection.execute(given)
    return True
