"""Brings the tables of a database to the version that this program knows."""

import asyncio
import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.database import reshaping
from bot.store.faults import StoreError, explaining, place

PACKAGED = Path(__file__).with_name("migrations")

_LOCK = 0x6C75626C696E  # any number, the same in every process
_PAUSE = 0.1

_log = logging.getLogger(__name__)


async def migrate(engine: AsyncEngine, scripts: Path = PACKAGED, version: str = "head") -> None:
    """Apply the migrations that are missing up to `version`: all of them, or none.

    Processes that start together take turns; who comes later finds the work done.

    Raises:
        StoreError: when the database is newer than this program, or cannot be used.
    """
    with explaining(engine.url):
        async with reshaping(engine).begin() as connection:  # SQLite: with the write lock
            if engine.dialect.name == "postgresql":
                await _take_turn(connection)
            await connection.run_sync(_migrate, scripts, version)


async def _take_turn(connection: AsyncConnection) -> None:
    """Hold the lock of migrations until the transaction ends.

    It is asked for again and again: a single wait would end at the time limit of commands.
    """
    lock = text(f"SELECT pg_try_advisory_xact_lock({_LOCK})")
    while not await connection.scalar(lock):  # noqa: ASYNC110 - another process has no event to set
        await asyncio.sleep(_PAUSE)


def _migrate(connection: Connection, scripts: Path, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    before = MigrationContext.configure(connection).get_current_revision()
    _refuse_newer(before, config, connection)
    command.upgrade(config, version)
    after = MigrationContext.configure(connection).get_current_revision()
    if connection.dialect.name == "sqlite":
        _check_foreign_keys(connection)
    if after != before:
        _log.info("The database went from version %s to %s", before or "none", after)


def _refuse_newer(current: str | None, config: Config, connection: Connection) -> None:
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if current is not None and current not in known:
        raise StoreError(
            f"{place(connection.engine.url)} holds version {current} of the tables, which this "
            f"program does not know, its newest is {known[0]}: start the newer program, or put "
            "an older backup back."
        )


def _check_foreign_keys(connection: Connection) -> None:
    """They were not looked after while tables were replaced."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StoreError(
            f"A migration would leave rows of the table {broken[0]} without the rows they belong "
            "to, so nothing was changed: report it."
        )
