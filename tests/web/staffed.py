"""The console on real files, and what tests do in it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
from argon2 import PasswordHasher
from playwright.async_api import expect

from bot import apart
from bot.accepting import accept
from bot.live import Live
from bot.store.database import Database
from handlers.web.staff.console import Console
from handlers.web.staff.passwords import Password
from handlers.web.staff.sessions import LIFE, Sessions, session_key
from tests.web.browsing import Visit
from tests.web.reading import read
from tests.web.served import Served

PASSWORD = "sesame, open the door"
HASH = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
"""One that is soon looked at."""
KEY = b"a key for the tests"
IN_VAIN = "gdzie kupię kryptowaluty?"
FORMULA = "=HYPERLINK(1)"
ASKED = (IN_VAIN, IN_VAIN, FORMULA, "lista klastrów", "telefon do fotoniki")
"""By visitors, before anything is looked at."""


def console_on(
    folder: Path, kept: Path, *, password: str = HASH, life: int = LIFE
) -> Callable[[Live, Database], Console]:
    """As the program puts it together, for a folder of knowledge."""

    def console(live: Live, engine: Database) -> Console:
        return Console(
            password=Password(password),
            sessions=Sessions(session_key(KEY, password), life),
            live=live,
            engine=engine,
            inspect=partial(apart.inspect, folder),
            accept=partial(accept, folder=folder, kept=kept),
        )

    return console


async def token(client: httpx.AsyncClient, path: str = "/staff") -> str:
    """What the forms of a page carry."""
    page = read((await client.get(path)).text)
    return page.all("input", name="csrf")[0].attributes["value"]


async def log_in(client: httpx.AsyncClient, password: str = PASSWORD) -> httpx.Response:
    """By the form."""
    form = {"csrf": await token(client), "password": password}
    return await client.post("/staff/login?lang=en", data=form)


@asynccontextmanager
async def staff(site: Served, address: str = "192.0.2.8") -> AsyncIterator[httpx.AsyncClient]:
    """Requests of somebody who is logged in."""
    async with site.client(address) as client:
        assert (await log_in(client)).status_code == 303
        yield client


async def enter(visit: Visit, language: str = "pl") -> None:
    """Log in by hand."""
    await visit.open(f"/staff?lang={language}")
    await visit.page.locator("input[type=password]").fill(PASSWORD)
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator("nav.rooms")).to_be_visible()
