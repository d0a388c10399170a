import asyncio
import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    MetaData,
    Numeric,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.types import TypeEngine

from bot.store.database import StoreError, create_database, explaining, reading
from bot.store.migrating import PACKAGED, migrate
from bot.store.tables import metadata
from tests.program import ROOT, environment

VERSIONS = [script.revision for script in ScriptDirectory(str(PACKAGED)).walk_revisions()]
NEWEST = VERSIONS[0]
NEXT = """
import os, signal
from alembic import op
import sqlalchemy as sa
revision, down_revision = "next", "{newest}"
def upgrade():
    op.create_table("addition", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO jobs (name, ran_at) VALUES ('migrated', 0)")
    {end}
"""
MIGRATE = """
import asyncio, sys
from pathlib import Path
from bot.store.database import create_database
from bot.store.migrating import migrate

async def main():
    engine = create_database(sys.argv[1])
    await migrate(engine, Path(sys.argv[2]))
    await engine.dispose()

asyncio.run(main())
"""


def with_next(folder: Path, end: str = "pass") -> Path:
    """Our migrations and one more, which ends with this statement."""
    scripts = folder / "migrations"
    shutil.copytree(PACKAGED, scripts, dirs_exist_ok=True)
    source = NEXT.format(newest=NEWEST, end=end)
    (scripts / "versions" / "next.py").write_text(source, encoding="utf-8")
    return scripts


def start_migrating(url: str, scripts: Path) -> subprocess.Popen[str]:
    """The same in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", MIGRATE, url, str(scripts)],
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )


def shape(connection: Connection) -> dict[str, str]:
    """Everything about the tables that the database itself says."""
    inspector = inspect(connection)
    return {
        table: "\n".join(
            map(
                _described,
                [
                    *inspector.get_columns(table),
                    inspector.get_pk_constraint(table),
                    *inspector.get_foreign_keys(table),
                    *inspector.get_indexes(table),
                ],
            )
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _described(part: object) -> str:
    if isinstance(part, dict):
        return str({key: _described(value) for key, value in part.items()})
    return repr(part) if isinstance(part, TypeEngine) else str(part)


async def shape_of(engine: AsyncEngine) -> dict[str, str]:
    async with reading(engine).connect() as connection:
        return await connection.run_sync(shape)


async def version_of(engine: AsyncEngine) -> str | None:
    async with reading(engine).connect() as connection:
        return await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )


async def test_the_migrations_make_what_the_tables_say(engine: AsyncEngine) -> None:
    async with reading(engine).connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )

    assert differences == []


async def test_the_migrations_make_it_to_the_letter(empty_engine: AsyncEngine) -> None:
    async with empty_engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        wanted = await connection.run_sync(shape)
        await connection.run_sync(metadata.drop_all)

    await migrate(empty_engine)

    assert await shape_of(empty_engine) == wanted


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_version_goes_to_the_newest_and_keeps_its_rows(
    version: str, empty_engine: AsyncEngine
) -> None:
    await migrate(empty_engine, version=version)
    async with empty_engine.begin() as connection:
        before = await connection.run_sync(fill)

    await migrate(empty_engine)

    assert await version_of(empty_engine) == NEWEST
    async with reading(empty_engine).connect() as connection:
        for table in before:
            assert await connection.scalar(select(func.count()).select_from(text(table))) == 1


def fill(connection: Connection) -> list[str]:
    """Put a row into every table; their names."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            connection.execute(insert(table).values(row(table)))
    return [table.name for table in tables.sorted_tables]


def row(table: Table) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in table.columns:
        match column.type:
            case String():
                values[column.name] = "x"
            case Boolean():
                values[column.name] = True
            case JSON():
                values[column.name] = {}
            case Numeric():
                values[column.name] = 1.5
            case _:
                values[column.name] = 1
    return values


async def test_again_is_nothing_new(engine: AsyncEngine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")

    await migrate(engine)

    assert caplog.messages == []


async def test_tasks_that_start_together_take_turns(
    empty_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    engines = [create_database(empty_url) for _ in range(4)]

    await asyncio.gather(*map(migrate, engines))

    assert caplog.messages == [f"The database went from version none to {NEWEST}"]
    for engine in engines:
        await engine.dispose()


async def test_processes_that_start_together_take_turns(
    empty_url: str, empty_engine: AsyncEngine, tmp_path: Path
) -> None:
    processes = [start_migrating(empty_url, with_next(tmp_path)) for _ in range(2)]

    outputs = [process.communicate()[1] for process in processes]

    assert [process.returncode for process in processes] == [0, 0], outputs
    assert await version_of(empty_engine) == "next"


async def test_a_newer_database_is_refused_and_left_alone(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await migrate(engine, with_next(tmp_path))

    with pytest.raises(StoreError) as caught:
        await migrate(engine)

    place = "The database file /" if engine.dialect.name == "sqlite" else "The PostgreSQL server"
    assert str(caught.value).startswith(place)
    assert (
        f"version next of the tables, which this program does not know, its newest is {NEWEST}"
        in str(caught.value)
    )
    assert await version_of(engine) == "next"


@pytest.mark.parametrize("end", ["raise RuntimeError('oops')", "op.execute('no such words')"])
async def test_a_failure_amid_a_migration_changes_nothing(
    end: str, engine: AsyncEngine, tmp_path: Path
) -> None:
    before = await shape_of(engine)

    with pytest.raises((RuntimeError, StoreError)):
        await migrate(engine, with_next(tmp_path, end))

    await is_as_before_and_goes_on(before, engine, tmp_path)


async def test_a_crash_amid_a_migration_changes_nothing(
    database_url: str, engine: AsyncEngine, tmp_path: Path
) -> None:
    before = await shape_of(engine)

    process = start_migrating(
        database_url, with_next(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    )
    output = process.communicate()[1]

    assert process.returncode == -signal.SIGKILL, output
    await is_as_before_and_goes_on(before, engine, tmp_path)


async def is_as_before_and_goes_on(
    before: dict[str, str], engine: AsyncEngine, folder: Path
) -> None:
    assert await shape_of(engine) == before
    assert await version_of(engine) == NEWEST

    await migrate(engine, with_next(folder))

    assert await version_of(engine) == "next"
    assert "addition" in await shape_of(engine)


async def test_a_replaced_table_takes_no_other_rows_with_it(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(fill)
    change = 'with op.batch_alter_table("questions", recreate="always") as t:\n'
    change += '        t.add_column(sa.Column("more", sa.Text))'
    if engine.dialect.name == "postgresql":
        change = 'op.add_column("questions", sa.Column("more", sa.Text))'

    await migrate(engine, with_next(tmp_path, change))

    assert "more" in (await shape_of(engine))["questions"]
    async with reading(engine).connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM feedback")) == 1


async def test_rows_that_would_lose_theirs_stop_a_migration(
    sqlite_url: str, tmp_path: Path
) -> None:
    engine = create_database(sqlite_url)
    async with engine.begin() as connection:
        await connection.run_sync(fill)

    with pytest.raises(StoreError, match="rows of the table feedback"):
        await migrate(engine, with_next(tmp_path, "op.execute('DELETE FROM questions')"))

    assert await version_of(engine) == NEWEST
    await engine.dispose()


async def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    engine = create_database("postgresql://me:sesame@127.0.0.1:1/bot")

    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1 cannot be reached"):
        await migrate(engine)


async def test_tables_of_others_are_named(empty_engine: AsyncEngine) -> None:
    async with empty_engine.begin() as connection:
        await connection.execute(text("CREATE TABLE people (name TEXT)"))

    with pytest.raises(StoreError, match="failed"), explaining(empty_engine.url):
        await migrate(empty_engine)

    assert await version_of(empty_engine) is None
