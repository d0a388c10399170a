"""How much is asked, of what, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import reading
from bot.store.faults import explaining
from bot.store.tables import feedback, questions

DAY = 24 * 60 * 60 * 1000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """So many questions of one day (counted from 1970), outcome and language."""

    day: int
    outcome: str
    language: str
    number: int


@dataclass(frozen=True, slots=True)
class Usage:
    """All that is told of a span; entities and topics with the most asked first."""

    asked: tuple[Asked, ...]
    entities: Mapping[str, int]
    topics: Mapping[str, int]
    helped: int
    unhelped: int


async def usage(engine: AsyncEngine, since: int, offset: int, most: int) -> Usage:
    """What was asked since a time; days begin `offset` milliseconds before those of UTC.

    Raises:
        StoreError: when the database cannot be used.
    """
    day = ((questions.c.asked_at + offset) // DAY).label("day")
    each = (
        select(day, questions.c.outcome, questions.c.language)
        .where(questions.c.asked_at >= since)
        .subquery()
    )
    asked = select(*each.c, func.count().label("number")).group_by(*each.c).order_by(*each.c)
    verdicts = (
        select(feedback.c.is_helpful, func.count().label("number"))
        .where(feedback.c.given_at >= since)
        .group_by(feedback.c.is_helpful)
    )
    with explaining(engine.url):
        async with reading(engine).connect() as connection:
            rows = (await connection.execute(asked)).all()
            entities = (await connection.execute(_most(questions.c.entity, since, most))).all()
            topics = (await connection.execute(_most(questions.c.topic, since, most))).all()
            given = (await connection.execute(verdicts)).all()
    helped = {row.is_helpful: row.number for row in given}
    return Usage(
        asked=tuple(Asked(row.day, row.outcome, row.language, row.number) for row in rows),
        entities={row.name: row.number for row in entities},
        topics={row.name: row.number for row in topics},
        helped=helped.get(True, 0),
        unhelped=helped.get(False, 0),
    )


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


def _most(column: Column[str], since: int, most: int) -> Select[str, int]:
    number = func.count().label("number")
    return (
        select(column.label("name"), number)
        .where(questions.c.asked_at >= since, column.is_not(None))
        .group_by(column)
        .order_by(number.desc(), column)
        .limit(most)
    )
