import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.limits import Bucket
from bot.store.database import create_database
from bot.store.faults import StoreError
from bot.store.inbox import Inbox
from bot.store.records import Arrival, AskedQuestion, Delivery, Handled, Person
from bot.store.tables import DONE, SET_ASIDE, WAITING, inbox, questions
from tests.databases import PostgresServer

AT = 1_764_000_000_000


def arrival(update_id: int, chat: int = 7, body: str = "{}") -> Arrival:
    return Arrival(update_id, chat, body, AT, f"chat-{chat}", f"person-{chat}")


def person(chat: int = 7, tokens: float = 5) -> Person:
    return Person(f"person-{chat}", "pl", Bucket(tokens, AT), AT, ("privacy",))


def question(text: str) -> AskedQuestion:
    return AskedQuestion("person-7", "telegram", AT, text, "pl", "found", None, "list", "v", 1.5)


def ids(deliveries: Sequence[Delivery]) -> list[int]:
    return [delivery.arrival.update_id for delivery in deliveries]


@pytest_asyncio.fixture
async def mine(engine: AsyncEngine) -> AsyncIterator[Inbox]:
    """The inbox of the replica "one"."""
    async with Inbox(engine, "one") as opened:
        yield opened


async def row(engine: AsyncEngine, update_id: int) -> tuple[int, int, str | None]:
    """State, tries and body of an update."""
    chosen = select(inbox.c.state, inbox.c.tries, inbox.c.body)
    async with engine.connect() as connection:
        found = (await connection.execute(chosen.where(inbox.c.update_id == update_id))).one()
    return found.state, found.tries, found.body


async def test_what_is_put_waits_until_it_is_finished(mine: Inbox, engine: AsyncEngine) -> None:
    delivered = await mine.put([arrival(1), arrival(2)])

    assert ids(delivered) == [1, 2]
    assert ids(await mine.waiting(-1, 10)) == [1, 2]
    assert await mine.depth() == (2, AT)

    await mine.finish(Handled(arrival(1), "telegram", DONE))

    assert ids(await mine.waiting(-1, 10)) == [2]
    assert await row(engine, 1) == (DONE, 0, None)


async def test_the_same_update_is_delivered_once(mine: Inbox) -> None:
    first = await asyncio.gather(mine.put([arrival(1)]), mine.put([arrival(1)]))
    await mine.finish(Handled(arrival(1), "telegram", DONE))

    assert sorted(map(ids, first)) == [[], [1]]
    assert ids(await mine.put([arrival(1), arrival(2)])) == [2]


async def test_state_person_and_questions_come_with_the_end(
    mine: Inbox, engine: AsyncEngine
) -> None:
    await mine.put([arrival(1)])
    known = {"conversation": {"entity": "lotniczy"}}
    asked = (question("ile jest klastrów"),)
    await mine.finish(
        Handled(arrival(1), "telegram", DONE, state=known, person=person(), questions=asked)
    )

    [delivered] = await mine.put([arrival(2)])
    [waiting] = await mine.waiting(-1, 10)

    assert delivered == waiting == Delivery(arrival(2), 0, known, person())
    async with engine.connect() as connection:
        assert await connection.scalar(select(questions.c.text)) == "ile jest klastrów"


async def test_a_later_state_replaces_the_earlier_one(mine: Inbox) -> None:
    await mine.put([arrival(1), arrival(2)])
    ends = [
        Handled(arrival(1), "telegram", DONE, state={"n": 1}, person=person(tokens=4)),
        Handled(arrival(2), "telegram", DONE, state={"n": 2}, person=person(tokens=3)),
    ]
    for end in ends:
        await mine.finish(end)

    [delivered] = await mine.put([arrival(3)])

    assert delivered.state == {"n": 2}
    assert delivered.person == person(tokens=3)


async def test_a_failed_try_waits_and_what_is_set_aside_keeps_its_body(
    mine: Inbox, engine: AsyncEngine
) -> None:
    await mine.put([arrival(1, body='{"a":1}')])

    await mine.finish(Handled(arrival(1), "telegram", WAITING, tries=1))
    [again] = await mine.waiting(-1, 10)
    await mine.finish(Handled(arrival(1), "telegram", SET_ASIDE, tries=3))

    assert again.tries == 1
    assert await row(engine, 1) == (SET_ASIDE, 3, '{"a":1}')
    assert await mine.waiting(-1, 10) == []


async def test_many_at_once_share_their_commits(mine: Inbox, engine: AsyncEngine) -> None:
    numbers = range(1200)
    delivered = await asyncio.gather(*(mine.put([arrival(n, chat=n % 50)]) for n in numbers))
    await asyncio.gather(
        *(mine.finish(Handled(arrival(n, chat=n % 50), "telegram", DONE)) for n in numbers)
    )

    assert sorted(id_ for each in delivered for id_ in ids(each)) == list(numbers)
    async with engine.connect() as connection:
        done = select(func.count()).where(inbox.c.state == DONE)
        assert await connection.scalar(done) == len(numbers)


async def test_enough_for_a_commit_waits_for_no_others(
    mine: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.inbox._GATHERING", 3600)
    await mine.put([arrival(1)])

    async with asyncio.timeout(60):
        assert len(await mine.put([arrival(n) for n in range(2, 102)])) == 100


async def test_waiting_goes_page_by_page(mine: Inbox) -> None:
    await mine.put([arrival(n, chat=n) for n in (5, 3, 9, 1)])

    first = await mine.waiting(-1, 2)

    assert ids(first) == [1, 3]
    assert ids(await mine.waiting(3, 2)) == [5, 9]


async def test_a_chat_with_updates_waiting_stays_with_its_owner(engine: AsyncEngine) -> None:
    async with Inbox(engine, "one") as one, Inbox(engine, "two") as two:
        assert ids(await one.put([arrival(1)])) == [1]
        assert await two.put([arrival(2)]) == []
        assert ids(await two.put([arrival(3, chat=8)])) == [3]
        assert ids(await one.waiting(-1, 10)) == [1, 2]

        for update_id in (1, 2):
            await one.finish(Handled(arrival(update_id), "telegram", DONE))

        assert ids(await two.put([arrival(4)])) == [4]


async def test_an_update_tells_which_ones_it_is_behind(engine: AsyncEngine) -> None:
    async with Inbox(engine, "one") as one, Inbox(engine, "two") as two:
        await one.put([arrival(1), arrival(5, chat=8)])
        await two.put([arrival(2)])

        deliveries = await one.put([arrival(3), arrival(4), arrival(6, chat=9)])

        assert [each.behind for each in deliveries] == [{1, 2}, {1, 2}, set()]


async def test_two_replicas_never_both_get_a_chat(engine: AsyncEngine) -> None:
    async with Inbox(engine, "one") as one, Inbox(engine, "two") as two:
        both = [one, two]
        puts = [both[n % 2].put([arrival(n, chat=n // 4)]) for n in range(200)]
        delivered = await asyncio.gather(*puts)
        owners: dict[int, set[int]] = {}
        for n, deliveries in enumerate(delivered):
            for delivery in deliveries:
                owners.setdefault(delivery.arrival.chat, set()).add(n % 2)

        assert {len(owner) for owner in owners.values()} == {1}
        assert len(await one.waiting(-1, 300)) + len(await two.waiting(-1, 300)) == 200


async def test_what_cannot_be_committed_is_not_acknowledged(
    postgres: PostgresServer, postgres_url: str
) -> None:
    engine = create_database(postgres_url)
    async with Inbox(engine, "one") as mine:
        await mine.put([arrival(1)])
        postgres.stop()
        with pytest.raises(StoreError, match="PostgreSQL"):
            await mine.put([arrival(2)])
        finishing = asyncio.create_task(mine.finish(Handled(arrival(1), "telegram", DONE)))
        with pytest.raises(StoreError, match="PostgreSQL"):
            await mine.put([arrival(2)])
        postgres.start()

        async with asyncio.timeout(30):
            await finishing
        assert ids(await mine.put([arrival(2)])) == [2]
    await engine.dispose()


@pytest.mark.parametrize("unwritable", ["half \ud800 of a pair", "too big"])
async def test_an_end_that_cannot_be_written_holds_up_no_other(
    unwritable: str, mine: Inbox, engine: AsyncEngine
) -> None:
    await mine.put([arrival(1), arrival(2, chat=8)])
    bad = question(unwritable)
    if unwritable == "too big":
        bad = bad._replace(asked_at=2**70)
    good = Handled(arrival(2, chat=8), "telegram", DONE, questions=(question("fine"),))

    async with asyncio.timeout(60):
        await asyncio.gather(
            mine.finish(Handled(arrival(1), "telegram", DONE, questions=(bad,))),
            mine.finish(good),
        )

    assert (await row(engine, 1))[0] == SET_ASIDE
    assert (await row(engine, 2))[0] == DONE
    assert ids(await mine.put([arrival(3)])) == [3]
