"""Questions for the team, what belongs to them, and votes: on SQLite and PostgreSQL."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import cases
from bot.store.cases import Case
from bot.store.database import reading
from bot.store.feedback import Reason, vote_on_reply
from bot.store.most_asked import most_asked
from bot.store.privacy import forget
from bot.store.tables import case_lists, case_messages, feedback, people, questions

JAN, OLA = "jan" * 7, "ola" * 7
CHAT = 7_700_111_222
NOW = 1_790_000_000_000


async def ask(
    engine: AsyncEngine,
    text: str,
    reply_id: int,
    of: str = JAN,
    *,
    entity: str | None = None,
    topic: str | None = None,
    at: int = NOW,
) -> None:
    row: dict[str, Any] = {
        "person": of,
        "channel": "telegram",
        "asked_at": at,
        "text": text,
        "language": "pl",
        "outcome": "found" if topic else "not_found",
        "entity": entity,
        "topic": topic,
        "knowledge_version": "v1",
        "milliseconds": 1.0,
        "reply_id": reply_id,
    }
    async with engine.begin() as connection:
        await connection.execute(insert(questions).values(row))


async def opened(engine: AsyncEngine, reply_id: int = 5, now: int = NOW) -> Case:
    return await cases.open_case(engine, JAN, CHAT, "dlaczego?", "pl", reply_id, now)


async def votes(engine: AsyncEngine) -> list[tuple[str, bool, str | None]]:
    chosen = (
        select(questions.c.text, feedback.c.is_helpful, feedback.c.reason)
        .join(questions, questions.c.id == feedback.c.question)
        .order_by(questions.c.id)
    )
    async with reading(engine).connect() as connection:
        return [tuple(row) for row in await connection.execute(chosen)]


async def test_a_case_is_opened_once_and_found_by_its_messages(engine: AsyncEngine) -> None:
    case = await opened(engine)
    again = await opened(engine, now=NOW + 1)
    await cases.add_message(engine, case.id, OLA, 17)
    await cases.add_message(engine, case.id, OLA, 17)

    assert again == case
    assert (case.chat, case.question, case.opened_at) == (CHAT, "dlaczego?", NOW)
    assert await cases.case_of_message(reading(engine), OLA, 17) == case
    assert await cases.case_of_message(reading(engine), JAN, 17) is None
    assert await cases.case(reading(engine), case.id + 1) is None
    assert await cases.chats_with(reading(engine), case.id) == {OLA}


async def test_closing_lets_go_of_the_chat_and_happens_once(engine: AsyncEngine) -> None:
    case, other = await opened(engine), await opened(engine, reply_id=6)
    await cases.mark_answered(engine, case.id, NOW + 1)

    closed = await asyncio.gather(*(cases.close_case(engine, case.id, NOW + 2) for _ in range(3)))

    assert sorted(closed) == [False, False, True]
    known = await cases.case(reading(engine), case.id)
    assert known is not None
    assert (known.chat, known.answered_at, known.closed_at) == (None, NOW + 1, NOW + 2)
    assert await cases.open_cases(reading(engine), 10) == [other]


async def test_old_cases_are_closed_and_new_ones_stay(engine: AsyncEngine) -> None:
    old, new = await opened(engine, now=NOW - 1), await opened(engine, reply_id=6)

    assert await cases.close_old_cases(engine, NOW, NOW + 5) == 1
    assert await cases.close_old_cases(engine, NOW, NOW + 5) == 0

    assert await cases.open_cases(reading(engine), 10) == [new]
    known = await cases.case(reading(engine), old.id)
    assert known is not None
    assert (known.chat, known.closed_at) == (None, NOW + 5)


async def test_what_is_forgotten_takes_its_messages_along(engine: AsyncEngine) -> None:
    open_, closed = await opened(engine), await opened(engine, reply_id=6)
    await cases.close_case(engine, closed.id, NOW)
    await cases.add_message(engine, open_.id, JAN, 16)
    assert await cases.add_message(engine, open_.id, OLA, 17)
    for _ in range(2):
        assert await cases.add_list(engine, [open_.id, closed.id], OLA, 18)
    assert sorted(await cases.messages_at_team(reading(engine), JAN)) == [(OLA, 17), (OLA, 18)]
    assert await cases.case_of_message(reading(engine), OLA, 18) is None

    forgotten = await forget(engine, JAN, JAN, CHAT)

    assert not await cases.add_message(engine, open_.id, OLA, 19)
    assert not await cases.add_list(engine, [open_.id], OLA, 20)
    assert (forgotten.cases, forgotten.withdrawn) == (2, (open_.id,))
    async with reading(engine).connect() as connection:
        for table in (case_messages, case_lists):
            assert (await connection.execute(select(table))).all() == []


async def test_the_question_of_a_reply_is_the_persons_own_and_the_newest(
    engine: AsyncEngine,
) -> None:
    await ask(engine, "pierwsze", 5)
    await ask(engine, "poprawione", 5)

    assert await cases.question_of(reading(engine), JAN, 5) == "poprawione"
    assert await cases.question_of(reading(engine), OLA, 5) is None
    assert await cases.question_of(reading(engine), JAN, 6) is None


async def test_the_languages_of_those_who_have_written(engine: AsyncEngine) -> None:
    row = {"notices": [], "tokens": 1.0, "tokens_at": 0, "is_limited": False, "seen_at": 0}
    async with engine.begin() as connection:
        await connection.execute(insert(people).values(person=OLA, language="en", **row))

    assert await cases.languages_of(reading(engine), [JAN, OLA]) == {OLA: "en"}


@pytest.mark.parametrize("reason", [None, *Reason])
async def test_the_last_vote_of_a_person_on_a_question_counts(
    engine: AsyncEngine, reason: Reason | None
) -> None:
    await ask(engine, "pytanie", 5)
    assert await vote_on_reply(engine, JAN, 5, NOW, is_helpful=True)

    assert await vote_on_reply(engine, JAN, 5, NOW + 1, is_helpful=False, reason=reason)

    assert await votes(engine) == [("pytanie", False, reason)]


async def test_votes_on_other_peoples_or_unknown_replies_are_not_kept(
    engine: AsyncEngine,
) -> None:
    await ask(engine, "pytanie", 5)

    assert not await vote_on_reply(engine, OLA, 5, NOW, is_helpful=True)
    assert not await vote_on_reply(engine, JAN, 6, NOW, is_helpful=True)

    assert await votes(engine) == []


async def test_of_an_edited_question_the_newest_wording_is_voted_on(engine: AsyncEngine) -> None:
    await ask(engine, "pierwsze", 5)
    await ask(engine, "poprawione", 5)

    await vote_on_reply(engine, JAN, 5, NOW, is_helpful=True)

    assert await votes(engine) == [("poprawione", True, None)]


async def test_what_is_asked_most_of_late_comes_first(engine: AsyncEngine) -> None:
    for entity, topic, count in (("lotniczy", "fees", 2), (None, "list", 3), ("esta", "join", 1)):
        for number in range(count):
            await ask(engine, "x", number, entity=entity, topic=topic)
    for number in range(9):
        await ask(engine, "old", number, entity="esta", topic="contact", at=NOW - 1)
        await ask(engine, "in vain", number)

    assert await most_asked(reading(engine), NOW, 2) == [(None, "list"), ("lotniczy", "fees")]
