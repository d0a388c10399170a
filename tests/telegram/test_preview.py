"""The page that shows cards as Telegram does."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from playwright.sync_api import Page, sync_playwright

from bot.assistant import Assistant
from bot.cards import Card, FollowUp, Line, Link, Target
from bot.conversation import Conversation, Found, Reply
from handlers.telegram.messages import message_of
from handlers.telegram.preview import Scene, View, answered, page, preview, said
from knowledge.model import LANGUAGES
from tests.program import ROOT
from tests.telegram.telegram_html import parse

TODAY = date(2026, 1, 1)
TARGETS = [Target("contact", "lotniczy"), Target("members", "lubelska-medycyna")]
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")


@pytest.fixture(scope="module")
def shown(assistant: Assistant) -> str:
    return preview(TARGETS, assistant, TODAY)


@pytest.fixture(scope="module")
def phone(shown: str) -> Iterator[Page]:
    """The page in a real browser on a phone, cut off from the network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_FLAGS)
        )
        tab = browser.new_page(viewport={"width": 392, "height": 800}, offline=True)
        tab.set_content(shown)
        yield tab
        browser.close()


def test_the_message_is_the_one_that_telegram_gets(shown: str, assistant: Assistant) -> None:
    for target in TARGETS:
        for language in LANGUAGES:
            reply = assistant.open(target, Conversation(language=language), TODAY)
            message = message_of(assistant.knowledge, assistant.texts, reply)
            assert shown.count(message.html) == 2  # light and dark
            assert parse(message.html) in unescape(shown)
            assert message.keyboard is not None
            for row in message.keyboard.inline_keyboard:
                for button in row:
                    assert f">{button.text}</span>" in unescape(shown)
                    assert f"[{button.text}]" in unescape(shown)


def test_the_page_brings_all_that_it_shows(shown: str) -> None:
    assert re.findall(r"<(?:script|link|iframe)\b", shown) == []
    sources = re.findall(r'src="([^"]{0,30})', shown)
    assert len(sources) == 4  # a chart in two languages, light and dark
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert "url(" not in shown


def test_what_people_and_editors_write_is_no_markup(assistant: Assistant) -> None:
    evil = "<script>alert(1)</script>"
    card = Card(
        evil,
        (Line(evil),),
        links=(Link(evil, "https://a.pl/?<b>"),),
        follow_ups=(FollowUp(evil, Target("join")),),
    )
    reply = Reply(Found(None, "join", card), "en", Conversation())

    shown = page(evil, [Scene(evil, (View("en", (said(evil), answered(reply, assistant))),))])

    assert "<script" not in shown


def test_on_a_phone_nothing_is_cut_and_pictures_are_seen(phone: Page) -> None:
    assert phone.locator(".phone").count() == 8
    overflow = phone.evaluate(
        "[...document.querySelectorAll('.phone, .bubble, .plain, body')]"
        ".filter(e => e.scrollWidth > e.clientWidth).length"
    )
    assert overflow == 0
    widths = phone.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert widths == [1080] * 4


def test_letters_stand_out_from_their_ground_in_both_themes(phone: Page) -> None:
    colours = phone.evaluate(
        "['light', 'dark'].map(theme => {"
        "  const bubble = document.querySelector(`.${theme} .theirs .bubble`);"
        "  const of = e => getComputedStyle(e);"
        "  return [of(bubble).color, of(bubble).backgroundColor]; })"
    )

    for ink, ground in colours:
        assert _contrast(ink, ground) >= 7


def test_every_picture_of_the_documents_is_shown_and_the_folder_is_small() -> None:
    folder = ROOT / "docs" / "pictures"
    pictures = {
        path.name: path.stat().st_size
        for kind in ("telegram", "chart")
        for path in folder.glob(f"{kind}-*")
    }
    document = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")

    assert set(re.findall(r"\(pictures/([\w-]+\.png)\)", document)) == set(pictures)
    assert sum(pictures.values()) < 1_000_000


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
