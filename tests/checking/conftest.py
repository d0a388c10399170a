from collections.abc import Iterator

import pytest

from tests.checking.web import Web, web_server


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server of its own for the test."""
    with web_server() as web:
        yield web
