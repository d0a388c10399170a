"""What the console reads and keeps, on either database."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import attempts
from bot.store.privacy import expire
from bot.store.staff_actions import latest_actions, note_action
from bot.store.tables import feedback, questions
from bot.store.usage import DAY, Asked, usage
from bot.store.versions import loaded_versions, note_version, running_replicas

HOUR = DAY // 24
FAR = 4_000_000_000_000
"""Milliseconds: long after the tests run."""


def question(at: int, outcome: str, topic: str, entity: str | None = None) -> dict[str, Any]:
    return {
        "person": "x",
        "channel": "web",
        "asked_at": at,
        "text": "?",
        "language": "en" if entity else "pl",
        "outcome": outcome,
        "entity": entity,
        "topic": topic,
        "knowledge_version": "v",
        "milliseconds": 1.0,
    }


async def test_usage_is_counted_by_the_days_of_our_clock(engine: AsyncEngine) -> None:
    asked = [
        question(9 * DAY, "found", "contact", "esta"),
        question(10 * DAY + 22 * HOUR, "found", "contact", "esta"),
        question(10 * DAY + 23 * HOUR, "found", "list"),
        question(11 * DAY, "not_found", "none"),
        question(11 * DAY + HOUR, "found", "contact", "lotniczy"),
    ]
    verdicts = [(True, 10), (True, 11), (False, 11), (True, 9)]
    async with engine.begin() as connection:
        await connection.execute(insert(questions), asked)
        await connection.execute(
            insert(feedback),
            [
                {"person": "x", "question": None, "is_helpful": helped, "given_at": day * DAY}
                for helped, day in verdicts
            ],
        )

    found = await usage(engine, 10 * DAY, HOUR, most=2)

    assert found.asked == (
        Asked(10, "found", "en", 1),
        Asked(11, "found", "en", 1),
        Asked(11, "found", "pl", 1),
        Asked(11, "not_found", "pl", 1),
    )
    assert list(found.entities.items()) == [("esta", 1), ("lotniczy", 1)]
    assert list(found.topics.items()) == [("contact", 2), ("list", 1)]
    assert (found.helped, found.unhelped) == (2, 1)


async def test_an_attempt_is_known_to_every_process_until_it_is_old(engine: AsyncEngine) -> None:
    await attempts.begin(engine, "a", {"item": "młynarze"})
    begun = await attempts.attempt(engine, "a")
    await attempts.end(engine, "a", "failed", {"reason": "disk"})
    ended = await attempts.attempt(engine, "a")

    assert begun is not None
    assert ended is not None
    assert (begun.state, begun.suggestion, begun.outcome) == ("running", {"item": "młynarze"}, {})
    assert (ended.state, ended.outcome) == ("failed", {"reason": "disk"})
    assert await attempts.attempt(engine, "b") is None
    assert await expire(engine, FAR) == 1
    assert await attempts.attempt(engine, "a") is None


async def test_the_newest_actions_and_versions_come_first(engine: AsyncEngine) -> None:
    for number in "123":
        await note_action(engine, "later", number)
        await note_version(engine, number)

    actions = await latest_actions(engine, 2)
    versions = await loaded_versions(engine, 5)

    assert [(one.action, one.detail) for one in actions] == [("later", "3"), ("later", "2")]
    assert {one.version for one in versions} == {"1", "2", "3"}
    assert [one.loaded_at for one in versions] == sorted(
        (one.loaded_at for one in versions), reverse=True
    )
    assert await running_replicas(engine) == []
