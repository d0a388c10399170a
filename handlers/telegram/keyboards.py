"""The buttons under a reply: follow-ups, ways to reach somebody, choices, pages, languages."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.cards import Card, FollowUp, Link, Pages, Picture, PictureButton, Target
from bot.conversation import Choose, Found, NotFound, Reply, SmallTalk
from bot.texts import Texts
from handlers.telegram.callbacks import (
    ChooseLanguage,
    Draw,
    Open,
    Press,
    SaveContact,
    ShowPlace,
    Turn,
    encode,
)
from handlers.telegram.deep_links import payload_of
from handlers.telegram.maps import map_url
from handlers.telegram.pickers import leads_to_choice
from handlers.telegram.places import place_of_card
from handlers.telegram.saved_contacts import contact_to_save
from knowledge.model import LANGUAGES, Language

_log = logging.getLogger(__name__)

MOST_CHOICES = 8
ROWS_OF_A_CARD = 2
"""So many rows of buttons has a card, so that its text stays in view; pages have one more."""

_FITTING = {1: 40, 2: 20, 3: 12}
"""How long labels may be that share the width of a phone, by the number of them."""

_LANGUAGE_NAMES: dict[Language, str] = {"pl": "Polski", "en": "English"}
_OF_CONTACTS = ("contact", "contact-general")


@dataclass(frozen=True, slots=True)
class Planned:
    """A button that is not made yet: its label, and its one action as Telegram names it."""

    label: str
    action: dict[str, Any]

    def made(self, style: str | None = None) -> InlineKeyboardButton:
        """The button as the library has it."""
        return InlineKeyboardButton(self.label, style=style, **self.action)


Rows = list[list[Planned]]


def reply_keyboard(reply: Reply, texts: Texts) -> InlineKeyboardMarkup | None:
    """The buttons that make sense for the reply; None where there are none."""
    card, language = reply.answer.card, reply.language
    is_card = False
    match reply.answer:
        case Found(_, "list" | "count") | Choose() | NotFound():
            rows = _column((*_choices(card, language), *_picture(card, language)))
        case Found(entity, topic):
            buttons = _differing(_of_card(card, Target(topic, entity), texts, language))
            rows = _two_rows((*buttons[:1], *_picture(card, language), *buttons[1:]))
            is_card = topic != "compare"
        case SmallTalk("language"):
            rows = [_languages(Target("language"))]
        case SmallTalk("greeting"):
            rows = [*_column(_choices(card, language)), _languages(None)]
        case SmallTalk():
            rows = _column(_choices(card, language))
    if card.pages:
        rows.append(list(_turning(card.pages, texts, language)))
    return _made(rows, sets_off_first=is_card)


def picture_keyboard(buttons: Iterable[PictureButton], language: Language) -> InlineKeyboardMarkup:
    """The charts to go on to from one."""
    return InlineKeyboardMarkup([[_drawing(button, language).made()] for button in buttons])


def language_keyboard() -> InlineKeyboardMarkup:
    """A button for each language; from then on it is spoken."""
    return InlineKeyboardMarkup([[planned.made() for planned in _languages(Target("language"))]])


def _made(rows: Rows, *, sets_off_first: bool) -> InlineKeyboardMarkup | None:
    rows = [row for row in rows if row]
    if not rows:
        return None
    made = [[planned.made() for planned in row] for row in rows]
    if sets_off_first:
        made[0][0] = rows[0][0].made(KeyboardButtonStyle.PRIMARY)
    return InlineKeyboardMarkup(made)


def _of_card(card: Card, target: Target, texts: Texts, language: Language) -> Iterator[Planned]:
    """What may be wanted after a card, the likeliest first."""
    ways = list(_ways(card, target, texts, language))
    sites = [_site(link) for link in card.links[:1]]
    if target.topic in _OF_CONTACTS:
        yield from ways
    if target.topic == "website":
        yield from sites
    for follow_up in _leading_on(card):
        if follow_up.url:
            yield Planned(texts.say("telegram.website", language), {"url": follow_up.url})
        elif follow_up.target.topic != "website":  # a site that is not known
            yield from _opening(follow_up, language)
    yield from sites
    yield from ways
    yield _sharing(target, texts, language)


def _sharing(target: Target, texts: Texts, language: Language) -> Planned:
    """Offers the card, through inline mode, to a chat that the person chooses."""
    query = payload_of(target) or ""
    return Planned(texts.say("telegram.share", language), {"switch_inline_query": query})


def _ways(card: Card, target: Target, texts: Texts, language: Language) -> Iterator[Planned]:
    """Ways to reach whom the card names."""
    contact = contact_to_save(card)
    if contact and contact.phone:
        press = SaveContact(_contact_card(card, target), language)
        yield from _pressed(texts.say("telegram.save_contact", language), press)
        copied = CopyTextButton(contact.phone)
        yield Planned(texts.say("telegram.copy_phone", language), {"copy_text": copied})
    place = place_of_card(card)
    label = texts.say("telegram.map", language)
    if place is not None and place.coordinates:
        yield from _pressed(label, ShowPlace(_contact_card(card, target), language))
    elif place is not None and place.address:
        yield Planned(label, {"url": map_url(place.address)})


def _contact_card(card: Card, target: Target) -> Target:
    """What tells of the contact by itself, also where a card answers two wishes at once."""
    if target.entity is None or target.topic == "contact":
        return card.pages.target if card.pages else target
    return Target("contact", target.entity)


def _site(link: Link) -> Planned:
    """The label, or the site's name where the label is a whole sentence."""
    site = (urlsplit(link.url).hostname or link.url).removeprefix("www.")
    label = link.label if len(link.label) <= _FITTING[2] else site
    return Planned(label, {"url": link.url})


def _opening(follow_up: FollowUp, language: Language) -> Iterator[Planned]:
    target = follow_up.target
    turns = target.entity is not None and leads_to_choice(target)
    press = Turn(target, language) if turns else Open(target, language)
    return _pressed(follow_up.label, press)


def _pressed(label: str, press: Press) -> Iterator[Planned]:
    """The button; none where the knowledge has ids that are too long for one."""
    try:
        yield Planned(label, {"callback_data": encode(press)})
    except ValueError as error:
        _log.warning("A card is shown without a button: %s", error)


def _picture(card: Card, language: Language) -> Iterator[Planned]:
    if card.picture is not None:
        yield _drawing(card.picture, language)


def _drawing(button: PictureButton, language: Language) -> Planned:
    """Shows a chart; one of more clusters than a button has room for shows all of them."""
    kind, entities = button.picture.kind, button.picture.entities
    whole = Picture("members" if kind == "comparison" else kind)
    try:
        data = encode(Draw(Picture(kind, entities), language))
    except ValueError:
        data = encode(Draw(whole, language))
    return Planned(button.label, {"callback_data": data})


def _leading_on(card: Card) -> Iterator[FollowUp]:
    """The follow-ups without the one to the next page, which has a button of its own."""
    following = card.pages and card.pages.at(card.pages.target.page + 1)
    return (item for item in card.follow_ups if item.target != following)


def _choices(card: Card, language: Language) -> Iterator[Planned]:
    for item in card.follow_ups[:MOST_CHOICES]:
        yield from _opening(item, language)


def _turning(pages: Pages, texts: Texts, language: Language) -> Iterator[Planned]:
    for key, page in (
        ("telegram.previous_page", pages.target.page - 1),
        ("telegram.next_page", pages.target.page + 1),
    ):
        target = pages.at(page)
        if target:
            label = texts.say(key, language, page=page, count=pages.count)
            yield from _pressed(label, Turn(target, language))


def _languages(target: Target | None) -> list[Planned]:
    return [
        Planned(
            _LANGUAGE_NAMES[language],
            {"callback_data": encode(ChooseLanguage(language, target))},
        )
        for language in LANGUAGES
    ]


def _differing(buttons: Iterable[Planned]) -> list[Planned]:
    """Each label and each address once."""
    kept: list[Planned] = []
    for button in buttons:
        url = button.action.get("url")
        if not any(
            button.label == other.label or (url and url == other.action.get("url"))
            for other in kept
        ):
            kept.append(button)
    return kept


def _two_rows(buttons: Sequence[Planned]) -> Rows:
    """What fits, each button in the first row that has room for it."""
    rows: Rows = [[] for _ in range(ROWS_OF_A_CARD)]
    for button in buttons:
        for row in rows:
            if _fit([*row, button]):
                row.append(button)
                break
    return rows


def _column(buttons: Iterable[Planned]) -> Rows:
    """All of them, each in a row of its own or beside a neighbour, as their labels allow."""
    rows: Rows = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _fit([*rows[-1], button]):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _fit(row: Sequence[Planned]) -> bool:
    longest = max(len(button.label) for button in row)
    return len(row) in _FITTING and longest <= _FITTING[len(row)]
