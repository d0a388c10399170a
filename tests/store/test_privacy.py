"""Jan asks, Ola asks too, and both write in a group; each is forgotten alone."""

import json
from typing import Any

import pytest
from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.pseudonyms import Pseudonyms
from bot.store.database import reading
from bot.store.explanations import EXPLANATIONS
from bot.store.privacy import Forgotten, expire, export, forget
from bot.store.tables import (
    DONE,
    SET_ASIDE,
    WAITING,
    case_lists,
    case_messages,
    cases,
    conversations,
    feedback,
    inbox,
    metadata,
    people,
    questions,
    staff_actions,
)

NAMES = Pseudonyms(b"a key for the tests")
JAN, OLA, GROUP = 700_111_222, 700_333_444, -100_555_666
ASKING = 1009
"""The update with which Jan asks to be forgotten."""

DAY = 24 * 60 * 60 * 1000
NOW = 1_790_000_000_000

Rows = dict[str, list[dict[str, Any]]]


def person(id_: int) -> str:
    return NAMES.of("telegram", id_)


def chat(id_: int) -> str:
    return NAMES.of("chat", id_)


def message(sender: int, where: int, text: str) -> str:
    return json.dumps({"message": {"from": {"id": sender}, "chat": {"id": where}, "text": text}})


async def put(engine: AsyncEngine, table: Table, *rows: dict[str, Any]) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(table), list(rows))


def question(id_: int, of: str | None, text: str, at: int = NOW) -> dict[str, Any]:
    return {
        "id": id_,
        "person": of,
        "channel": "telegram",
        "asked_at": at,
        "text": text,
        "language": "pl",
        "outcome": "found",
        "entity": "lotniczy",
        "topic": "contact",
        "knowledge_version": "v1",
        "milliseconds": 3.5,
        "reply_id": id_,
    }


def rating(id_: int, of: str, about: int | None, at: int = NOW) -> dict[str, Any]:
    return {
        "id": id_,
        "person": of,
        "question": about,
        "is_helpful": True,
        "reason": None,
        "given_at": at,
    }


def case(id_: int, of: str, chat: int | None, at: int = NOW) -> dict[str, Any]:
    return {
        "id": id_,
        "person": of,
        "chat": chat,
        "question": "agrest" if of == person(JAN) else "gruszka",
        "language": "pl",
        "reply_id": id_,
        "opened_at": at,
        "answered_at": None,
        "closed_at": None if chat else at,
    }


def seen(of: str, at: int = NOW) -> dict[str, Any]:
    return {
        "person": of,
        "language": "pl",
        "notices": ["first"],
        "gone_at": None,
        "tokens": 3.0,
        "tokens_at": at,
        "is_limited": False,
        "seen_at": at,
    }


def talk(of: str, at: int = NOW) -> dict[str, Any]:
    state = {"entity": "lotniczy", "topic": "contact"}
    return {"chat": of, "channel": "telegram", "state": state, "changed_at": at}


def update_row(
    id_: int, where: int | None, body: str | None, state: int = WAITING, at: int = NOW
) -> dict[str, Any]:
    return {
        "update_id": id_,
        "chat": where,
        "chat_key": None,
        "person_key": None,
        "body": body,
        "state": state,
        "tries": 0,
        "owner": "one",
        "received_at": at,
    }


def action(id_: int, of: str, at: int = NOW) -> dict[str, Any]:
    return {"id": id_, "staff": of, "action": "pause", "detail": "for repairs", "done_at": at}


@pytest.fixture
async def filled(engine: AsyncEngine) -> AsyncEngine:
    """A database in which Jan and Ola have left what people can leave."""
    jan, ola = person(JAN), person(OLA)
    await put(engine, people, seen(jan), seen(ola))
    await put(engine, conversations, talk(chat(JAN)), talk(chat(OLA)), talk(chat(GROUP)))
    await put(
        engine,
        questions,
        *(question(1, jan, "brzoskwinia"), question(2, jan, "morela")),
        *(question(3, ola, "gruszka"), question(4, None, "nobody's")),
    )
    await put(
        engine,
        feedback,
        *(rating(1, jan, 1), rating(2, jan, 3), rating(3, ola, 3), rating(4, ola, 2)),
    )
    await put(
        engine,
        inbox,
        update_row(1001, None, None, DONE),
        update_row(1002, JAN, message(JAN, JAN, "agrest")),
        update_row(1003, JAN, "no JSON 700111222", SET_ASIDE),
        update_row(1004, GROUP, message(JAN, GROUP, "agrest")),
        update_row(1005, GROUP, message(OLA, GROUP, f"what does {JAN} mean?")),
        update_row(1006, OLA, message(OLA, OLA, "wiśnia")),
        update_row(ASKING, JAN, message(JAN, JAN, "/forget agrest")),
    )
    await put(engine, staff_actions, action(1, jan), action(2, ola))
    await put(engine, cases, case(1, jan, JAN), case(2, jan, None), case(3, ola, OLA))
    await put(
        engine,
        case_messages,
        *({"chat": chat(JAN), "message": 11, "case_id": 1},),
        *({"chat": chat(OLA), "message": 12, "case_id": 1},),  # Ola is of the team
        *({"chat": chat(JAN), "message": 13, "case_id": 3},),  # as is Jan
        *({"chat": chat(OLA), "message": 14, "case_id": 3},),
    )
    await put(
        engine,
        case_lists,
        *({"chat": chat(OLA), "message": 15, "case_id": id_} for id_ in (1, 3)),
        *({"chat": chat(JAN), "message": 16, "case_id": 3},),
    )
    return engine


async def rows(engine: AsyncEngine) -> Rows:
    async with reading(engine).connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in (
                    await connection.execute(select(table).order_by(*table.primary_key))
                ).mappings()
            ]
            for table in metadata.sorted_tables
        }


def places(found: Rows, *words: str) -> list[str]:
    """Every table and column that holds one of the words, whatever its type."""
    return [
        f"{table}.{column}"
        for table, all_rows in found.items()
        for row in all_rows
        for column, value in row.items()
        if any(word in json.dumps(value, ensure_ascii=False) for word in words)
    ]


async def test_nothing_is_left_of_a_person_who_is_forgotten(filled: AsyncEngine) -> None:
    words = (person(JAN), chat(JAN), "brzoskwinia", "morela", "agrest")
    assert places(await rows(filled), *words)

    forgotten = await forget(filled, person(JAN), chat(JAN), JAN, answering=ASKING)

    left = await rows(filled)
    assert places(left, *words) == []
    assert places(left, str(JAN)) == ["inbox.body"], "what Ola wrote of him in a group"
    assert forgotten == Forgotten(
        questions=2,
        feedback=2,
        messages=3,
        conversations=1,
        people=1,
        cases=2,
        withdrawn=(1,),
    )
    assert forgotten.total == 11


async def test_what_others_have_left_stays_as_it_was(filled: AsyncEngine) -> None:
    before = await rows(filled)

    await forget(filled, person(JAN), chat(JAN), JAN, answering=ASKING)

    after = await rows(filled)
    theirs = (person(OLA), chat(OLA), chat(GROUP))
    for table in ("people", "conversations"):
        key = before[table][0].keys() & {"person", "chat"}
        expected = [row for row in before[table] if {row[name] for name in key} & {*theirs}]
        assert after[table] == expected
    assert after["questions"] == before["questions"][2:]
    assert after["feedback"] == [before["feedback"][2], before["feedback"][3] | {"question": None}]
    assert after["cases"] == before["cases"][2:]
    assert [row["message"] for row in after["case_messages"]] == [14]
    assert after["case_lists"] == [{"chat": chat(OLA), "message": 15, "case_id": 3}]
    assert after["inbox"][:3] == [before["inbox"][0], *before["inbox"][4:6]]
    assert after["staff_actions"] == [
        before["staff_actions"][0] | {"staff": None},
        before["staff_actions"][1],
    ]


async def test_the_update_that_asks_stays_known_and_is_done(filled: AsyncEngine) -> None:
    await forget(filled, person(JAN), chat(JAN), JAN, answering=ASKING)

    [asking] = [row for row in (await rows(filled))["inbox"] if row["update_id"] == ASKING]
    assert asking == update_row(ASKING, None, None, DONE)


async def test_without_the_update_all_messages_go(filled: AsyncEngine) -> None:
    assert (await forget(filled, person(JAN), chat(JAN), JAN)).messages == 4


async def test_forgetting_twice_or_a_stranger_finds_nothing(filled: AsyncEngine) -> None:
    await forget(filled, person(JAN), chat(JAN), JAN)
    before = await rows(filled)

    again = await forget(filled, person(JAN), chat(JAN), JAN)
    stranger = await forget(filled, person(7), chat(7), None)

    assert again.total == stranger.total == 0
    assert await rows(filled) == before


async def test_an_export_has_all_that_would_be_forgotten(filled: AsyncEngine) -> None:
    data = await export(reading(filled), person(JAN), chat(JAN), JAN)

    assert json.loads(json.dumps(data)) == data
    assert {name: len(data[name]) for name in EXPLANATIONS} == {
        "people": 1,
        "conversations": 1,
        "questions": 2,
        "feedback": 2,
        "cases": 2,
        "case_messages": 2,
        "case_lists": 1,
        "staff_actions": 1,
        "inbox": 4,
    }
    assert data["questions"][0] == question(1, person(JAN), "brzoskwinia") | {
        "asked_at": "2026-09-21T14:13:20.000+00:00"
    }
    assert [row["update_id"] for row in data["inbox"]] == [1002, 1003, 1004, ASKING]
    assert data["inbox"][0]["body"]["message"]["text"] == "agrest"
    assert data["inbox"][1]["body"] == "no JSON 700111222"
    assert person(OLA) not in json.dumps(data)


async def test_of_a_stranger_there_is_nothing_to_export(filled: AsyncEngine) -> None:
    data = await export(filled, person(7), chat(7), None)

    assert [data[name] for name in EXPLANATIONS] == [[]] * len(EXPLANATIONS)


def test_every_field_of_an_export_is_explained() -> None:
    for name, fields in EXPLANATIONS.items():
        assert list(fields) == list(metadata.tables[name].columns.keys())
        for explanation in fields.values():
            assert list(explanation) == ["pl", "en"]
            assert all(explanation.values())


def test_every_table_with_a_person_is_known_to_the_export() -> None:
    personal = {"person", "chat", "staff", "body"}
    tables = {name for name, table in metadata.tables.items() if personal & {*table.c.keys()}}

    assert tables == set(EXPLANATIONS)


async def test_what_is_old_expires_and_what_is_new_stays(engine: AsyncEngine) -> None:
    limit = NOW - 90 * DAY
    for number, at in ((1, limit - 1), (2, limit), (3, NOW)):
        name = person(number)
        await put(engine, people, seen(name, at))
        await put(engine, conversations, talk(name, at))
        await put(engine, questions, question(number, name, "x", at))
        await put(engine, feedback, rating(number, name, number, at))
        await put(engine, staff_actions, action(number, name, at))
        await put(engine, cases, case(number, name, number, at))
        message = {"chat": name, "message": number, "case_id": number}
        await put(engine, case_messages, message)
        await put(engine, case_lists, message)
        await put(engine, inbox, update_row(number, number, "{}", SET_ASIDE, at))

    deleted = await expire(engine, limit)

    left = await rows(engine)
    assert deleted == 7
    for table in EXPLANATIONS:
        assert len(left[table]) == 2, table
    assert places(left, person(1)) == []


async def test_feedback_goes_with_its_question(engine: AsyncEngine) -> None:
    await put(engine, questions, question(1, person(1), "x", NOW - DAY))
    await put(engine, feedback, rating(1, person(2), 1), rating(2, person(2), None))

    assert await expire(engine, NOW - DAY + 1) == 2
    assert [row["id"] for row in (await rows(engine))["feedback"]] == [2]


async def test_the_ids_of_answered_updates_go_earlier(engine: AsyncEngine) -> None:
    old = NOW - 4 * DAY
    await put(
        engine,
        inbox,
        update_row(1, None, None, DONE, old),
        update_row(2, None, None, DONE),
        update_row(3, 3, "{}", WAITING, old),
        update_row(4, 4, "{}", SET_ASIDE, old),
    )

    assert await expire(engine, NOW - 90 * DAY) == 0
    assert await expire(engine, NOW - 90 * DAY, done_before_ms=NOW - 3 * DAY) == 1
    assert [row["update_id"] for row in (await rows(engine))["inbox"]] == [2, 3, 4]


async def test_many_rows_expire_in_short_transactions(engine: AsyncEngine) -> None:
    many = [question(number, None, "x", number) for number in range(1, 1502)]
    await put(engine, questions, *many)

    assert await expire(engine, 1501) == 1500
    assert await expire(engine, 1501) == 0
    assert [row["id"] for row in (await rows(engine))["questions"]] == [1501]


async def test_forgetting_is_all_or_nothing(
    filled: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await rows(filled)
    monkeypatch.setattr("bot.store.privacy.conversations", people)  # its column is missing

    with pytest.raises(AttributeError):
        await forget(filled, person(JAN), chat(JAN), JAN, answering=ASKING)

    assert await rows(filled) == before
