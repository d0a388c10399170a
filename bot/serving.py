"""The running program: store, channel and server put together, started, watched and stopped."""

import asyncio
import contextlib
import logging
import secrets
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from socket import socket

from bot import apart
from bot.accepting import accept
from bot.app import keep_for_good
from bot.assistant import Assistant
from bot.live import Live
from bot.masking import make_ready as make_masking_ready
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.reloading import Reloader
from bot.settings import Settings
from bot.store import service
from bot.store.database import (
    Database,
    create_database,
    default_url,
    wait_for_database,
)
from bot.store.exchanges import Exchanges
from bot.store.inbox import Inbox
from bot.store.migrating import migrate
from bot.store.replicas import Membership
from bot.store.versions import note_version
from bot.upkeep import Upkeep
from handlers.telegram.channel import BotApi, Rules, TelegramChannel, Webhook
from handlers.telegram.talk import Talk
from handlers.web.application import web_application
from handlers.web.channel import Web
from handlers.web.health import health_router
from handlers.web.server import WebServer
from handlers.web.staff.console import Console
from handlers.web.staff.passwords import Password
from handlers.web.staff.sessions import Sessions, session_key
from handlers.web.talk import WebTalk
from knowledge.loader import PACKAGED

_log = logging.getLogger(__name__)


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
            watch = Upkeep(engine, self.live, talk, channel, inbox, metrics, days)
            reloader = self._reloader(watch, metrics)
            console = self._console(engine, pseudonyms.key)
            web = self._web(talk, channel, console, watch, metrics)
            async with self._membership(engine, owner, channel), web as address:
                self.say(f"The chat: {address}/")
                self.say(f"Whether all is well: {address}/readyz")
                keep_for_good()
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
        watch: Upkeep,
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

    def _reloader(self, watch: Upkeep, metrics: Metrics) -> Reloader:
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


def _nothing() -> None: ...


async def _until_stopped(
    channel: TelegramChannel | None, watch: Upkeep, reloader: Reloader
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
