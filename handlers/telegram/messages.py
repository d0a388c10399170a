"""A reply as the message that is sent: its text, its buttons, its preview."""

from dataclasses import replace

from bot.cards import Card, Line, LineKind
from bot.conversation import Found, Reply, SmallTalk
from bot.plain import plain_text
from bot.texts import Texts
from handlers.telegram.commands import OF_PRIVATE_CHATS
from handlers.telegram.keyboards import reply_keyboard
from handlers.telegram.listing import page_of
from handlers.telegram.rendering import card_html, cut_plain
from handlers.telegram.sending import Outgoing
from knowledge.model import Knowledge, Language

_WITHOUT_TITLE = ("thanks", "goodbye", "language")
"""What people say to each other has no headline."""


def message_of(knowledge: Knowledge, texts: Texts, reply: Reply, page: int = 1) -> Outgoing:
    """The message that shows the reply; `page` counts where it shows the whole list."""
    reply = page_of(_as_spoken(reply, texts), page, knowledge, texts)
    card, language = reply.answer.card, reply.language
    return Outgoing(
        html=card_html(card, texts, language),
        plain=cut_plain(plain_text(card, texts, language)),
        keyboard=reply_keyboard(reply, texts),
        preview=_previewed(reply),
    )


def _previewed(reply: Reply) -> str | None:
    """The one link that the card is about, if it is about one."""
    match reply.answer:
        case Found(_, "website", card) if card.links:
            return card.links[0].url
        case _:
            return None


def _as_spoken(reply: Reply, texts: Texts) -> Reply:
    """Small talk in the words of this channel."""
    match reply.answer:
        case SmallTalk("greeting", card):
            spoken = _welcome(card, texts, reply.language)
        case SmallTalk("help", card):
            spoken = _help(card, texts, reply.language)
        case SmallTalk(topic, card) if topic in _WITHOUT_TITLE:
            spoken = replace(card, title="")
        case _:
            return reply
    return replace(reply, answer=replace(reply.answer, card=spoken))


def _welcome(card: Card, texts: Texts, language: Language) -> Card:
    """What the bot does, how to ask, and the examples, which are buttons as well."""
    return replace(
        card,
        title=texts.say("telegram.name", language),
        lines=(
            *card.lines,
            Line(texts.say("telegram.welcome", language), LineKind.NOTE),
            *(Line(example.label) for example in card.follow_ups),
            Line(texts.say("telegram.welcome_end", language), LineKind.NOTE),
        ),
    )


def _help(card: Card, texts: Texts, language: Language) -> Card:
    commands = (
        Line(f"/{name} – {texts.say(f'telegram.command_{name}', language)}")
        for name in OF_PRIVATE_CHATS
    )
    return replace(card, lines=(*card.lines, *commands))
