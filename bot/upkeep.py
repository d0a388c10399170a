"""What changes while the program runs: pauses, limits of time, digests; whether all is well."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.live import Live, Refused
from bot.metrics import Metrics
from bot.store import jobs, privacy, service
from bot.store.cases import OPEN_FOR_DAYS, close_old_cases
from bot.store.database import Database, reading
from bot.store.faults import StoreError, explained
from bot.store.inbox import Inbox
from bot.store.versions import note_version
from handlers.telegram.channel import TelegramChannel
from handlers.web.health import Check
from handlers.web.talk import CHANNEL as WEB
from handlers.web.talk import CONVERSATION_HOURS, WebTalk
from knowledge.version import Version

_log = logging.getLogger(__name__)

_LOOK = 2.0
"""Seconds between looks at whether staff have paused the service."""
_DAY = 24 * 60 * 60 * 1000
_HOUR = _DAY // 24
_MONDAY, _DIGEST_HOUR = 0, 8
_KNOWN_FOR_DAYS = 3
"""Telegram repeats an update for a day at most; its id is known longer than that."""


@dataclass
class Upkeep:
    """Looks after what changes while the program runs."""

    engine: Database
    live: Live
    talk: WebTalk
    channel: TelegramChannel | None
    inbox: Inbox
    metrics: Metrics
    retention_days: int
    _reading: Database = field(init=False)
    _is_paused: bool = field(default=False, init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._reading = reading(self.engine)

    async def checks(self) -> Mapping[str, Check]:
        """For /readyz."""
        try:
            await self.inbox.depth()
            database = Check(True, "answers")
        except StoreError as error:
            database = Check(False, str(error))
        return {
            "knowledge": self._knowledge(),
            "database": database,
            "telegram": self._telegram(),
        }

    def _knowledge(self) -> Check:
        refused = self.live.refused
        if refused is None:
            return Check(True, "loaded")
        return Check(True, f"loaded; version {refused.version.id} has errors and is not taken")

    def _telegram(self) -> Check:
        if self.channel is None:
            return Check(True, "off")
        seconds = self.channel.seconds_without_telegram()
        if seconds is None:
            return Check(True, "reached")
        return Check(False, f"not reached for {seconds:.0f} s")

    async def measure(self) -> None:
        """For /metrics."""
        with contextlib.suppress(StoreError):
            count, oldest = await self.inbox.depth()
            self.metrics.inbox_depth.set(count)
            age = 0.0 if oldest is None else max(0.0, time.time() - oldest / 1000)
            self.metrics.inbox_age.set(age)

    async def run(self) -> None:
        """Follow pauses and keep the limits of time, for ever."""
        while True:
            try:
                self._follow_pause(await service.paused(self._reading))
                now = time.time_ns() // 1_000_000
                if await jobs.is_due(self.engine, "retention", now, _HOUR):
                    before = now - self.retention_days * _DAY
                    await privacy.expire(
                        self.engine, before, done_before_ms=now - _KNOWN_FOR_DAYS * _DAY
                    )
                    over = now - CONVERSATION_HOURS * _HOUR
                    await privacy.expire_conversations(self.engine, WEB, over)
                    opened_before = now - OPEN_FOR_DAYS * _DAY
                    await close_old_cases(self.engine, opened_before, now)
                if self.channel is not None and await self._is_digest_due(now):
                    self._aside(self.channel.send_digest())
            except Exception as error:  # whatever it is, answering goes on
                _log.warning("Looking again soon. %s", explained(error, self.engine.url))
            await asyncio.sleep(_LOOK)

    async def _is_digest_due(self, now: int) -> bool:
        """Once a week for all replicas, on Monday from eight."""
        local = datetime.now().astimezone()
        is_time = local.weekday() == _MONDAY and local.hour >= _DIGEST_HOUR
        return is_time and await jobs.is_due(self.engine, "digest", now, 6 * _DAY)

    async def note_version(self, version: Version) -> None:
        """Note that a version has been taken."""
        with contextlib.suppress(StoreError):  # only people look at it
            await note_version(self.engine, version.id)

    async def tell_refused(self, refused: Refused) -> None:
        """Tell staff of a version with errors; one of all replicas does, once a day for each."""
        if self.channel is None:
            return
        now = time.time_ns() // 1_000_000
        with contextlib.suppress(StoreError):  # it stands in the log as well
            if await jobs.is_due(self.engine, f"{jobs.REFUSED}{refused.version.id}", now, _DAY):
                self._aside(self.channel.tell_refused(refused))

    def _aside(self, work: Coroutine[object, object, None]) -> None:
        """Do what waits for Telegram, however long it is away."""

        async def done() -> None:
            try:
                await work
            except Exception as error:
                _log.warning("Staff are not told. %s", explained(error, self.engine.url))

        task = asyncio.create_task(done())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _follow_pause(self, notice: str | None) -> None:
        self.talk.follow_pause(notice)
        if self.channel is not None:
            self.channel.follow_pause(notice)
        is_paused = notice is not None
        if is_paused is not self._is_paused:
            _log.info("Staff have paused the answers" if is_paused else "Answers go on")
        self._is_paused = is_paused
        self.metrics.paused.set(is_paused)
