"""Messages as a page that looks like Telegram on a phone, without Telegram."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from telegram import InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.assistant import Assistant
from bot.cards import Picture, Target
from bot.conversation import Conversation, Reply
from bot.pictures.charts import chart_of
from bot.pictures.png import png
from handlers.telegram.keyboards import picture_keyboard
from handlers.telegram.messages import message_of
from handlers.telegram.pictures import caption_of
from handlers.telegram.rendering import text_of
from knowledge.model import LANGUAGES, Language

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a keyboard; a link leads out of the chat, a primary one is set off."""

    label: str
    is_link: bool
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message: of the bot, or of the person. `photo` is an address that holds the picture."""

    html: Markup
    text: str
    is_ours: bool = True
    rows: tuple[tuple[Button, ...], ...] = ()
    photo: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A piece of a conversation in one language."""

    language: Language
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The same piece in several languages."""

    heading: str
    views: tuple[View, ...]


def said(text: str) -> Bubble:
    """What a person writes."""
    return Bubble(escape(text), text, is_ours=False)


def answered(reply: Reply, assistant: Assistant) -> Bubble:
    """What the bot answers."""
    message = message_of(assistant.knowledge, assistant.texts, reply)
    # What people or editors wrote is escaped in it; the browser reads the tags as Telegram does.
    return Bubble(Markup(message.html), text_of(message.html), rows=_rows(message.keyboard))


def pictured(picture: Picture, assistant: Assistant, language: Language) -> Bubble:
    """The chart that the bot sends when its button is pressed."""
    chart = chart_of(picture, assistant.knowledge, assistant.texts, language)
    assert chart is not None  # no card offers what cannot be drawn
    caption = caption_of(chart, assistant.texts.say("telegram.cut", language))
    photo = "data:image/png;base64," + base64.b64encode(png(chart)).decode("ascii")
    rows = _rows(picture_keyboard(chart.further, language))
    return Bubble(Markup(caption), text_of(caption), rows=rows, photo=photo)


def preview(targets: Iterable[Target], assistant: Assistant, asked_on: date) -> str:
    """All cards that the targets lead to, in every language, with their charts."""
    return page("Preview", [_scene(target, assistant, asked_on) for target in targets])


def page(title: str, scenes: Iterable[Scene]) -> str:
    """A self-contained HTML document: each scene light, dark, and as a screen reader has it."""
    return _environment().get_template("chat.html").render(title=title, scenes=scenes)


def _scene(target: Target, assistant: Assistant, asked_on: date) -> Scene:
    name = f"{target.entity} / {target.topic}" if target.entity else target.topic
    views = []
    for language in LANGUAGES:
        reply = assistant.open(target, Conversation(language=language), asked_on)
        bubbles = [answered(reply, assistant)]
        button = reply.answer.card.picture
        if button is not None:
            bubbles.append(pictured(button.picture, assistant, language))
        views.append(View(language, tuple(bubbles)))
    return Scene(name, tuple(views))


def _rows(keyboard: InlineKeyboardMarkup | None) -> tuple[tuple[Button, ...], ...]:
    rows = keyboard.inline_keyboard if keyboard else ()
    return tuple(
        tuple(
            Button(
                button.text, button.url is not None, button.style == KeyboardButtonStyle.PRIMARY
            )
            for button in row
        )
        for row in rows
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
