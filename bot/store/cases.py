"""Questions that were passed on to the team, and the messages that belong to them.

The raw chat of a person is kept for as long as the case is open: without it there is no answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, RowMapping, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.faults import explaining
from bot.store.tables import case_lists, case_messages, cases, people, questions

OPEN_FOR_DAYS = 14
"""So long an unfinished case stays open."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question for the team. `chat` is the raw chat of its person, None once it is closed."""

    id: int
    person: str
    chat: int | None
    question: str
    language: str
    opened_at: int
    answered_at: int | None
    closed_at: int | None


async def question_of(engine: AsyncEngine, person: str, reply_id: int) -> str | None:
    """The question behind a reply, as it is kept; None where it is kept no longer.

    Raises:
        StoreError: when the database is away, as all others here.
    """
    with explaining(engine.url):
        async with engine.connect() as connection:
            text: str | None = await connection.scalar(
                select(questions.c.text)
                .where(questions.c.person == person, questions.c.reply_id == reply_id)
                .order_by(questions.c.id.desc())
                .limit(1)
            )
    return text


async def open_case(
    engine: AsyncEngine,
    person: str,
    chat: int,
    question: str,
    language: str,
    reply_id: int,
    now: int,
) -> Case:
    """The case of the question that was replied to with this message; a second time the same."""
    is_it = (cases.c.person == person) & (cases.c.reply_id == reply_id)
    with explaining(engine.url):
        async with engine.begin() as connection:
            known = (await connection.execute(select(cases).where(is_it))).mappings().first()
            if known is None:
                new = insert(cases).values(
                    person=person,
                    chat=chat,
                    question=question,
                    language=language,
                    reply_id=reply_id,
                    opened_at=now,
                )
                await connection.execute(new)
                known = (await connection.execute(select(cases).where(is_it))).mappings().one()
    return _case(known)


async def case(engine: AsyncEngine, id_: int) -> Case | None:
    """The case of this number."""
    return await _one(engine, cases.c.id == id_)


async def case_of_message(engine: AsyncEngine, chat: str, message: int) -> Case | None:
    """The case that a message of the bot belongs to; `chat` is a pseudonym."""
    belongs = select(case_messages.c.case_id).where(
        case_messages.c.chat == chat, case_messages.c.message == message
    )
    return await _one(engine, cases.c.id.in_(belongs))


async def open_cases(engine: AsyncEngine, most: int) -> list[Case]:
    """Those that wait for the team or for the person, the oldest first."""
    chosen = select(cases).where(cases.c.closed_at.is_(None)).order_by(cases.c.id).limit(most)
    with explaining(engine.url):
        async with engine.connect() as connection:
            return [_case(row) for row in (await connection.execute(chosen)).mappings()]


async def add_message(engine: AsyncEngine, id_: int, chat: str, message: int) -> bool:
    """A message of the bot belongs to the case from now on: a reply to it goes to the other side.

    False where the case was withdrawn meanwhile; twice the same is no error.
    """
    return await _add(engine, case_messages, [id_], chat, message)


async def add_list(engine: AsyncEngine, ids: Sequence[int], chat: str, message: int) -> bool:
    """A message of the bot to the team names these cases; False as of `add_message`."""
    return await _add(engine, case_lists, ids, chat, message)


async def messages_at_team(engine: AsyncEngine, person: str) -> set[tuple[str, int]]:
    """The messages with words of a person's cases in chats of others, by pseudonym and number."""
    theirs = select(cases.c.id).where(cases.c.person == person)
    found: set[tuple[str, int]] = set()
    with explaining(engine.url):
        async with engine.connect() as connection:
            for table in (case_messages, case_lists):
                chosen = select(table.c.chat, table.c.message).where(
                    table.c.case_id.in_(theirs), table.c.chat != person
                )
                found |= {(row.chat, row.message) for row in await connection.execute(chosen)}
    return found


async def chats_with(engine: AsyncEngine, id_: int) -> set[str]:
    """The pseudonyms of the chats that have a message of the case."""
    chosen = select(case_messages.c.chat).where(case_messages.c.case_id == id_)
    with explaining(engine.url):
        async with engine.connect() as connection:
            return set((await connection.execute(chosen)).scalars())


async def mark_answered(engine: AsyncEngine, id_: int, now: int) -> None:
    """The team has answered."""
    await _change(engine, cases.c.id == id_, answered_at=now)


async def close_case(engine: AsyncEngine, id_: int, now: int) -> bool:
    """Close a case and let go of its chat; False where it was closed before."""
    is_open = (cases.c.id == id_) & cases.c.closed_at.is_(None)
    return await _change(engine, is_open, closed_at=now, chat=None) == 1


async def close_old_cases(engine: AsyncEngine, before: int, now: int) -> int:
    """Close what was opened before then; how many that were."""
    is_old = (cases.c.opened_at < before) & cases.c.closed_at.is_(None)
    return await _change(engine, is_old, closed_at=now, chat=None)


async def languages_of(engine: AsyncEngine, keys: Iterable[str]) -> dict[str, str | None]:
    """The languages of people's Telegram by pseudonym, as far as they have written to the bot."""
    chosen = select(people.c.person, people.c.language).where(people.c.person.in_([*keys]))
    with explaining(engine.url):
        async with engine.connect() as connection:
            return {row.person: row.language for row in await connection.execute(chosen)}


async def _one(engine: AsyncEngine, condition: ColumnElement[bool]) -> Case | None:
    with explaining(engine.url):
        async with engine.connect() as connection:
            row = (await connection.execute(select(cases).where(condition))).mappings().first()
    return None if row is None else _case(row)


async def _add(
    engine: AsyncEngine, table: Table, ids: Sequence[int], chat: str, message: int
) -> bool:
    is_sqlite = engine.dialect.name == "sqlite"
    insert_new = sqlite.insert if is_sqlite else postgresql.insert
    with explaining(engine.url):
        async with engine.begin() as connection:
            known = select(cases.c.id).where(cases.c.id.in_(ids))
            chosen = known.order_by(cases.c.id).with_for_update()
            there = (await connection.execute(chosen)).scalars().all()
            for id_ in there:
                row = insert_new(table).values(chat=chat, message=message, case_id=id_)
                await connection.execute(row.on_conflict_do_nothing())
    return len(there) == len(ids)


async def _change(
    engine: AsyncEngine, condition: ColumnElement[bool], **values: int | None
) -> int:
    with explaining(engine.url):
        async with engine.begin() as connection:
            changed = await connection.execute(update(cases).where(condition).values(**values))
    return changed.rowcount


def _case(row: RowMapping) -> Case:
    return Case(
        id=row["id"],
        person=row["person"],
        chat=row["chat"],
        question=row["question"],
        language=row["language"],
        opened_at=row["opened_at"],
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
    )
