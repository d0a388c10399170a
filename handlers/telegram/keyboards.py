"""The buttons under a reply: links, follow-ups, languages."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards import Card, FollowUp, Link, Picture, PictureButton, Target
from bot.conversation import Reply, SmallTalk
from handlers.telegram.callbacks import ChooseLanguage, Draw, Open, encode
from knowledge.model import LANGUAGES, Language

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
    picture = [picture_button(card.picture, reply.language)] if card.picture else []
    follow_ups = (_follow_up(item, reply) for item in _first(card))
    rows = [*_link_rows(card), *_paired((*picture, *follow_ups))]
    match reply.answer:
        case SmallTalk("language"):
            rows.append(_languages(Target("language")))
        case _:
            pass
    return InlineKeyboardMarkup(rows) if rows else None


def welcome_keyboard(reply: Reply) -> InlineKeyboardMarkup:
    """The example questions, and the languages."""
    rows = _paired(_follow_up(item, reply) for item in _first(reply.answer.card))
    return InlineKeyboardMarkup([*rows, _languages(None)])


def picture_keyboard(buttons: Iterable[PictureButton], language: Language) -> InlineKeyboardMarkup:
    """The charts to go on to."""
    return InlineKeyboardMarkup([[picture_button(button, language)] for button in buttons])


def picture_button(button: PictureButton, language: Language) -> InlineKeyboardButton:
    """A button for a chart; what names too many clusters for one shows all of them."""
    kind, entities = button.picture.kind, button.picture.entities
    whole = Picture("members" if kind == "comparison" else kind)
    try:
        data = encode(Draw(Picture(kind, entities), language))
    except ValueError:
        data = encode(Draw(whole, language))
    return InlineKeyboardButton(button.label, callback_data=data)


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


def _languages(target: Target | None) -> Buttons:
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
