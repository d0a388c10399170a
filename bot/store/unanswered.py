"""Questions that were not answered well, and what staff said of them."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import reading
from bot.store.faults import explaining
from bot.store.tables import feedback, marks, questions

Reason = Literal["not_found", "choose", "unhelpful", "missed"]
"""Declined; asked back; thumbs down; the next message says that it was not what was asked."""

MarkKind = Literal["not_ours", "answered", "later"]
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)

MOST = 20_000
_SOON = 10 * 60 * 1000
_LONGEST_COMPLAINT = 80


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question, masked, with why it counts as not answered and when (milliseconds) it came."""

    text: str
    language: str
    asked_at: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Mark:
    """What staff said of a group: its kind, how large it was, when, and until when it holds."""

    kind: MarkKind
    size: int
    marked_at: int
    until: int | None


async def unanswered(
    engine: AsyncEngine, since: int, complaints: Sequence[str], most: int = MOST
) -> list[Unanswered]:
    """The newest questions since a time that were not answered well, the newest first.

    `complaints` are parts, in small letters, of messages by which people say so.

    Raises:
        StoreError: when the database cannot be used.
    """
    with explaining(engine.url):
        async with reading(engine).connect() as connection:
            rows = (await connection.execute(_chosen(since, complaints).limit(most))).all()
    return [
        Unanswered(
            row.text,
            row.language,
            row.asked_at,
            row.outcome
            if row.outcome in ("not_found", "choose")
            else "unhelpful"
            if row.is_unhelpful
            else "missed",
        )
        for row in rows
    ]


async def marked(engine: AsyncEngine) -> Mapping[str, Mark]:
    """All marks, by the gist of the group.

    Raises:
        StoreError: when the database cannot be used.
    """
    with explaining(engine.url):
        async with reading(engine).connect() as connection:
            rows = (await connection.execute(select(marks))).all()
    return {row.gist: Mark(row.kind, row.size, row.marked_at, row.until) for row in rows}


async def mark(
    engine: AsyncEngine, gist: str, kind: MarkKind, size: int, until: int | None = None
) -> None:
    """Mark a group of so many questions, in place of an earlier mark.

    Raises:
        StoreError: when the database cannot be used.
    """
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    values = {"kind": kind, "size": size, "marked_at": _now(), "until": until}
    with explaining(engine.url):
        async with engine.begin() as connection:
            await connection.execute(
                insert(marks)
                .values(gist=gist, **values)
                .on_conflict_do_update(index_elements=["gist"], set_=values)
            )


def _chosen(since: int, complaints: Sequence[str]) -> Select[tuple[str, str, int, str, bool]]:
    before, after = questions.alias("before"), questions.alias("after")
    complains = or_(*(func.lower(after.c.text).contains(part) for part in complaints))
    is_complaint = and_(
        after.c.asked_at >= since, func.length(after.c.text) <= _LONGEST_COMPLAINT, complains
    )
    missed = (
        select(
            select(func.max(before.c.id))
            .where(before.c.person == after.c.person, before.c.id < after.c.id)
            .where(before.c.asked_at >= after.c.asked_at - _SOON)
            .scalar_subquery()
        )
        .where(is_complaint)
        .scalar_subquery()
    )
    unhelpful = select(feedback.c.question).where(
        feedback.c.is_helpful.is_(False), feedback.c.question.is_not(None)
    )
    is_unhelpful = questions.c.id.in_(unhelpful)
    wanted = or_(
        questions.c.outcome.in_(("not_found", "choose")), is_unhelpful, questions.c.id.in_(missed)
    )
    return (
        select(
            questions.c.text,
            questions.c.language,
            questions.c.asked_at,
            questions.c.outcome,
            is_unhelpful.label("is_unhelpful"),
        )
        .where(questions.c.asked_at >= since, wanted)
        .where(questions.c.id.not_in(select(after.c.id).where(is_complaint)))
        .order_by(questions.c.id.desc())
    )


def _now() -> int:
    return time.time_ns() // 1_000_000
