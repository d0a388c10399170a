"""Takes the pictures of the console in docs/pictures: `python -m tests.web.staff_pictures`."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from bot.app import KEPT, build_assistant
from bot.settings import Settings
from handlers.web.visitors import Visitor
from knowledge.loader import PACKAGED
from tests.web.browsing import ARGUMENTS, CHROMIUM, visiting
from tests.web.pictures import FOLDER, write
from tests.web.served import served
from tests.web.staffed import console_on, enter

DESKTOP, PHONE = (1000, 1000), (360, 1000)
STATES = {
    "unanswered": ("/staff/unanswered?lang=pl", DESKTOP),
    "tryout": ("/staff/tryout?lang=pl&q=telefon+do+fotoniki", DESKTOP),
    "freshness": ("/staff/freshness?lang=pl", DESKTOP),
    "usage": ("/staff/usage?lang=pl&days=7", PHONE),
}
ASKED = (
    *("gdzie kupię kryptowaluty", "Gdzie kupie kryptowaluty?", "lista klastrów"),
    *("telefon do fotoniki", "jak dołączyć do ESTA"),
)


async def take() -> None:
    """Every state once, after a few questions."""
    assistant = build_assistant(Settings(_env_file=None))
    with tempfile.TemporaryDirectory() as folder:
        async with (
            served(assistant, Path(folder), console=console_on(PACKAGED, KEPT)) as site,
            site.listening() as address,
            async_playwright() as playwright,
        ):
            for question in ASKED:
                await site.talk.ask(question, Visitor("192.0.2.1"))
            await site.exchanges.settled()
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for state, (path, size) in STATES.items():
                async with visiting(browser, address, size=size) as visit:
                    await enter(visit)
                    await visit.open(path)
                    write(FOLDER / f"staff-{state}.png", await visit.page.screenshot())
            await browser.close()


if __name__ == "__main__":
    asyncio.run(take())
