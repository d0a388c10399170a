"""Takes the pictures of the chat in docs/pictures: `python -m tests.web.pictures`."""

import asyncio
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright

from bot.app import build_assistant
from bot.settings import Settings
from tests.program import ROOT
from tests.web.browsing import ARGUMENTS, CHROMIUM, Scheme, visiting
from tests.web.served import served

FOLDER = ROOT / "docs" / "pictures"
STATES = {
    "welcome": "/?lang=pl",
    "card": "/c/lubelska-medycyna/contact?lang=pl",
    "list": "/?q=pięć+największych+klastrów&lang=pl",
    "comparison": "/?q=compare+the+aviation+and+biotech+clusters&lang=en",
    "not-found": "/?q=what+will+the+weather+be+tomorrow&lang=en",
    "clusters": "/clusters?lang=pl",
}
SIZES = {"phone": (360, 740), "desktop": (1100, 760)}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_TALLEST = 2400
_COLOURS = 64


async def take() -> None:
    """Every state on every size in every scheme."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    assistant = build_assistant(Settings(_env_file=None))
    with tempfile.TemporaryDirectory() as folder:
        async with (
            served(assistant, Path(folder)) as site,
            site.listening() as address,
            async_playwright() as playwright,
        ):
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for size, measures in SIZES.items():
                for scheme in SCHEMES:
                    for state, path in STATES.items():
                        async with visiting(
                            browser, address, size=measures, scheme=scheme
                        ) as visit:
                            await visit.open(path)
                            picture = await _whole(visit.page, measures)
                            write(FOLDER / f"chat-{state}-{size}-{scheme}.png", picture)
            await browser.close()


async def _whole(page: Page, size: tuple[int, int]) -> bytes:
    """The page in a window that is as high as the page, so that nothing lies over anything."""
    width, height = size
    needed: int = await page.evaluate("document.documentElement.scrollHeight")
    await page.set_viewport_size({"width": width, "height": min(max(height, needed), _TALLEST)})
    return await page.screenshot()


def write(path: Path, picture: bytes) -> None:
    """As a small file: the pages have few colours."""
    image = (
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    )
    image.save(path, optimize=True)


if __name__ == "__main__":
    asyncio.run(take())
