"""The order of work: one update after the other in a chat, different chats at once.

What is taken in beyond the room here stays in the inbox until there is room again.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from bot.mistakes import log_mistake
from bot.store.faults import StoreError
from bot.store.inbox import Inbox
from bot.store.records import Delivery, Handled, Person, State

Handle = Callable[[Delivery], Awaitable[Handled]]
"""Does what an update asks for, commits its end and returns it."""

_log = logging.getLogger(__name__)
_PAGE = 500
_PAUSE = 1.0


@dataclass
class _Lane:
    """The updates of one chat that wait here, and what is known of it once one has been handled.

    That is newer than what the inbox knew when the others arrived.
    """

    waiting: deque[Delivery] = field(default_factory=deque)
    has_state: bool = False
    state: State | None = None
    people: dict[str, Person | None] = field(default_factory=dict)


class Desk:
    """Handles at most `at_once` updates at a time, and holds at most `room`."""

    def __init__(
        self,
        inbox: Inbox,
        handle: Handle,
        tell_pause: Callable[[Delivery], Awaitable[None]],
        at_once: int,
        room: int,
    ) -> None:
        self._inbox = inbox
        self._handle = handle
        self._tell_pause = tell_pause
        self._slots = asyncio.Semaphore(at_once)
        self._room = room
        self._lanes: dict[int, _Lane] = {}
        self._to_begin: deque[int] = deque()
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: set[int] | None = None
        self._overflowed = 0
        self._is_full = False
        self._is_closing = False
        self._fetch = asyncio.Event()
        self._open = asyncio.Event()
        self._open.set()

    def __len__(self) -> int:
        return len(self._held)

    def take(self, deliveries: Iterable[Delivery]) -> None:
        """Take updates that have just been committed; what finds no room is fetched later."""
        settled: frozenset[int] = frozenset()
        for delivery in deliveries:
            if self._is_full or len(self._held) >= self._room:
                # Later updates have to wait as well, or they would overtake.
                self._is_full = True
                self._overflowed += 1
                self._fetch.set()
            elif delivery.behind is settled or self._held.issuperset(delivery.behind):
                settled = delivery.behind  # shared by those of a chat, of which there may be many
                self._admit(delivery)
            else:
                # One that another replica received comes first; both are fetched in order.
                self._fetch.set()

    def look(self) -> None:
        """There may be updates in the inbox that nobody has handed over."""
        self._fetch.set()

    def look_anew(self) -> None:
        """Another replica may own what waits here: ask the inbox about all but what has begun."""
        self._is_full = True
        self._overflowed += 1
        for lane in self._lanes.values():
            while len(lane.waiting) > 1:
                self._held.discard(lane.waiting.pop().arrival.update_id)
        self._fetch.set()

    def pause(self) -> None:
        """Begin nothing more until `resume`; whoever writes is told so once."""
        self._open.clear()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._open.set()

    async def fetch(self) -> None:
        """Fetch from the inbox whenever there is something and there is room; runs for ever."""
        while True:
            await self._fetch.wait()
            self._fetch.clear()
            try:
                await self._fetch_all()
            except StoreError:
                # What it is has been logged by whoever watches over the database.
                await asyncio.sleep(_PAUSE)
                self._fetch.set()

    async def close(self, seconds: float) -> None:
        """Let what has been begun end; what has not stays in the inbox."""
        self._is_closing = True
        self._open.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _fetch_all(self) -> None:
        after = -1
        overflowed = self._overflowed
        while len(self._held) < self._room:
            ended = self._ended = set()
            page = await self._inbox.waiting(after, _PAGE)
            self._ended = None
            for delivery in page:
                after = delivery.arrival.update_id
                if after not in ended:  # what ended during the query still waits in its answer
                    self._admit(delivery)
            if len(page) < _PAGE:
                # What came in during the last query may have been refused for want of room.
                self._is_full = overflowed != self._overflowed
                if self._is_full:
                    self._fetch.set()
                return
        self._is_full = True

    def _admit(self, delivery: Delivery) -> None:
        arrival = delivery.arrival
        if arrival.update_id in self._held or self._is_closing:
            return
        self._held.add(arrival.update_id)
        lane = self._lanes.get(arrival.chat)
        if lane is None:
            self._lanes[arrival.chat] = _Lane(deque([delivery]))
            self._to_begin.append(arrival.chat)
            if len(self._to_begin) == 1:
                asyncio.get_running_loop().call_soon(self._begin)
        else:
            lane.waiting.append(delivery)

    def _begin(self) -> None:
        """Begin one chat, and the next one in the loop's next turn.

        In between the loop serves everybody else, and reads what came in: its commit is under way
        while these are answered.
        """
        chat = self._to_begin.popleft()
        task = asyncio.create_task(self._serve(chat, self._lanes[chat]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self._to_begin:
            asyncio.get_running_loop().call_soon(self._begin)

    async def _serve(self, chat: int, lane: _Lane) -> None:
        try:
            while lane.waiting:
                await self._wait_until_open(lane)
                async with self._slots:
                    if self._is_closing:
                        return
                    await self._serve_next(lane)
        except StoreError as error:
            _log.warning("A chat is served later, its end cannot be kept now. %s", error)
        except Exception as error:  # what the chat waits for stays in the inbox
            log_mistake("Serving a chat", error)
        finally:
            del self._lanes[chat]
            for delivery in lane.waiting:
                self._held.discard(delivery.arrival.update_id)

    async def _wait_until_open(self, lane: _Lane) -> None:
        if not self._open.is_set():
            async with self._slots:
                await self._tell_pause(lane.waiting[0])
            await self._open.wait()

    async def _serve_next(self, lane: _Lane) -> None:
        delivery = lane.waiting[0]
        key = delivery.arrival.person_key
        if lane.has_state:
            delivery = delivery._replace(state=lane.state)
        if key in lane.people:
            delivery = delivery._replace(person=lane.people[key])
        handled = await self._handle(delivery)
        if handled.state is not None or handled.is_forgotten:
            lane.has_state, lane.state = True, handled.state
        if handled.person is not None or handled.is_forgotten:
            lane.people[key] = handled.person
        lane.waiting.popleft()
        self._held.discard(delivery.arrival.update_id)
        if self._ended is not None:
            self._ended.add(delivery.arrival.update_id)
        if self._is_full and len(self._held) <= self._room // 2:
            self._fetch.set()
