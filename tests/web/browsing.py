"""A real browser on the real application, and what tests do in it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, expect

Scheme = Literal["light", "dark"]
Kind = Literal["all", "colours", "structure"]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESKTOP = (320, 640), (1280, 800)

expect.set_options(timeout=30_000)  # a busy machine is slow, which is no fault of the page's

_OF_COLOURS = ("color-contrast", "link-in-text-block")
_STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass(frozen=True)
class Visit:
    """A page in the browser, and what must stay empty: complaints and requests to elsewhere."""

    page: Page
    address: str
    complaints: list[str]
    strangers: list[str]

    async def open(self, path: str) -> None:
        await self.page.goto(self.address + path)

    @property
    def field(self) -> Locator:
        return self.page.locator("#question")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".card")

    async def ask(self, question: str) -> None:
        """Type a question and send it, once the page is ready for it."""
        await self.field.fill(question)
        await self.field.press("Enter")

    async def answered(self, number: int, title: str) -> None:
        """Wait until so many cards stand there, the last one under this title."""
        await expect(self.cards).to_have_count(number)
        await expect(self.cards.last.locator("h2")).to_have_text(title)


@asynccontextmanager
async def visiting(
    browser: Browser,
    address: str,
    *,
    language: str = "pl",
    javascript: bool = True,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "light",
) -> AsyncIterator[Visit]:
    """A new visitor, of whom nothing is known."""
    context = await browser.new_context(
        locale=language,
        java_script_enabled=javascript,
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    try:
        visit = Visit(await context.new_page(), address, [], [])

        def complain(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                visit.complaints.append(message.text)

        def note(request: Request) -> None:
            if not request.url.startswith((address, "data:")):
                visit.strangers.append(request.url)

        visit.page.on("console", complain)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("request", note)
        yield visit
    finally:
        await context.close()


async def violations(page: Page, of: Kind = "all") -> Sequence[str]:
    """What axe-core has against the page now, or against its colours or the rest alone."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    off = {rule: {"enabled": False} for rule in _OF_COLOURS}
    options: dict[str, object] = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": list(_STANDARDS)},
    }
    match of:
        case "colours":
            options["runOnly"] = {"type": "rule", "values": list(_OF_COLOURS)}
        case "structure":
            options["rules"] = off
        case "all":
            pass
    found = await page.evaluate("(options) => axe.run(options)", options)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


async def violations_anywhere(page: Page) -> Sequence[str]:
    """What is found on a small and on a large screen, in light and in dark colours.

    The size of a screen changes no colour: those are looked at once in each scheme.
    """
    found: list[str] = []
    looks: tuple[tuple[tuple[int, int], Scheme, Kind], ...] = (
        (PHONE, "light", "all"),
        (DESKTOP, "light", "structure"),
        (DESKTOP, "dark", "colours"),
    )
    for (width, height), scheme, of in looks:
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {width} px: {line}" for line in await violations(page, of)]
    return found
