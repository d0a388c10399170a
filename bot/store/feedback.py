"""What people think of the replies to their questions: one vote a person and question."""

from enum import StrEnum

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import feedback, questions


class Reason(StrEnum):
    """Why a reply did not help."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    NOT_ASKED = "not_asked"


async def vote(
    engine: AsyncEngine,
    person: str,
    reply_id: int,
    given_at: int,
    *,
    is_helpful: bool,
    reason: Reason | None = None,
) -> bool:
    """Keep what a person thinks of a reply to their own question; the last vote counts.

    False where the question is kept no longer.

    Raises:
        StoreError: when the database is away.
    """
    # A question that was edited is kept as one more, with the same reply: the newest is meant.
    newest = (
        select(questions.c.id)
        .where(questions.c.person == person, questions.c.reply_id == reply_id)
        .order_by(questions.c.id.desc())
        .limit(1)
    )
    with explaining(engine.url):
        async with engine.begin() as connection:
            question = await connection.scalar(newest)
            if question is None:
                return False
            await connection.execute(
                delete(feedback).where(
                    feedback.c.person == person, feedback.c.question == question
                )
            )
            await connection.execute(
                insert(feedback).values(
                    person=person,
                    question=question,
                    is_helpful=is_helpful,
                    reason=reason,
                    given_at=given_at,
                )
            )
    return True
