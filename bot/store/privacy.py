"""What is kept of one person: deleting it, handing it out, and letting it go in time."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.explanations import EXPLANATIONS
from bot.store.jobs import REFUSED
from bot.store.tables import (
    DONE,
    attempts,
    case_lists,
    case_messages,
    cases,
    conversations,
    feedback,
    inbox,
    jobs,
    marks,
    people,
    questions,
    staff_actions,
)

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of a person are gone: `messages` are those that waited for an answer.

    `withdrawn` are the numbers of the cases that were open.
    """

    questions: int
    feedback: int
    messages: int
    conversations: int
    people: int
    cases: int = 0
    withdrawn: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """All rows."""
        return (
            self.questions
            + self.feedback
            + self.messages
            + self.conversations
            + self.people
            + self.cases
        )


async def forget(
    engine: AsyncEngine,
    person: str,
    chat: str,
    raw_chat: int | None,
    *,
    answering: int | None = None,
) -> Forgotten:
    """Delete all that is kept of a person, all of it or nothing.

    `person` and `chat` are pseudonyms, `raw_chat` is the private chat as the channel calls it
    (None where the channel has no inbox). The update `answering`, the one that asks for this, is
    done and keeps its id only: it must not be answered twice. What others did stays: their
    feedback loses its link to the question, and what a member of the staff did its author.
    """
    async with engine.begin() as connection:
        messages = await _forget_messages(connection, raw_chat, answering)
        given = await _delete(connection, feedback, feedback.c.person == person)
        theirs = select(questions.c.id).where(questions.c.person == person)
        await connection.execute(
            update(feedback).where(feedback.c.question.in_(theirs)).values(question=None)
        )
        await connection.execute(
            update(staff_actions).where(staff_actions.c.staff == person).values(staff=None)
        )
        is_open = (cases.c.person == person) & cases.c.closed_at.is_(None)
        open_ids = select(cases.c.id).where(is_open).order_by(cases.c.id)
        withdrawn = tuple((await connection.execute(open_ids)).scalars())
        await _delete(connection, case_messages, case_messages.c.chat == chat)
        await _delete(connection, case_lists, case_lists.c.chat == chat)
        return Forgotten(
            cases=await _delete(connection, cases, cases.c.person == person),
            withdrawn=withdrawn,
            questions=await _delete(connection, questions, questions.c.person == person),
            feedback=given,
            messages=messages,
            conversations=await _delete(connection, conversations, conversations.c.chat == chat),
            people=await _delete(connection, people, people.c.person == person),
        )


async def export(
    engine: AsyncEngine, person: str, chat: str, raw_chat: int | None
) -> dict[str, Any]:
    """All that is kept of a person, ready for JSON; `forget` would delete the same.

    By table a list of rows, with times in ISO 8601, and in "explanations" what each field means,
    in Polish and English. An engine for reading will do.
    """
    wanted: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (people, people.c.person == person),
        (conversations, conversations.c.chat == chat),
        (questions, questions.c.person == person),
        (feedback, feedback.c.person == person),
        (cases, cases.c.person == person),
        (case_messages, case_messages.c.chat == chat),
        (case_lists, case_lists.c.chat == chat),
        (staff_actions, staff_actions.c.staff == person),
    )
    async with engine.connect() as connection:
        data: dict[str, Any] = {
            table.name: [
                _readable(row)
                for row in (
                    await connection.execute(
                        select(table).where(condition).order_by(*table.primary_key)
                    )
                ).mappings()
            ]
            for table, condition in wanted
        }
        messages = set() if raw_chat is None else await _messages_of(connection, raw_chat)
        rows = await connection.execute(
            select(inbox).where(inbox.c.update_id.in_(messages)).order_by(inbox.c.update_id)
        )
        data[inbox.name] = [_readable(row) for row in rows.mappings()]
    return {"explanations": EXPLANATIONS, **data}


async def expire(engine: AsyncEngine, before_ms: int, *, done_before_ms: int | None = None) -> int:
    """Delete what is older than `before_ms`, and return how many rows that were.

    The ids of updates that are done may go earlier: at `done_before_ms`, three days after they
    came. Each batch is a short transaction of its own, so that nobody waits for long.
    """
    done_before = max(before_ms, done_before_ms or before_ms)
    is_done = and_(inbox.c.state == DONE, inbox.c.received_at < done_before)
    old_questions = questions.c.asked_at < before_ms
    of_old_questions = feedback.c.question.in_(
        select(questions.c.id).where(old_questions).scalar_subquery()
    )
    expired: tuple[tuple[Table, Column[Any], ColumnElement[bool]], ...] = (
        (inbox, inbox.c.update_id, or_(inbox.c.received_at < before_ms, is_done)),
        (feedback, feedback.c.id, or_(feedback.c.given_at < before_ms, of_old_questions)),
        (questions, questions.c.id, old_questions),
        (cases, cases.c.id, cases.c.opened_at < before_ms),
        (conversations, conversations.c.chat, conversations.c.changed_at < before_ms),
        (people, people.c.person, people.c.seen_at < before_ms),
        (staff_actions, staff_actions.c.id, staff_actions.c.done_at < before_ms),
        (marks, marks.c.gist, marks.c.marked_at < before_ms),
        (attempts, attempts.c.id, attempts.c.started_at < before_ms),
        (jobs, jobs.c.name, and_(jobs.c.name.startswith(REFUSED), jobs.c.ran_at < before_ms)),
    )
    total = 0
    for table, key, is_expired in expired:
        batch = delete(table).where(key.in_(select(key).where(is_expired).limit(_BATCH)))
        deleted = _BATCH
        while deleted == _BATCH:
            async with engine.begin() as connection:
                deleted = (await connection.execute(batch)).rowcount
            total += deleted
            await asyncio.sleep(0)  # others may be waiting for the database
    return total


async def expire_conversations(engine: AsyncEngine, channel: str, before_ms: int) -> None:
    """Delete the conversations of a channel that nobody went on with since then."""
    is_over = and_(conversations.c.channel == channel, conversations.c.changed_at < before_ms)
    async with engine.begin() as connection:
        await _delete(connection, conversations, is_over)


async def _messages_of(connection: AsyncConnection, raw_chat: int) -> set[int]:
    """The ids of the updates that came from a private chat, or from its person in a group."""
    named = inbox.c.body.contains(str(raw_chat), autoescape=True)
    rows = await connection.execute(
        select(inbox.c.update_id, inbox.c.chat, inbox.c.body).where(
            or_(inbox.c.chat == raw_chat, and_(inbox.c.body.is_not(None), named))
        )
    )
    return {row.update_id for row in rows if row.chat == raw_chat or _is_from(row.body, raw_chat)}


async def _forget_messages(
    connection: AsyncConnection, raw_chat: int | None, answering: int | None
) -> int:
    ids = set() if raw_chat is None else await _messages_of(connection, raw_chat)
    if answering is not None:
        await connection.execute(
            update(inbox)
            .where(inbox.c.update_id == answering)
            .values(body=None, chat=None, chat_key=None, person_key=None, state=DONE)
        )
    return await _delete(connection, inbox, inbox.c.update_id.in_(ids - {answering}))


def _is_from(body: str, person: int) -> bool:
    """Whether the person wrote this update, which may only quote them or stand in their group."""
    try:
        parts = json.loads(body)
    except ValueError:
        return False
    return isinstance(parts, dict) and any(
        isinstance(part, dict)
        and isinstance(part.get("from"), dict)
        and part["from"].get("id") == person
        for part in parts.values()
    )


async def _delete(
    connection: AsyncConnection, table: Table, condition: ColumnElement[bool]
) -> int:
    return (await connection.execute(delete(table).where(condition))).rowcount


def _readable(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row with its times as people write them and its JSON as data."""
    return {str(name): _value(str(name), value) for name, value in row.items()}


def _value(name: str, value: object) -> object:
    if name.endswith("_at") and isinstance(value, int | float):
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="milliseconds")
    if name == "body" and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
