import asyncio
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from bot.store.records import Arrival, Delivery, Handled
from bot.store.tables import DONE
from handlers.telegram.desk import Desk


class Waiting:
    """An inbox in memory: what waits, in order of the ids."""

    def __init__(self) -> None:
        self.updates: dict[int, Delivery] = {}

    async def waiting(self, after: int, most: int) -> list[Delivery]:
        later = sorted(id_ for id_ in self.updates if id_ > after)
        return [self.updates[id_] for id_ in later[:most]]


def delivery(update_id: int, chat: int) -> Delivery:
    return Delivery(Arrival(update_id, chat, "{}", 0, f"c{chat}", f"p{chat}"), 0, None, None)


class Office:
    """A desk whose work is noted, in a bounded number at once."""

    def __init__(self, room: int = 100, at_once: int = 4) -> None:
        self.inbox = Waiting()
        self.done: dict[int, list[int]] = defaultdict(list)
        self.states: list[object] = []
        self.busy = self.busiest = 0
        self.may_go = asyncio.Event()
        self.may_go.set()
        self.told: list[int] = []
        self.changed = asyncio.Condition()
        self.desk = Desk(self.inbox, self.handle, self.tell_pause, at_once, room)  # type: ignore[arg-type]

    async def handle(self, given: Delivery) -> Handled:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            await self.may_go.wait()
            await asyncio.sleep(0)
        finally:
            self.busy -= 1
        arrival = given.arrival
        self.done[arrival.chat].append(arrival.update_id)
        self.states.append(given.state)
        self.inbox.updates.pop(arrival.update_id, None)
        async with self.changed:
            self.changed.notify_all()
        return Handled(arrival, "telegram", DONE, state={"after": arrival.update_id})

    async def tell_pause(self, given: Delivery) -> None:
        self.told.append(given.arrival.chat)
        async with self.changed:
            self.changed.notify_all()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(60), self.changed:
            await self.changed.wait_for(lambda: sum(map(len, self.done.values())) >= count)

    def offer(self, *updates: tuple[int, int]) -> None:
        deliveries = [delivery(*update) for update in updates]
        self.inbox.updates |= {each.arrival.update_id: each for each in deliveries}
        self.desk.take(deliveries)


@given(chats=st.lists(st.integers(1, 5), max_size=40), room=st.integers(1, 10))
def test_a_chat_keeps_its_order_however_little_room_there_is(chats: list[int], room: int) -> None:
    async def check() -> None:
        office = Office(room)
        fetching = asyncio.create_task(office.desk.fetch())
        for update_id, chat in enumerate(chats):
            office.offer((update_id, chat))
        await office.until(len(chats))
        fetching.cancel()
        for done in office.done.values():
            assert done == sorted(done)
        assert sum(map(len, office.done.values())) == len(chats)
        assert office.busiest <= 4

    asyncio.run(check())


async def test_chats_do_not_wait_for_each_other_and_the_next_one_sees_the_state() -> None:
    office = Office()
    office.may_go.clear()
    office.offer((1, 1), (2, 1), (3, 2))
    office.may_go.set()
    await office.until(3)

    assert office.done == {1: [1, 2], 2: [3]}
    assert office.states.count(None) == 2
    assert {"after": 1} in office.states


async def test_one_chat_begins_in_each_turn_of_the_loop() -> None:
    office = Office()
    office.may_go.clear()
    office.offer((1, 1), (2, 2), (3, 3))
    begun: list[int] = []
    while office.busy < 3:
        begun.append(office.busy)
        await asyncio.sleep(0)

    assert [*dict.fromkeys(begun)] == [0, 1, 2]


async def test_while_paused_nothing_begins_and_each_chat_is_told_once() -> None:
    office = Office()
    office.desk.pause()
    office.offer((1, 1), (2, 1), (3, 2))
    async with asyncio.timeout(60), office.changed:
        await office.changed.wait_for(lambda: len(office.told) == 2)

    assert office.done == {}
    office.desk.resume()
    await office.until(3)
    assert office.done == {1: [1, 2], 2: [3]}
    assert sorted(office.told) == [1, 2]


async def test_what_others_may_have_taken_is_asked_of_the_inbox_again() -> None:
    office = Office()
    fetching = asyncio.create_task(office.desk.fetch())
    office.may_go.clear()
    office.offer((1, 1), (2, 1), (3, 1))
    await asyncio.sleep(0)
    del office.inbox.updates[2]  # another replica has it
    office.desk.look_anew()
    office.may_go.set()
    await office.until(2)
    fetching.cancel()

    assert office.done == {1: [1, 3]}


async def test_what_has_begun_may_end_and_the_rest_stays_in_the_inbox() -> None:
    office = Office(at_once=1)
    office.may_go.clear()
    office.offer((1, 1), (2, 1), (3, 2))
    closing = asyncio.create_task(office.desk.close(10))
    await asyncio.sleep(0)
    office.may_go.set()
    await closing

    assert office.done in ({}, {1: [1]})
    assert {2, 3} <= set(office.inbox.updates)
