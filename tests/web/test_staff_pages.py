"""axe-core has nothing against any page of the console, light or dark, small or large."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from sqlalchemy import delete

from bot.live import Refused
from bot.rehearsal import Broken
from bot.store import attempts, tables
from handlers.web.staff.guard import COOKIE
from knowledge.problem import Problem
from knowledge.version import Version
from tests.web.browsing import DESKTOP, PHONE, Visit, violations_anywhere, visiting
from tests.web.served import Served
from tests.web.staffed import IN_VAIN, staff

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROBLEM = Problem("clusters/esta.yaml", 7, 3, "unknown-key", (("key", "nmae"),), "name")
BROKEN = Broken("dialogues/everyday.yaml", 2, 1, "telefon do ESTA", ("esta contact",), "none")
SENT = {
    "kind": "alias",
    "language": "pl",
    "entity": "esta",
    "topic": "",
    "item": "estakada",
    "question": IN_VAIN,
    "gist": "0" * 16,
    "size": 1,
    "file": "clusters/esta.yaml",
    "line": "- 'estakada'",
}
OUTCOMES: dict[str, tuple[attempts.State, attempts.Data]] = {
    "written": ("written", {"problems": [], "broken": []}),
    "unsound": ("refused", {"problems": [asdict(PROBLEM)], "broken": []}),
    "breaking": ("refused", {"problems": [], "broken": [asdict(BROKEN)]}),
    "failed": ("failed", {"reason": "disk"}),
}
STATES = {
    "overview": "/staff?lang=pl",
    "unanswered": "/staff/unanswered?lang=pl",
    "freshness": "/staff/freshness?lang=en",
    "completeness": "/staff/completeness?lang=pl",
    "findings": "/staff/findings?lang=en",
    "cards": "/staff/cards?lang=pl&entity=lotniczy&topic=contact",
    "a table": "/staff/cards?lang=en&topic=list",
    "tryout": "/staff/tryout?lang=pl&q=telefon+do+fotoniki",
    "versions": "/staff/versions?lang=pl",
    "usage": "/staff/usage?lang=en",
    "running": "/staff/attempts/running?lang=pl",
    **{name: f"/staff/attempts/{name}?lang=pl" for name in OUTCOMES},
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(office: Served) -> AsyncIterator[tuple[str, str]]:
    """The address, and a session; there are attempts of every kind, and a version with errors."""
    await attempts.begin(office.engine, "running", SENT)
    for name, (state, outcome) in OUTCOMES.items():
        await attempts.begin(office.engine, name, SENT)
        await attempts.end(office.engine, name, state, outcome)
    now = datetime.now(UTC)
    office.live.refused = Refused(Version("0123456789ab", now), now, (PROBLEM,))
    async with office.listening() as address, staff(office, "198.51.100.9") as client:
        yield address, client.cookies[COOKIE]
    office.live.refused = None
    async with office.engine.begin() as connection:
        await connection.execute(delete(tables.attempts))


async def accessible(visit: Visit) -> None:
    """Nothing is found, and nothing is wider than the page."""
    for width, height in (PHONE, DESKTOP):
        await visit.page.set_viewport_size({"width": width, "height": height})
        assert await visit.page.evaluate("document.documentElement.scrollWidth") == width
    assert await violations_anywhere(visit.page) == []


@pytest.mark.parametrize("state", STATES)
async def test_a_page_is_accessible(browser: Browser, house: tuple[str, str], state: str) -> None:
    address, session = house
    async with visiting(browser, address) as visit:
        cookie = {"name": COOKIE, "value": session, "url": f"{address}/staff"}
        await visit.page.context.add_cookies([cookie])  # type: ignore[list-item]
        await visit.open(STATES[state])
        await expect(visit.page.locator("nav.rooms")).to_be_visible()
        await visit.page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )

        await accessible(visit)
        assert visit.complaints == []
        assert visit.strangers == []


async def test_the_door_is_accessible(browser: Browser, house: tuple[str, str]) -> None:
    address, _ = house
    async with visiting(browser, address) as visit:
        await visit.open("/staff?lang=pl")
        await accessible(visit)
        await visit.page.get_by_label("Hasło").fill("not the password")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.get_by_role("alert")).to_have_text("To nie jest to hasło.")
        await accessible(visit)


async def test_the_closed_door_is_accessible(browser: Browser, address: str) -> None:
    async with visiting(browser, address) as visit:
        await visit.open("/staff?lang=en")
        await expect(visit.page.get_by_text("STAFF_PASSWORD")).to_be_visible()
        await accessible(visit)
