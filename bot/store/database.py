"""The connection to the database: SQLite in a file, or a PostgreSQL server."""

import asyncio
import logging
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pydantic_core import from_json, to_json
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.faults import Fault, StoreError, explained, explaining, fault_of, is_passing

__all__ = [
    "Database",
    "Fault",
    "StoreError",
    "create_database",
    "default_url",
    "explained",
    "explaining",
    "fault_of",
    "is_passing",
    "of_one_thread",
    "reading",
    "reshaping",
    "wait_for_database",
]

Database = AsyncEngine
"""What the rest of the program holds, without knowing SQLAlchemy."""

FILE = "bot.sqlite"

_log = logging.getLogger(__name__)

_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_OPTIONS: Final = {"ssl": "sslmode"}  # a word of SQLAlchemy's and its common name
_LOCK_SECONDS = 10
_CONNECT_SECONDS = 10
_COMMAND_SECONDS = 60  # a server that vanished without a word would be waited for much longer
_PAUSE = 0.05
_CONNECTIONS: Final = {"pool_size": 5, "max_overflow": 5}
_IDLE_SECONDS = 300  # firewalls forget connections that are silent for longer

_JSON: Final = {  # a fifth and half of the standard library's time
    "json_serializer": lambda value: to_json(value).decode(),
    "json_deserializer": from_json,
}

_CAREFUL = (
    f"PRAGMA busy_timeout = {_LOCK_SECONDS * 1000}",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is deleted is also overwritten
)
_MANNER = "sqlite_manner"
_WRITING, _READING, _RESHAPING = "writing", "reading", "reshaping"
_BEGIN = {
    # Who writes takes the lock before reading, so nothing read is out of date when it is written.
    _WRITING: ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = ON", "BEGIN IMMEDIATE"),
    _READING: ("PRAGMA query_only = ON", "PRAGMA foreign_keys = ON", "BEGIN DEFERRED"),
    _RESHAPING: ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
}


def create_database(url: str) -> AsyncEngine:
    """The engine for an address of SQLite or PostgreSQL; it connects when it is first used.

    A transaction of SQLite takes the write lock at its beginning. On PostgreSQL a row that is read
    to be written has to be selected with `with_for_update()`, which SQLite ignores.

    Raises:
        StoreError: when the address is none of these.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return _postgresql(address)


def default_url(folder: Path) -> str:
    """The address of the SQLite file in this folder, which is made when it is missing.

    Raises:
        StoreError: when the folder cannot be made.
    """
    url = URL.create("sqlite+aiosqlite", database=str(folder.absolute() / FILE))
    with explaining(url):
        folder.mkdir(parents=True, exist_ok=True)
    return url.render_as_string()


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same connections for transactions that only read: they wait for no writer.

    Make it once and keep it. Writing through it is an error.
    """
    return engine.execution_options(**{_MANNER: _READING, "postgresql_readonly": True})


def reshaping(engine: AsyncEngine) -> AsyncEngine:
    """The same connections for changes of the tables, which SQLite makes by replacing them.

    Foreign keys are not looked after meanwhile: replaced rows would take others with them.
    """
    return engine.execution_options(**{_MANNER: _RESHAPING})


async def wait_for_database(
    engine: AsyncEngine, first_pause: float = 0.25, longest_pause: float = 10
) -> None:
    """Return once the database answers; a server that is away is asked again and again.

    Raises:
        StoreError: for trouble that waiting does not mend.
    """
    pause, has_waited = first_pause, False
    while True:
        try:
            async with reading(engine).connect() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception as error:
            sentence = explained(error, engine.url)
            if not is_passing(error):
                raise sentence from error
            if not has_waited:
                _log.warning("Waiting for the database. %s", sentence)
            has_waited = True
        else:
            if has_waited:
                _log.info("The database is there")
            return
        await asyncio.sleep(pause)
        pause = min(2 * pause, longest_pause)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        driver = _DRIVERS[address.drivername]
    except (ArgumentError, KeyError, ValueError):
        # The address is not repeated, nor is what complains of it: a password may be in it.
        message = (
            "DATABASE_URL is no address of a database: write sqlite:///folder/file.sqlite "
            "or postgresql://user:password@host/database."
        )
        raise StoreError(message) from None
    if driver.startswith("sqlite") and address.database in (None, "", ":memory:"):
        raise StoreError(
            "DATABASE_URL names no file for SQLite: write sqlite:///folder/file.sqlite."
        )
    return address.set(drivername=driver)


def of_one_thread(engine: AsyncEngine) -> Engine:
    """A connection of its own to the same file of SQLite, for a thread; it keeps to `reading`."""
    url = engine.url.set(drivername="sqlite")
    plain = create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0, **_JSON)
    event.listen(plain, "connect", _be_careful)
    event.listen(plain, "begin", _begin_sqlite)
    return plain.execution_options(**engine.get_execution_options())


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(url, hide_parameters=True, **_CONNECTIONS, **_JSON)
    event.listen(engine.sync_engine, "do_connect", _make_private_file(Path(str(url.database))))
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _make_private_file(path: Path) -> Any:
    def make(*_: object) -> None:
        # Only a new file is opened: closing another would drop the locks SQLite holds on it.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        # aiosqlite leaves a thread behind that complains later where a file cannot be opened.
        sqlite3.connect(path).close()

    return make


def _prepare_sqlite(connection: Any, entry: ConnectionPoolEntry) -> None:
    _be_careful(connection, entry)
    connection.run_async(_log_ahead)


def _be_careful(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not in the driver
    cursor = connection.cursor()
    for pragma in _CAREFUL:
        cursor.execute(pragma)
    cursor.close()


async def _log_ahead(driver: Any) -> None:
    """Turn the write-ahead log on; processes that open a new file together may collide there."""
    now = asyncio.get_running_loop().time
    deadline = now() + _LOCK_SECONDS
    while True:
        try:
            await driver.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if fault_of(error) is not Fault.LOCKED or now() > deadline:
                raise
        await asyncio.sleep(_PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    manner = connection.get_execution_options().get(_MANNER, _WRITING)
    *pragmas, begin = _BEGIN[manner]
    if connection.info.get(_MANNER) != manner:
        for pragma in pragmas:
            connection.exec_driver_sql(pragma)
        connection.info[_MANNER] = manner
    connection.exec_driver_sql(begin)


def _postgresql(url: URL) -> AsyncEngine:
    options: dict[str, object] = {"timeout": _CONNECT_SECONDS, "command_timeout": _COMMAND_SECONDS}
    kept = {_OPTIONS.get(name, name): value for name, value in url.query.items()}
    kept.pop("channel_binding", None)  # asyncpg knows nothing of it
    if not url.host and isinstance(kept.get("host"), str):  # the folder of a socket
        url = url.set(host=str(kept.pop("host")))
    if kept:  # sslmode and its like are words of libpq, which asyncpg reads in an address only
        options["dsn"] = URL.create("postgresql", query=kept).render_as_string(hide_password=False)
    engine = create_async_engine(
        url.set(query={}),
        connect_args=options,
        hide_parameters=True,
        pool_recycle=_IDLE_SECONDS,
        **_CONNECTIONS,
        **_JSON,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, entry: ConnectionPoolEntry, proxy: object) -> None:
    """Connections that a restart of the server cut are replaced, without a ping each time."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError
