"""Which questions count as not answered, on both databases, and what staff said of them."""

import time
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.privacy import expire
from bot.store.tables import feedback, questions
from bot.store.unanswered import Mark, mark, marked, unanswered
from bot.store.usage import outcomes

MINUTE = 60_000
NOW = 1_790_000_000_000
COMPLAINTS = ("nie o to", "not what i")


def asked(id_: int, text: str, outcome: str = "found", **more: Any) -> dict[str, Any]:
    row = {
        "id": id_,
        "person": "jan",
        "channel": "telegram",
        "asked_at": NOW + id_ * MINUTE,
        "text": text,
        "language": "pl",
        "outcome": outcome,
        "entity": None,
        "topic": None,
        "knowledge_version": "v1",
        "milliseconds": 1.0,
    }
    return row | more


async def keep(engine: AsyncEngine, *rows: dict[str, Any]) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(questions), list(rows))


async def judge(engine: AsyncEngine, question: int, *, is_helpful: bool) -> None:
    row = {"person": None, "question": question, "is_helpful": is_helpful, "given_at": NOW}
    async with engine.begin() as connection:
        await connection.execute(insert(feedback).values(id=question, reason=None, **row))


async def test_what_was_declined_asked_back_voted_down_or_missed_is_listed(
    engine: AsyncEngine,
) -> None:
    await keep(
        engine,
        asked(1, "too old", "not_found", asked_at=NOW - 1),
        asked(2, "declined", "not_found"),
        asked(3, "asked back", "choose"),
        asked(4, "liked"),
        asked(5, "disliked"),
        asked(6, "somebody else's", person="ola"),
        asked(7, "missed", language="en"),
        asked(8, "somebody else's later", person="ola"),
        asked(9, "That is NOT WHAT I asked", "not_found"),
        asked(30, "long ago"),
        asked(50, "nie o to pytam"),
        asked(51, "good"),
    )
    await judge(engine, 4, is_helpful=True)
    await judge(engine, 5, is_helpful=False)

    found = await unanswered(engine, NOW, COMPLAINTS)

    assert [(one.text, one.reason) for one in found] == [
        ("missed", "missed"),
        ("disliked", "unhelpful"),
        ("asked back", "choose"),
        ("declined", "not_found"),
    ]
    assert (found[0].language, found[0].asked_at) == ("en", NOW + 7 * MINUTE)
    assert [one.text for one in await unanswered(engine, NOW, COMPLAINTS, 1)] == ["missed"]


async def test_a_later_mark_replaces_the_earlier_one_and_goes_in_time(
    engine: AsyncEngine,
) -> None:
    before = time.time_ns() // 1_000_000
    await mark(engine, "a" * 16, "answered", 2)
    await mark(engine, "a" * 16, "later", 3, until=NOW)
    [(gist, kept)] = (await marked(engine)).items()

    assert (gist, kept) == ("a" * 16, Mark("later", 3, kept.marked_at, NOW))
    assert kept.marked_at >= before

    await expire(engine, kept.marked_at + 1)

    assert await marked(engine) == {}


async def test_questions_are_counted_by_outcome(engine: AsyncEngine) -> None:
    await keep(
        engine,
        asked(1, "before", asked_at=NOW - 1),
        asked(2, "a"),
        asked(3, "b"),
        asked(4, "c", "not_found"),
    )

    assert await outcomes(engine, NOW) == {"found": 2, "not_found": 1}
