from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.app import KEPT
from bot.assistant import Assistant
from handlers.web.visitors import Visitor
from knowledge.loader import PACKAGED
from tests.databases import PostgresServer
from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.served import Served, served
from tests.web.staffed import ASKED, console_on

_numbers = count()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A new database of a user who has to give a password, which is "sesame"."""
    name = f"guarded_{next(_numbers)}"
    postgres.start()
    yield postgres.create_guarded(name)
    postgres.start()
    postgres.drop(name)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, started once for all tests."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """The application on a database of its own, for all tests of pages."""
    async with served(assistant, tmp_path_factory.mktemp("site"), per_minute=100_000) as site:
        yield site


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address(site: Served) -> AsyncIterator[str]:
    """Where a browser finds it."""
    async with site.listening() as address:
        yield address


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def office(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """The console on the packaged knowledge, after a few questions."""
    folder = tmp_path_factory.mktemp("office")
    async with served(assistant, folder, console=console_on(PACKAGED, KEPT)) as site:
        for question in ASKED:
            await site.talk.ask(question, Visitor("192.0.2.1"))
        await site.exchanges.settled()
        yield site
