from collections.abc import Iterator
from itertools import count

import pytest

from tests.databases import PostgresServer, postgres_server

_numbers = count()


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the tests of a module."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A new database of a user who has to give a password, which is "sesame"."""
    name = f"guarded_{next(_numbers)}"
    yield postgres.create_guarded(name)
    postgres.start()
    postgres.drop(name)
