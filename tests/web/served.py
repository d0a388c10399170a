"""The real application on a real SQLite file, in this process: called directly, or served."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
from sqlalchemy import select
from sqlalchemy.engine import RowMapping
from starlette.types import ASGIApp

from bot.assistant import Assistant
from bot.live import Live
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.store import tables
from bot.store.database import Database, create_database
from bot.store.exchanges import Exchanges
from bot.store.migrating import migrate
from handlers.web.application import web_application
from handlers.web.channel import Web
from handlers.web.server import WebServer
from handlers.web.staff.console import Console
from handlers.web.talk import WebTalk

TODAY = date(2025, 12, 1)
VERSION = "0123456789ab"


@dataclass(frozen=True)
class Served:
    """The application and what stands behind it."""

    application: ASGIApp
    talk: WebTalk
    engine: Database
    exchanges: Exchanges
    metrics: Metrics
    today: list[date]
    live: Live

    @asynccontextmanager
    async def client(self, address: str = "192.0.2.7") -> AsyncIterator[httpx.AsyncClient]:
        """Requests from this address, without a network."""
        transport = httpx.ASGITransport(self.application, client=(address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot.test") as client:
            yield client

    @asynccontextmanager
    async def listening(self, trusted_proxies: Sequence[str] = ()) -> AsyncIterator[str]:
        """Its address on this machine."""
        async with WebServer("127.0.0.1", 0, self.application, trusted_proxies) as address:
            yield address

    async def rows(self, table: str) -> Sequence[RowMapping]:
        """All that a table holds, once what was said is committed."""
        await self.exchanges.settled()
        async with self.engine.connect() as connection:
            found = await connection.execute(select(tables.metadata.tables[table]))
            return found.mappings().all()


@asynccontextmanager
async def served(
    assistant: Assistant,
    folder: Path,
    *,
    per_minute: int = 1000,
    origins: tuple[str, ...] = (),
    console: Callable[[Live, Database], Console] | None = None,
) -> AsyncIterator[Served]:
    """The application with a database in this folder; the day is `today[0]`."""
    live = Live(assistant)
    engine = create_database(f"sqlite:///{folder / 'web.sqlite'}")
    metrics, today = Metrics(), [TODAY]
    try:
        await migrate(engine)
        async with Exchanges(engine) as exchanges:
            talk = WebTalk(
                assistant=lambda: live.assistant,
                today=lambda: today[0],
                engine=engine,
                exchanges=exchanges,
                pseudonyms=Pseudonyms(b"a key for the tests"),
                metrics=metrics,
                per_minute=per_minute,
            )
            web = Web(
                talk=talk,
                assistant=lambda: live.assistant,
                today=lambda: today[0],
                knowledge_version=lambda: VERSION,
                metrics=metrics,
                retention_days=90,
                origins=origins,
                console=console(live, engine) if console else None,
            )
            application = web_application(web, [], [])
            yield Served(application, talk, engine, exchanges, metrics, today, live)
    finally:
        await engine.dispose()
