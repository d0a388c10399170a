"""The chat in a page of another origin, in a real browser: let in and kept out, by keys alone."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.assistant import Assistant
from handlers.web.application import WIDGET
from handlers.web.assets import Assets
from handlers.web.server import WebServer
from tests.telegram.emulator import TIMEOUT
from tests.web.served import Served, served

pytestmark = pytest.mark.asyncio(loop_scope="module")

expect.set_options(timeout=1000 * TIMEOUT)

Scheme = Literal["light", "dark"]

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LIMIT = 15_000
PHONE, DESKTOP = (320, 568), (1280, 800)
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PAGE = """<!doctype html><html lang="{language}"><head><title>Miasto</title></head>
<body><main><h1>Miasto</h1><p><a href="#top">Link</a></p></main>
<script src="{bot}/widget.js" data-lang="{language}" async></script></body></html>"""


class Foreign:
    """A page of somebody else, whose policy allows nothing but the widget and what it asks."""

    bot = ""
    language = "pl"

    async def show(self, _: Request) -> HTMLResponse:
        policy = f"default-src 'none'; script-src {self.bot}; connect-src {self.bot}"
        page = PAGE.format(bot=self.bot, language=self.language)
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})


@dataclass
class Town:
    """The foreign page's addresses, one of which the bot's settings name, and the bot's."""

    allowed: str
    refused: str
    page: Foreign
    bot: Served
    browser: Browser


@dataclass
class Visit:
    """The page in the browser, and what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def ask(self, question: str) -> None:
        await self.page.get_by_role("textbox").fill(question)
        await self.page.keyboard.press("Enter")

    async def answered(self, title: str) -> None:
        await expect(self.page.locator(".card h3").last).to_have_text(title)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Town]:
    page = Foreign()
    folder: Path = tmp_path_factory.mktemp("widget")
    async with AsyncExitStack() as stack:
        foreign = Starlette(routes=[Route("/", page.show)])
        allowed = await stack.enter_async_context(WebServer("127.0.0.1", 0, foreign))
        bot = await stack.enter_async_context(served(assistant, folder, origins=(allowed,)))
        page.bot = await stack.enter_async_context(bot.listening())
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        stack.push_async_callback(browser.close)
        yield Town(allowed, allowed.replace("127.0.0.1", "localhost"), page, bot, browser)


@asynccontextmanager
async def visiting(
    town: Town,
    address: str | None = None,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "light",
) -> AsyncIterator[Visit]:
    """Somebody new on the page; by default where the widget is allowed."""
    width, height = size
    context = await town.browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    try:
        visit = Visit(await context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        await visit.page.goto(address or town.allowed)
        yield visit
    finally:
        await context.close()


async def focused(page: Page) -> str:
    """The name of the focused element, looked for inside the widget."""
    text: str = await page.evaluate(
        """() => {
            const inside = document.activeElement.shadowRoot?.activeElement;
            return inside?.getAttribute("aria-label") || inside?.id || inside?.textContent || "";
        }"""
    )
    return text


async def violations(page: Page) -> Sequence[str]:
    await page.evaluate(Axe().axe_script)
    found = await page.evaluate(
        "(only) => axe.run({ runOnly: only, resultTypes: ['violations'] })",
        {"type": "tag", "values": list(STANDARDS)},
    )
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


async def test_it_asks_nothing_before_it_is_opened_and_nobody_but_the_bot(town: Town) -> None:
    async with visiting(town) as visit:
        launcher = visit.page.get_by_role("button", name="Zapytaj o klastry")
        await expect(launcher).to_be_visible()
        before = visit.requests[:]
        await launcher.click()
        await visit.answered("Powitanie")
        await visit.ask("kontakt do fotoniki")
        await visit.answered("Klaster Fotoniki i Światłowodów – Kontakt")
        cookies = await visit.page.context.cookies()

    assert before == [f"{town.allowed}/", f"{town.page.bot}/widget.js"]
    assert all(url.startswith(town.page.bot) for url in visit.requests[1:])
    assert visit.complaints == []
    assert cookies == []


async def test_a_page_of_another_origin_gets_no_answer(town: Town) -> None:
    async with visiting(town, town.refused) as visit:
        await visit.page.get_by_role("button", name="Zapytaj o klastry").click()
        await expect(visit.page.locator(".error")).to_have_text(
            "Nie udało się połączyć z asystentem. "
            "Proszę sprawdzić połączenie i spróbować jeszcze raz."
        )
        await visit.ask("kontakt do fotoniki")
        await expect(visit.page.locator(".error")).to_have_count(2)

        assert await visit.page.locator(".card").count() == 0
        await expect(visit.page.get_by_role("textbox")).to_have_value("kontakt do fotoniki")


async def test_a_conversation_by_keys_alone(town: Town) -> None:
    async with visiting(town) as visit:
        page = visit.page
        await page.get_by_role("link", name="Link").focus()
        await page.keyboard.press("Tab")
        launcher = await focused(page)
        await page.keyboard.press("Enter")
        await visit.answered("Powitanie")
        typing = await focused(page)
        await page.keyboard.type("klaster lotniczy")
        await page.keyboard.press("Enter")
        title = "Lubelski Klaster Zaawansowanych Technologii Lotniczych"
        await visit.answered(title)
        await expect(page.get_by_role("status")).to_contain_text(f"{title}. ")
        still = await focused(page)
        await page.locator(".card").last.get_by_role("button").first.focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".card")).to_have_count(3)
        heading = await page.locator(".card h3").last.text_content()
        await expect(page.locator(".card h3").last).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        closed = await focused(page)

    assert launcher == closed == "Zapytaj o klastry"
    assert typing == still == "question"
    assert heading
    assert visit.complaints == []


async def test_a_reload_keeps_the_conversation(town: Town) -> None:
    async with visiting(town) as visit:
        await visit.page.get_by_role("button", name="Zapytaj o klastry").click()
        await visit.answered("Powitanie")
        await visit.ask("klaster lotniczy")
        await expect(visit.page.locator(".card")).to_have_count(2)
        await visit.page.reload()
        await expect(visit.page.get_by_role("dialog")).to_be_visible()
        await expect(visit.page.locator(".asked")).to_have_text(["klaster lotniczy"])
        await visit.ask("a telefon?")

        await visit.answered("Lubelski Klaster Zaawansowanych Technologii Lotniczych – Kontakt")


async def test_a_verdict_is_kept_and_a_conversation_deleted(town: Town) -> None:
    async with visiting(town, size=PHONE) as visit:
        page = visit.page
        await page.get_by_role("button", name="Zapytaj o klastry").click()
        await visit.answered("Powitanie")
        await visit.ask("kontakt do fotoniki, pytam raz")
        await page.get_by_role("button", name="Tak", exact=True).click()
        await expect(page.locator(".verdict")).to_have_text("Dziękujemy za ocenę.")
        kept = len(await town.bot.rows("feedback"))
        asked = [row["text"] for row in await town.bot.rows("questions")]
        await page.get_by_role("button", name="Usuń rozmowę").click()
        await expect(page.get_by_role("status")).to_contain_text("Rozmowa usunięta.")
        await expect(page.locator(".asked")).to_have_count(0)

    assert kept == 1
    assert "kontakt do fotoniki, pytam raz" in asked
    assert await town.bot.rows("feedback") == []
    left = [row["text"] for row in await town.bot.rows("questions")]
    assert "kontakt do fotoniki, pytam raz" not in left


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
async def test_it_is_accessible_in_every_state(
    town: Town, scheme: Scheme, size: tuple[int, int], tmp_path: Path
) -> None:
    async with visiting(town, size=size, scheme=scheme) as visit:
        page = visit.page
        await expect(page.get_by_role("button", name="Zapytaj o klastry")).to_be_visible()
        found = [*await violations(page)]
        await page.get_by_role("button", name="Zapytaj o klastry").click()
        await visit.answered("Powitanie")
        for number, question in enumerate(
            ("lista klastrów it", "pogoda", "kontakt do fotoniki"), start=2
        ):
            await visit.ask(question)
            await expect(page.locator(".card")).to_have_count(number)
        await page.locator("details").last.click()
        await page.route("**/api/v1/ask", lambda route: route.abort())
        await visit.ask("coś")
        await expect(page.locator(".error")).to_be_visible()
        found += await violations(page)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        await page.screenshot(path=tmp_path / "widget.png")

    assert found == []
    assert wide <= size[0]


async def test_it_speaks_the_language_that_the_page_names(town: Town) -> None:
    town.page.language = "en"
    try:
        async with visiting(town) as visit:
            await visit.page.get_by_role("button", name="Ask about clusters").click()
            await expect(visit.page.get_by_role("dialog")).to_have_accessible_name(
                "Chat about the clusters of Lublin"
            )
            await visit.ask("jak dołączyć do klastra lotniczego?")
            await expect(visit.page.locator(".card").last).to_have_attribute("lang", "pl")
    finally:
        town.page.language = "pl"


async def test_it_is_light(assistant: Assistant) -> None:
    assert Assets(assistant.texts).size(WIDGET) < LIMIT
