"""Draws the pictures of the documents anew: python -m scripts.pictures [FOLDER].

Charts come as the bot sends them, chats as a phone shows them, photographed in Chromium.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bot.app import build_assistant
from bot.assistant import Assistant
from bot.cards import Picture
from bot.conversation import Conversation, Question
from bot.pictures.charts import chart_of
from bot.pictures.png import png
from bot.settings import Settings
from handlers.telegram.preview import Scene, View, answered, page, pictured, said
from knowledge.model import LANGUAGES, Language

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
ASKED_ON = date(2026, 12, 1)
"""Cards say what is old by now: the day is fixed, so that only a change makes other pictures."""

CHARTS = {
    "members": Picture("members"),
    "founded": Picture("founded"),
    "history": Picture("history", ("lubelska-medycyna",)),
    "comparison": Picture("comparison", ("lotniczy", "fotonika-i-swiatlowody")),
}
TALKS: dict[str, dict[Language, str]] = {
    "card": {"pl": "kontakt do klastra fotoniki", "en": "contact of the photonics cluster"},
    "list": {"pl": "klastry założone przed 2009", "en": "clusters founded before 2009"},
    "comparison": {
        "pl": "porównaj klaster lotniczy i fotoniki",
        "en": "compare the aviation and photonics clusters",
    },
    "not-found": {"pl": "jaka będzie jutro pogoda?", "en": "what will the weather be tomorrow?"},
    "chart": {
        "pl": "ilu członków ma Lubelska Medycyna?",
        "en": "how many members has Lublin Medicine?",
    },
}
THEMES: dict[Language, str] = {"pl": "light", "en": "dark"}
_COLOURS = 24
_BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")


def main(folder: Path = FOLDER) -> None:
    """Write every picture into the folder."""
    assistant = build_assistant(Settings(_env_file=None))
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in CHARTS.items():
        chart = chart_of(picture, assistant.knowledge, assistant.texts, "pl")
        assert chart is not None
        (folder / f"chart-{name}.png").write_bytes(png(chart))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_BROWSER)
        )
        tab = browser.new_page(viewport={"width": 1200, "height": 900}, device_scale_factor=2)
        for scene in scenes(assistant):
            _photograph(tab, scene, folder)
        browser.close()


def scenes(assistant: Assistant) -> Iterator[Scene]:
    """A short conversation, piece by piece."""
    welcome = (View(one, (answered(assistant.welcome(one), assistant),)) for one in LANGUAGES)
    yield Scene("welcome", tuple(welcome))
    for name, questions in TALKS.items():
        views = []
        for language, question in questions.items():
            asked = Question(question, ASKED_ON, Conversation(), language)
            reply = assistant.ask(asked)
            bubbles = [said(question), answered(reply, assistant)]
            button = reply.answer.card.picture
            if name == "chart" and button is not None:
                bubbles = [pictured(button.picture, assistant, language)]
            views.append(View(language, tuple(bubbles)))
        yield Scene(name, tuple(views))


def _photograph(tab: Page, scene: Scene, folder: Path) -> None:
    tab.set_content(page(scene.heading, [scene]))
    for language, theme in THEMES.items():
        chat = tab.locator(f".{theme}[lang={language}]")
        image = Image.open(io.BytesIO(chat.screenshot())).convert("RGB")
        few = image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(folder / f"telegram-{scene.heading}-{theme}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
