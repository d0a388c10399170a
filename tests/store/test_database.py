import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import (
    Fault,
    StoreError,
    create_database,
    default_url,
    explained,
    explaining,
    fault_of,
    is_passing,
    reading,
    wait_for_database,
)
from bot.store.migrating import migrate
from bot.store.tables import feedback, jobs, service
from tests.store.disks import (
    cramped_engine,
    folder_of_anyone,
    limit_pages,
    without_privileges,
)
from tests.store.writing import count, trouble, write

COUNTER = select(service.c.value).where(service.c.name == "counter")


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///var/bot.sqlite", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////srv/bot.sqlite", "sqlite+aiosqlite"),
        ("postgres://me:sesame@host/bot", "postgresql+asyncpg"),
        ("postgresql://me:sesame@host/bot?sslmode=require", "postgresql+asyncpg"),
        ("postgresql+asyncpg://host/bot", "postgresql+asyncpg"),
    ],
)
def test_addresses(given: str, driver: str) -> None:
    engine = create_database(given)

    assert engine.url.drivername == driver
    assert "sesame" not in f"{engine!r} {engine.url!r} {engine.url}"


@pytest.mark.parametrize(
    "address",
    [
        "mysql://me:sesame@host/bot",
        "postgresql://me:sesame@host:port/bot",
        "sesame",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match=r"^DATABASE_URL .+: .+\.$") as caught:
        create_database(address)

    assert "sesame" not in str(caught.value)


async def test_the_default_is_a_file_that_only_we_can_read(tmp_path: Path) -> None:
    engine = create_database(default_url(tmp_path / "new" / "folder"))
    await migrate(engine)
    await write(engine, "x")

    files = sorted((tmp_path / "new" / "folder").iterdir())

    assert files[0].name == "bot.sqlite"
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    await engine.dispose()


def test_a_default_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match=str(tmp_path / "file")):
        default_url(tmp_path / "file" / "var")


async def test_sqlite_is_careful(sqlite_url: str) -> None:
    engine = create_database(sqlite_url)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")

    async with engine.begin() as connection:
        values = [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in names]

    assert values == ["wal", 2, 1, 10_000, 1]
    await engine.dispose()


async def test_no_update_is_lost(engine: AsyncEngine) -> None:
    await write(engine, "counter")
    async with engine.begin() as connection:
        await connection.execute(update(service).values(value="0"))

    async def increase() -> None:
        for _ in range(10):
            async with engine.begin() as connection:
                value = (await connection.execute(COUNTER.with_for_update())).scalar_one()
                await connection.execute(update(service).values(value=str(int(value) + 1)))

    await asyncio.gather(*(increase() for _ in range(16)))

    async with reading(engine).connect() as connection:
        assert (await connection.execute(COUNTER)).scalar_one() == "160"


async def test_who_reads_waits_for_no_writer(engine: AsyncEngine) -> None:
    async with engine.begin() as writer:
        await writer.execute(insert(jobs).values(name="x", ran_at=0))
        async with asyncio.timeout(60), reading(engine).connect() as reader:
            assert (await reader.execute(select(jobs))).all() == []


async def test_who_reads_cannot_write_and_who_writes_can_again(engine: AsyncEngine) -> None:
    with pytest.raises(DBAPIError) as caught:
        await write(reading(engine), "x")
    assert fault_of(caught.value) is Fault.READ_ONLY

    await write(engine, "y")

    assert await count(engine) == 1


async def test_foreign_keys_hold(engine: AsyncEngine) -> None:
    row = {"question": 1, "is_helpful": True, "given_at": 0}

    with pytest.raises(DBAPIError) as caught:
        async with engine.begin() as connection:
            await connection.execute(insert(feedback).values(row))

    assert not is_passing(caught.value)


async def test_what_people_wrote_is_in_no_sentence(engine: AsyncEngine) -> None:
    await write(engine, "a secret")

    with pytest.raises(DBAPIError) as caught:
        await write(engine, "a secret")

    sentence = str(explained(caught.value, engine.url))
    assert "secret" not in sentence + str(caught.value)
    assert "failed" in sentence


async def test_a_locked_file_is_passing(sqlite_url: str) -> None:
    first, second = create_database(sqlite_url), create_database(sqlite_url)
    event.listen(second.sync_engine, "connect", _never_wait)

    async with first.begin():
        error = await trouble(second)

    assert "is locked" in str(error)
    assert is_passing(error)
    await first.dispose()


def _never_wait(connection: sqlite3.Connection, entry: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 0")
    cursor.close()


@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0" + bytes(8000)])
async def test_a_damaged_file(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    file.write_bytes(content)

    error = await trouble(create_database(f"sqlite:///{file}"))

    assert str(error).startswith(f"The database file {file} is damaged")
    assert not is_passing(error)


async def test_a_file_that_was_damaged_within(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * (len(content) - 100))

    error = await trouble(create_database(sqlite_url))

    assert str(error).startswith(f"The database file {file} is damaged")


async def test_a_missing_folder(tmp_path: Path) -> None:
    error = await trouble(create_database(f"sqlite:///{tmp_path}/missing/bot.sqlite"))

    assert "its folder is missing" in str(error)
    assert str(tmp_path / "missing" / "bot.sqlite") in str(error)
    assert not is_passing(error)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (None, 0o555)]
)
async def test_a_read_only_file_or_folder(
    file_mode: int | None, folder_mode: int, sqlite_file: Path
) -> None:
    with folder_of_anyone() as folder:
        file = folder / "bot.sqlite"
        if file_mode is not None:
            shutil.copy(sqlite_file, file)
            file.chmod(file_mode)
        folder.chmod(folder_mode)
        with without_privileges():
            error = await trouble(create_database(f"sqlite:///{file}"))

    assert str(error).startswith(f"The database file {file} cannot be written")
    assert not is_passing(error)


async def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    error = await trouble(create_database(f"sqlite:///{tmp_path}"))

    assert str(error).startswith(f"The database file {tmp_path} cannot be opened")


async def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with cramped_engine(tmp_path) as (engine, make_room):
        await fills_up(engine, make_room)


async def test_a_file_at_its_limit_loses_nothing(tmp_path: Path) -> None:
    engine = create_database(default_url(tmp_path))

    await fills_up(engine, limit_pages(engine))


async def fills_up(engine: AsyncEngine, make_room: Callable[[], None]) -> None:
    await migrate(engine)
    written = 0

    async def write_much() -> None:
        nonlocal written
        while written < 1000:
            await write(engine, f"{written:040}" + "x" * 5000)
            written += 1

    with pytest.raises(StoreError) as caught, explaining(engine.url):
        await write_much()

    assert "its disk is full" in str(caught.value)
    assert is_passing(caught.value)
    assert 0 < await count(engine) == written

    make_room()
    await write(engine, "x" * 5000)
    assert await count(engine) == written + 1
    await engine.dispose()


async def test_a_database_that_is_there_is_not_waited_for(
    engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    await wait_for_database(engine)

    assert caplog.messages == []


async def test_waiting_mends_no_wrong_file(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_bytes(b"no database" * 1000)
    engine = create_database(default_url(tmp_path))

    with pytest.raises(StoreError, match="is damaged"):
        await wait_for_database(engine)
    await engine.dispose()
