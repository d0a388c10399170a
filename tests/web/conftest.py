from collections.abc import Iterator
from itertools import count

import pytest

from tests.databases import PostgresServer

_numbers = count()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A new database of a user who has to give a password, which is "sesame"."""
    name = f"guarded_{next(_numbers)}"
    postgres.start()
    yield postgres.create_guarded(name)
    postgres.start()
    postgres.drop(name)
