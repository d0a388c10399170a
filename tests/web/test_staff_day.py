"""A member of staff's day: a real browser, real files, and a bot that goes on answering."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.app import LEARNED
from bot.assistant import Assistant
from bot.learned_file import fingerprint, write_learned
from bot.live import Refused
from bot.reloading import Reloader
from bot.understanding.morphology import Morphology
from handlers.web.visitors import Visitor
from knowledge.loader import load
from knowledge.version import Version
from tests.knowledge.small_base import BAKERS, DIALOGUES, WEAVERS, Base, small_base
from tests.web.browsing import PHONE, Visit, visiting
from tests.web.served import Served, served
from tests.web.staffed import console_on, enter

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "telefon do młynarzy"
NUMBER = "+48 81 466 25 05"
HELD = """\
id: everyday
dialogues:
  - - {say: telefon do piekarzy, means: bakers contact}
    - {say: a telefon do tkaczy, means: weavers contact}
"""
LONGEST = 60_000
"""Milliseconds for what another process does."""


@dataclass
class Office:
    """The files, the site that answers from them, and somebody who is logged in."""

    base: Base
    site: Served
    visit: Visit
    address: str

    async def ask(self, browser: Browser, question: str) -> str:
        """What anybody is told."""
        async with visiting(browser, self.address) as visitor:
            await visitor.open("/?lang=pl")
            await visitor.ask(question)
            await expect(visitor.cards).to_have_count(1)
            return await visitor.cards.inner_text()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONGEST / 1000):
            while not condition():  # noqa: ASYNC110 # files and processes tell no event
                await asyncio.sleep(0.05)

    async def until_live(self) -> None:
        """The files as they are now answer."""
        version = load(self.base.folder, lessons=False).version.id
        await self.until(lambda: self.site.live.version.id == version)


@pytest_asyncio.fixture(loop_scope="session")
async def office(assistant: Assistant, browser: Browser, tmp_path: Path) -> AsyncIterator[Office]:
    base = small_base(tmp_path / "knowledge")
    base.write(DIALOGUES, HELD)
    knowledge = load(base.folder, lessons=False)
    learned = replace(assistant.learned, fingerprint=fingerprint(base.folder, knowledge))
    write_learned(tmp_path / LEARNED, learned)
    small = Assistant(knowledge, assistant.texts, Morphology(), learned)

    async def told(_: Version | Refused) -> None:
        """Nobody but the console is told here."""

    console = console_on(base.folder, tmp_path)
    async with served(small, tmp_path, console=console) as site, site.listening() as address:
        follower = Reloader(
            live=site.live,
            folder=base.folder,
            kept=tmp_path,
            metrics=site.metrics,
            on_taken=told,
            on_refused=told,
            longest_rest=0,
        )
        following = asyncio.create_task(follower.run())
        async with visiting(browser, address) as visit:
            yield Office(base, site, visit, address)
            assert visit.complaints == []
            assert visit.strangers == []
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def test_a_day(office: Office, browser: Browser) -> None:
    page = office.visit.page
    assert NUMBER not in await office.ask(browser, QUESTION)

    await enter(office.visit)
    await page.get_by_role("link", name="1 grupa pytań bez odpowiedzi").click()
    group = page.get_by_role("region", name=QUESTION)
    name = group.get_by_role("form", name="Czyja to nazwa: młynarzy")
    await name.get_by_label("Czyja to nazwa").select_option(label="Klaster Piekarzy")
    await name.get_by_role("button").click()

    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_have_text("Sprawdzanie wiersza")
    assert await office.ask(browser, "telefon do piekarzy")  # it goes on answering meanwhile
    await expect(heading).to_have_text("Dopisano", timeout=LONGEST)
    assert "'młynarzy'" in office.base.text(BAKERS)
    await office.until_live()
    assert NUMBER in await office.ask(browser, QUESTION)
    await page.get_by_role("link", name="Wypróbuj: " + QUESTION).click()
    await expect(page.locator(".card h2")).to_have_text("Klaster Piekarzy – Kontakt")

    sound = office.base.text(BAKERS)
    office.base.write(BAKERS, sound.replace("phone:", "fone:"))
    await office.until(lambda: office.site.live.refused is not None)
    assert NUMBER in await office.ask(browser, QUESTION)
    line = sound[: sound.index("phone:")].count("\n") + 1
    for room in ("Wersje", "Sprawdzenie plików"):
        await page.get_by_role("link", name=room).click()
        finding = page.locator(".findings li").first
        await expect(finding).to_contain_text(f"{BAKERS}:{line}:")
        await expect(finding).to_contain_text("Czy chodziło o „phone”?")

    office.base.write(BAKERS, sound)
    await office.until(lambda: office.site.live.refused is None)
    await page.get_by_role("link", name="Sprawdzenie plików").click()
    await expect(page.get_by_role("heading", name="0 błędów")).to_be_visible()
    done = [row["action"] for row in await office.site.rows("staff_actions")]
    assert done == ["login", "accept-alias"]


async def test_what_would_break_is_shown_in_place_of_writing_also_without_a_script(
    office: Office, browser: Browser
) -> None:
    before = office.base.text(WEAVERS)
    await office.site.talk.ask(QUESTION, Visitor("192.0.2.1"))
    await office.site.exchanges.settled()
    async with visiting(browser, office.address, javascript=False, size=PHONE) as visit:
        await enter(visit, "en")
        await visit.page.get_by_role("link", name="Unanswered questions", exact=True).click()
        name = visit.page.get_by_role("form", name="Whose name this is: młynarzy")
        await name.get_by_label("as a new name").fill("piekarze")
        await name.get_by_label("Whose name").select_option(label="Weavers' Cluster")
        await name.get_by_role("button").click()
        broken = visit.page.get_by_role("heading", name="Not added")
        async with asyncio.timeout(LONGEST / 1000):
            while not await broken.is_visible():
                await visit.page.get_by_role("link", name="See whether it is done").click()

        assert "telefon do piekarzy" in await visit.page.locator(".findings").inner_text()
        assert office.base.text(WEAVERS) == before

        await visit.page.get_by_role("button", name="Add it all the same").click()
        written = visit.page.get_by_role("heading", name="Added")
        async with asyncio.timeout(LONGEST / 1000):
            while not await written.is_visible():
                await visit.page.get_by_role("link", name="See whether it is done").click()

    assert "'piekarze'" in office.base.text(WEAVERS)
