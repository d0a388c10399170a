"""Conversations of a channel without an inbox: read by key, and written as they go on.

Reads and writes are gathered: while one is under way, whatever comes next waits together for the
one after it. What is not committed is held here, where the next message of the conversation finds
it, and is tried until it is. An answer waits for its commit, but not for a database that is away
or slow. On SQLite, where one process gets all messages, only a few wait at a time: under load all
would wait for the disk together. What a process that is killed loses then are the records of a
commit.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import privacy
from bot.store.database import reading
from bot.store.faults import StoreError, explained, is_passing
from bot.store.records import AskedQuestion, State
from bot.store.statements import question_row
from bot.store.tables import conversations, questions
from bot.store.transactions import Transactions

_log = logging.getLogger(__name__)
_MOST_AT_ONCE = 500
_MOST_HELD = 10_000
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_INTERVAL = 0.02
"""Seconds between the beginnings of two commits, so that under load more share one."""
_FEW = 4
"""Answers that wait for their commit at once where no other process may get the next message."""
_REMEMBERED, _MOST_REMEMBERED = 600.0, 10_000
"""Seconds for which what was committed need not be read: most conversations go on within them."""
_PATIENCE = 1.0
"""Seconds after which nobody waits for a read or a commit any longer."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """How a conversation stands after an answer, and the question, where one was asked."""

    chat_key: str
    channel: str
    state: State
    changed_at: int
    question: AskedQuestion | None = None


_Written = asyncio.Future[bool]
_Read = asyncio.Future[State | None]


class Exchanges:
    """Use it as an async context manager: at its end it writes what it holds."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writes, self._reads = Transactions(engine), Transactions(reading(engine))
        self._held: deque[tuple[Exchange, _Written]] = deque()
        self._writing: list[tuple[Exchange, _Written]] = []
        self._newest: dict[str, Exchange] = {}
        self._committed: OrderedDict[str, tuple[Exchange, float]] = OrderedDict()
        self._wanted: list[tuple[str, int, _Read]] = []
        self._to_write, self._to_read = asyncio.Event(), asyncio.Event()
        self._committing = asyncio.Lock()
        self._is_closing = self._is_full = False
        self._trouble: StoreError | None = None
        self._is_shared = engine.dialect.name == "postgresql"
        upsert = postgresql.insert if self._is_shared else sqlite.insert
        put = upsert(conversations)
        self._put = put.on_conflict_do_update(
            index_elements=["chat"],
            set_={"state": put.excluded.state, "changed_at": put.excluded.changed_at},
        )
        self._ask = insert(questions)
        self._states = select(conversations.c.chat, conversations.c.state).where(
            conversations.c.chat.in_(bindparam("keys", expanding=True)),
            conversations.c.changed_at >= bindparam("since"),
        )

    async def __aenter__(self) -> Self:
        self._writer = asyncio.create_task(self._write())
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_closing = True
        self._to_write.set()
        await self._writer
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        self._reads.close()
        self._writes.close()

    async def state(self, chat_key: str, since: int) -> State | None:
        """How a conversation stands that has changed since then; None where there is none.

        Raises:
            StoreError: when the database is away, or slow.
        """
        committed, _ = self._committed.get(chat_key, (None, 0.0))
        newest = self._newest.get(chat_key) or committed
        if newest is not None:
            return newest.state if newest.changed_at >= since else None
        if self._trouble is not None:
            raise StoreError(str(self._trouble)) from self._trouble
        future: _Read = asyncio.get_running_loop().create_future()
        self._wanted.append((chat_key, since, future))
        self._to_read.set()
        try:
            async with asyncio.timeout(_PATIENCE):
                return await future
        except TimeoutError as error:
            raise StoreError("The database takes too long to answer.") from error

    async def keep(self, exchange: Exchange) -> None:
        """Keep an exchange; it is committed on return, except on SQLite under load."""
        written = self.note(exchange)
        if self._is_shared or len(self._held) + len(self._writing) <= _FEW:
            await written

    async def settled(self) -> None:
        """Wait until what has been noted so far is committed, unless that takes too long."""
        pending = [written for _, written in (*self._writing, *self._held)]
        if pending:
            await asyncio.wait(pending)

    def note(self, exchange: Exchange) -> _Written:
        """Keep an exchange; True comes once it is committed, False when that takes too long."""
        written: _Written = asyncio.get_running_loop().create_future()
        if len(self._held) >= _MOST_HELD:
            if not self._is_full:
                _log.error(
                    "%d answers wait for the database; further ones are not kept", _MOST_HELD
                )
            self._is_full = True
            written.set_result(False)
            return written
        self._held.append((exchange, written))
        self._newest[exchange.chat_key] = exchange
        if self._trouble is not None:
            written.set_result(False)
        self._to_write.set()
        return written

    async def forget(self, chat_key: str) -> privacy.Forgotten:
        """Delete all that is kept of a conversation, what is not yet committed included.

        Raises:
            StoreError: when the database is away; nothing of what it holds is deleted then.
        """
        async with self._committing:
            self._newest.pop(chat_key, None)
            self._committed.pop(chat_key, None)
            dropped = [item for item in self._held if item[0].chat_key == chat_key]
            for item in dropped:
                self._held.remove(item)
                _settle(item[1], is_kept=False)
            try:
                return await privacy.forget(self._engine, chat_key, chat_key, None)
            except Exception as error:
                raise explained(error, self._engine.url) from error

    async def _write(self) -> None:
        pause = _FIRST_PAUSE
        now = asyncio.get_running_loop().time
        next_at = now()
        while True:
            if not self._held:
                if self._is_closing:
                    return
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_REMEMBERED):
                        await self._to_write.wait()
                self._to_write.clear()
                self._forget_old(now())
                continue
            if not self._is_closing:
                await asyncio.sleep(next_at - now())
            next_at = now() + _INTERVAL
            try:
                async with self._committing:
                    await self._flush_patiently()
                pause, self._is_full, self._trouble = _FIRST_PAUSE, False, None
            except StoreError as error:
                self._let_go(error)
                if self._is_closing:
                    _log.error("%d answers are not kept. %s", len(self._held), error)
                    return
                if pause == _FIRST_PAUSE:
                    _log.warning("Answers cannot be kept; trying again. %s", error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _flush_patiently(self) -> None:
        flushing = asyncio.ensure_future(self._flush())
        await asyncio.wait([flushing], timeout=_PATIENCE)
        if not flushing.done():
            self._let_go(StoreError("The database takes too long to write."))
        await flushing

    def _let_go(self, trouble: StoreError) -> None:
        """Have nobody wait, now and until the next commit."""
        self._trouble = trouble
        for _, written in (*self._writing, *self._held):
            _settle(written, is_kept=False)

    async def _flush(self) -> None:
        try:
            await self._commit_first(_MOST_AT_ONCE)
        except Exception as error:
            if is_passing(error):
                raise explained(error, self._engine.url) from error
            for _ in range(min(len(self._held), _MOST_AT_ONCE)):
                await self._commit_singly()

    async def _commit_singly(self) -> None:
        """One that cannot be written holds up no other."""
        try:
            await self._commit_first(1)
        except Exception as error:
            sentence = explained(error, self._engine.url)
            if is_passing(error):
                raise sentence from error
            _log.error("An answer cannot be kept. %s", sentence)
            exchange, written = self._held.popleft()
            _settle(written, is_kept=False)
            self._drop(exchange)

    async def _commit_first(self, most: int) -> None:
        self._writing = [self._held.popleft() for _ in range(min(len(self._held), most))]
        try:
            await self._commit(self._writing)
        except BaseException:
            self._held.extendleft(reversed(self._writing))
            raise
        finally:
            self._writing = []

    async def _commit(self, batch: list[tuple[Exchange, _Written]]) -> None:
        # Of several exchanges of a conversation in one commit the last one counts.
        states = {exchange.chat_key: _state_row(exchange) for exchange, _ in batch}
        asked = [question_row(exchange.question) for exchange, _ in batch if exchange.question]

        def write(connection: Connection) -> None:
            connection.execute(self._put, [*states.values()])
            if asked:
                connection.execute(self._ask, asked)

        await self._writes.run(write)
        for exchange, written in batch:
            _settle(written, is_kept=True)
            self._drop(exchange)
            if not self._is_shared:
                self._remember(replace(exchange, question=None))

    async def _read(self) -> None:
        while True:
            await self._to_read.wait()
            self._to_read.clear()
            while self._wanted:
                wanted, self._wanted = self._wanted[:_MOST_AT_ONCE], self._wanted[_MOST_AT_ONCE:]
                await self._answer(wanted)

    async def _answer(self, wanted: list[tuple[str, int, _Read]]) -> None:
        keys = [*{key for key, _, _ in wanted}]
        since = min(since for _, since, _ in wanted)  # of one moment: the same, but for a blink

        def read(connection: Connection) -> dict[str, State]:
            rows = connection.execute(self._states, {"keys": keys, "since": since})
            return {row.chat: row.state for row in rows}

        try:
            states = await self._reads.run(read)
        except Exception as error:
            sentence = explained(error, self._engine.url)
            for _, _, future in wanted:
                if not future.done():
                    future.set_exception(sentence)
            return
        for key, _, future in wanted:
            if not future.done():
                future.set_result(states.get(key))

    def _drop(self, exchange: Exchange) -> None:
        if self._newest.get(exchange.chat_key) is exchange:
            del self._newest[exchange.chat_key]

    def _remember(self, exchange: Exchange) -> None:
        """Where no other process writes, nobody has to read what was committed here."""
        now = asyncio.get_running_loop().time()
        self._committed[exchange.chat_key] = exchange, now
        self._committed.move_to_end(exchange.chat_key)
        self._forget_old(now)

    def _forget_old(self, now: float) -> None:
        while self._committed:
            key, (_, committed_at) = next(iter(self._committed.items()))
            if now - committed_at < _REMEMBERED and len(self._committed) <= _MOST_REMEMBERED:
                break
            del self._committed[key]


def _settle(written: _Written, *, is_kept: bool) -> None:
    if not written.done():
        written.set_result(is_kept)


def _state_row(exchange: Exchange) -> dict[str, object]:
    return {
        "chat": exchange.chat_key,
        "channel": exchange.channel,
        "state": exchange.state,
        "changed_at": exchange.changed_at,
    }
