import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import create_database
from tests.databases import PostgresServer, migrated

TEMPLATE = "template_migrated"

_numbers = count()


@pytest.fixture(scope="session")
def template(postgres: PostgresServer) -> str:
    """The name of a database to copy that has our tables."""
    postgres.start()
    migrated(postgres.create(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite to copy that has our tables."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_file: Path, tmp_path: Path) -> str:
    """The address of a new file with our tables."""
    return f"sqlite:///{shutil.copy(sqlite_file, tmp_path / 'bot.sqlite')}"


@pytest.fixture
def postgres_url(postgres: PostgresServer, template: str) -> Iterator[str]:
    """The address of a new database with our tables on a running server."""
    postgres.start()  # a test that stopped it may have failed
    name = f"test_{next(_numbers)}"
    yield postgres.create(name, template)
    postgres.start()
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a new database with our tables, of either kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The address of a new and empty database."""
    postgres.start()
    name = f"empty_{next(_numbers)}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new and empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest_asyncio.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a new database with our tables, of either kind."""
    engine = create_database(database_url)
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture
async def empty_engine(empty_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a new and empty database, of either kind."""
    engine = create_database(empty_url)
    yield engine
    await engine.dispose()
