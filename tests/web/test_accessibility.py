"""axe-core has nothing against any page in any state, light or dark, small or large."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, expect

from tests.web.browsing import Visit, violations, violations_anywhere, visiting

pytestmark = pytest.mark.asyncio(loop_scope="session")


def at(path: str) -> Callable[[Visit], Awaitable[None]]:
    """The state that a link leads to."""
    return lambda visit: visit.open(path)


async def talking(visit: Visit) -> None:
    await visit.open("/?lang=en")
    await visit.ask("what does the wood cluster do?")
    await expect(visit.cards).to_have_count(1)
    await visit.cards.locator("summary").click()
    await visit.cards.get_by_role("button", name="No").click()
    await expect(visit.cards.locator(".feedback")).to_contain_text("What was wrong?")


async def in_trouble(visit: Visit) -> None:
    await visit.open("/?lang=en")
    await visit.page.context.set_offline(True)
    await visit.ask("list of clusters")
    await expect(visit.page.get_by_role("alert")).not_to_be_empty()


async def forgotten(visit: Visit) -> None:
    await visit.open("/c/lotniczy?lang=pl")
    await visit.page.get_by_role("button", name="Usuń tę rozmowę").click()
    await expect(visit.page.get_by_role("heading", name="Usunięte")).to_be_visible()


STATES = {
    "welcome": at("/?lang=pl"),
    "card": at("/c/lubelska-medycyna/contact?lang=pl"),
    "two languages": at("/?q=хто+керує+кластером&lang=en"),
    "list": at("/?q=lista+klastrów&lang=pl"),
    "comparison": at("/?q=compare+the+aviation+and+biotech+clusters&lang=en"),
    "asking back": at("/?q=kontakt+klaster+ICT&lang=pl"),
    "not found": at("/?q=what+will+the+weather+be&lang=en"),
    "talking": talking,
    "in trouble": in_trouble,
    "clusters": at("/clusters?lang=pl"),
    "no clusters": at("/clusters?lang=en&words=zeppelin"),
    "privacy": at("/privacy?lang=en"),
    "missing": at("/c/lotnczy"),
    "error": at("/clusters?members_from=many"),
    "forgotten": forgotten,
}


@pytest.mark.parametrize("state", STATES)
async def test_a_page_is_accessible(browser: Browser, address: str, state: str) -> None:
    async with visiting(browser, address) as visit:
        await STATES[state](visit)
        assert await violations_anywhere(visit.page) == []


async def test_what_can_hardly_be_read_or_has_no_name_would_be_found(
    browser: Browser, address: str
) -> None:
    async with visiting(browser, address) as visit:
        await visit.open("/?lang=en")
        await visit.page.evaluate("document.querySelector('h1').style.color = '#ccc'")
        await visit.page.evaluate("document.querySelector('#ask label').remove()")
        await visit.page.evaluate("document.getElementById('question').placeholder = ''")

        assert [found.partition(":")[0] for found in await violations(visit.page)] == [
            "color-contrast",
            "label",
        ]
