"""What people think of the replies to their questions: one verdict a person and question."""

from enum import StrEnum

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import feedback, questions


class Reason(StrEnum):
    """Why a reply did not help."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    NOT_ASKED = "not_asked"
    UNCLEAR = "unclear"
    INCOMPLETE = "incomplete"


async def vote_on_reply(
    engine: AsyncEngine,
    person: str,
    reply_id: int,
    given_at: int,
    *,
    is_helpful: bool,
    reason: Reason | None = None,
) -> bool:
    """Keep what a person thinks of a reply, known by its number in Telegram.

    The last verdict counts. False where the question is kept no longer.

    Raises:
        StoreError: when the database is away.
    """
    # A question that was edited is kept as one more, with the same reply: the newest is meant.
    which = questions.c.reply_id == reply_id
    return await _vote(engine, person, which, given_at, is_helpful=is_helpful, reason=reason)


async def vote_on_question(
    engine: AsyncEngine,
    person: str,
    asked_at: int,
    given_at: int,
    *,
    is_helpful: bool,
    reason: Reason | None = None,
) -> bool:
    """The same of the reply to a question that was asked in that millisecond."""
    which = questions.c.asked_at == asked_at
    return await _vote(engine, person, which, given_at, is_helpful=is_helpful, reason=reason)


async def _vote(
    engine: AsyncEngine,
    person: str,
    which: ColumnElement[bool],
    given_at: int,
    *,
    is_helpful: bool,
    reason: Reason | None,
) -> bool:
    newest = (
        select(questions.c.id)
        .where(questions.c.person == person, which)
        .order_by(questions.c.id.desc())
        .limit(1)
        .with_for_update()
    )
    with explaining(engine.url):
        async with engine.begin() as connection:
            question = await connection.scalar(newest)
            if question is None:
                return False
            await connection.execute(delete(feedback).where(feedback.c.question == question))
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
