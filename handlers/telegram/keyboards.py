"""The buttons under a reply: links, follow-ups, languages."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards import Card, FollowUp, Link, Target
from bot.conversation import Reply, SmallTalk
from handlers.telegram.callbacks import ChooseLanguage, Open, encode
from knowledge.model import LANGUAGES

Buttons = list[InlineKeyboardButton]

_MOST_LINKS = 2
_MOST_FOLLOW_UPS = 6
_SHORT = 18
"""So many letters of a label fit beside another button on a phone."""

_LONGEST = 40
"""So many letters fit on a button of its own."""

_LANGUAGE_NAMES = {"pl": "Polski", "en": "English"}


def reply_keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Links, follow-ups, and the languages where the talk is about language."""
    card = reply.answer.card
    rows = [*_link_rows(card), *_paired(_follow_up(item, reply) for item in _first(card))]
    match reply.answer:
        case SmallTalk("language"):
            rows.append(language_row(Target("language")))
        case _:
            pass
    return InlineKeyboardMarkup(rows) if rows else None


def welcome_keyboard(reply: Reply) -> InlineKeyboardMarkup:
    """The example questions, and the languages."""
    rows = _paired(_follow_up(item, reply) for item in _first(reply.answer.card))
    return InlineKeyboardMarkup([*rows, language_row(None)])


def _first(card: Card) -> tuple[FollowUp, ...]:
    return card.follow_ups[:_MOST_FOLLOW_UPS]


def _link_rows(card: Card) -> list[Buttons]:
    return [[InlineKeyboardButton(_name(link), url=link.url)] for link in card.links[:_MOST_LINKS]]


def _name(link: Link) -> str:
    """The label, or the site's name where the label is a whole sentence."""
    site = urlsplit(link.url).hostname or link.url
    return link.label if len(link.label) <= _LONGEST else site


def _follow_up(follow_up: FollowUp, reply: Reply) -> InlineKeyboardButton:
    data = encode(Open(follow_up.target, reply.language))
    return InlineKeyboardButton(follow_up.label, callback_data=data)


def language_row(target: Target | None) -> Buttons:
    """The languages to choose from; what is chosen shows `target` again, None is the welcome."""
    return [
        InlineKeyboardButton(
            _LANGUAGE_NAMES[language], callback_data=encode(ChooseLanguage(language, target))
        )
        for language in LANGUAGES
    ]


def _paired(buttons: Iterable[InlineKeyboardButton]) -> list[Buttons]:
    """Rows of one button, or of two neighbours with short labels."""
    rows: list[Buttons] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _is_short(button: InlineKeyboardButton) -> bool:
    return len(button.text) <= _SHORT
