"""The running program: store, channel and server put together, started, watched and stopped."""

import asyncio
import contextlib
import logging
import secrets
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from socket import socket

from bot import apart
from bot.accepting import accept
from bot.assistant import Assistant
from bot.live import Live, Refused
from bot.masking import make_ready as make_masking_ready
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.reloading import Reloader
from bot.settings import Settings
from bot.store import jobs, privacy, service
from bot.store.cases import OPEN_FOR_DAYS, close_old_cases
from bot.store.database import (
    Database,
    create_database,
    default_url,
    reading,
    wait_for_database,
)
from bot.store.exchanges import Exchanges
from bot.store.faults import StoreError, explained
from bot.store.inbox import Inbox
from bot.store.migrating import migrate
from bot.store.replicas import Membership
from bot.store.versions import note_version
from handlers.telegram.channel import BotApi, Rules, TelegramChannel, Webhook
from handlers.telegram.talk import Talk
from handlers.web.application import web_application
from handlers.web.channel import Web
from handlers.web.health import Check, health_router
from handlers.web.server import WebServer
from handlers.web.staff.console import Console
from handlers.web.staff.passwords import Password
from handlers.web.staff.sessions import Sessions, session_key
from handlers.web.talk import CHANNEL as WEB
from handlers.web.talk import CONVERSATION_HOURS, WebTalk
from knowledge.loader import PACKAGED
from knowledge.version import Version

_log = logging.getLogger(__name__)

_LOOK = 2.0
"""Seconds between looks at whether staff have paused the service."""
_DAY = 24 * 60 * 60 * 1000
_HOUR = _DAY // 24
_MONDAY, _DIGEST_HOUR = 0, 8
_KNOWN_FOR_DAYS = 3
"""Telegram repeats an update for a day at most; its id is known longer than that."""


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop, which spends less on each message; where there is none, Python's own."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


@dataclass(frozen=True)
class Program:
    """What is served, and how: always on the web, in Telegram where the settings have a token.

    Where processes share a socket it is already `listening`.
    """

    live: Live
    settings: Settings
    kept: Path
    today: Callable[[], date]
    say: Callable[[str], None]
    listening: socket | None = None

    async def run(self) -> None:
        """Serve until SIGINT or SIGTERM.

        Raises:
            StoreError: when the database cannot be used.
            AddressInUseError: when another program listens on host and port.
            TokenRefusedError: when Telegram refuses the token.
            WebhookRefusedError: when Telegram refuses the address of the webhook.
        """
        engine = create_database(self._database_url())
        try:
            await wait_for_database(engine)
            await migrate(engine)
            await note_version(engine, self.live.version.id)
            await self._serve(engine)
        finally:
            await engine.dispose()

    async def _serve(self, engine: Database) -> None:
        masking = asyncio.create_task(asyncio.to_thread(make_masking_ready))
        metrics = Metrics()
        owner = secrets.token_hex(8)
        key = self.settings.privacy_key
        pseudonyms = Pseudonyms(
            key.get_secret_value().encode() if key else await service.key(engine)
        )
        async with Inbox(engine, owner) as inbox, Exchanges(engine) as exchanges:
            talk = self._web_talk(engine, exchanges, pseudonyms, metrics)
            channel = self._telegram(engine, inbox, pseudonyms, metrics)
            days = self.settings.retention_days
            watch = _Watch(engine, self.live, talk, channel, inbox, metrics, days)
            reloader = self._reloader(watch, metrics)
            console = self._console(engine, pseudonyms.key)
            web = self._web(talk, channel, console, watch, metrics)
            async with self._membership(engine, owner, channel), web as address:
                self.say(f"The chat: {address}/")
                self.say(f"Whether all is well: {address}/readyz")
                await _until_stopped(channel, watch, reloader)
                await masking

    def _web_talk(
        self, engine: Database, exchanges: Exchanges, pseudonyms: Pseudonyms, metrics: Metrics
    ) -> WebTalk:
        return WebTalk(
            assistant=self._assistant,
            today=self.today,
            engine=engine,
            exchanges=exchanges,
            pseudonyms=pseudonyms,
            metrics=metrics,
            per_minute=self.settings.questions_per_minute,
        )

    def _console(self, engine: Database, privacy_key: bytes) -> Console | None:
        if self.settings.staff_password is None:
            return None
        password = self.settings.staff_password.get_secret_value()
        return Console(
            password=Password(password),
            sessions=Sessions(session_key(privacy_key, password)),
            live=self.live,
            engine=engine,
            inspect=partial(apart.inspect, self._folder),
            accept=partial(accept, folder=self._folder, kept=self.kept),
        )

    def _web(
        self,
        talk: WebTalk,
        channel: TelegramChannel | None,
        console: Console | None,
        watch: "_Watch",
        metrics: Metrics,
    ) -> WebServer:
        settings = self.settings
        web = Web(
            talk=talk,
            assistant=self._assistant,
            today=self.today,
            knowledge_version=self._version,
            metrics=metrics,
            retention_days=settings.retention_days,
            origins=settings.web_origins,
            console=console,
        )
        health = health_router(watch.checks, watch.measure, metrics, lambda: self.live.version)
        routes = channel.routes() if channel else []
        application = web_application(web, [health], routes)
        return WebServer(
            settings.host, settings.port, application, settings.trusted_proxies, self.listening
        )

    def _membership(
        self, engine: Database, owner: str, channel: TelegramChannel | None
    ) -> contextlib.AbstractAsyncContextManager[object]:
        """Without Telegram nobody answers what waits in the inbox; a SQLite file has one user."""
        if channel is None:
            if engine.dialect.name == "postgresql":
                return contextlib.nullcontext()
            return Membership(engine, owner, self._version, _nothing, _nothing)
        desk = channel.desk
        return Membership(engine, owner, self._version, desk.look, desk.look_anew)

    def _telegram(
        self, engine: Database, inbox: Inbox, pseudonyms: Pseudonyms, metrics: Metrics
    ) -> TelegramChannel | None:
        settings = self.settings
        if settings.telegram_token is None:
            return None
        webhook = None
        if settings.telegram_webhook_url and settings.telegram_webhook_secret:
            secret = settings.telegram_webhook_secret.get_secret_value()
            webhook = Webhook(settings.telegram_webhook_url, secret)
        return TelegramChannel(
            talk=Talk(self._assistant, self.today),
            live=self.live,
            api=BotApi(
                settings.telegram_token.get_secret_value(),
                settings.telegram_api_url,
                settings.telegram_transport,
                webhook,
            ),
            engine=engine,
            inbox=inbox,
            pseudonyms=pseudonyms,
            metrics=metrics,
            rules=Rules(
                staff=settings.staff_ids,
                questions_per_minute=settings.questions_per_minute,
                retention_days=settings.retention_days,
            ),
        )

    def _reloader(self, watch: "_Watch", metrics: Metrics) -> Reloader:
        return Reloader(
            live=self.live,
            folder=self._folder,
            kept=self.kept,
            metrics=metrics,
            on_taken=watch.note_version,
            on_refused=watch.tell_refused,
        )

    @property
    def _folder(self) -> Path:
        return self.settings.knowledge_dir or PACKAGED

    def _assistant(self) -> Assistant:
        return self.live.assistant

    def _version(self) -> str:
        return self.live.version.id

    def _database_url(self) -> str:
        url = self.settings.database_url
        return default_url(self.kept) if url is None else url.get_secret_value()


@dataclass
class _Watch:
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


def _nothing() -> None: ...


async def _until_stopped(
    channel: TelegramChannel | None, watch: _Watch, reloader: Reloader
) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C cancels the main task
            loop.add_signal_handler(signal_, stop.set)
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, reloader.look_now)
    work = [asyncio.create_task(watch.run()), asyncio.create_task(reloader.run())]
    if channel is not None:
        work.append(asyncio.create_task(channel.run()))
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([*work, stopped], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in [*work, stopped]:
            task.cancel()
        outcomes = await asyncio.gather(*work, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
