"""A contact as an address book takes it: what Telegram shows, and the rest as a vCard."""

import re
from dataclasses import dataclass

from bot.cards import Card, Contact
from bot.texts import Texts
from bot.vcards import vcard
from knowledge.model import Language

LONGEST_NAME = 64
LONGEST_VCARD = 2048
"""Telegram's limit, in bytes."""

_PAUSE = re.compile(r" [(–]|[,;:] ")


@dataclass(frozen=True, slots=True)
class SavedContact:
    """What sendContact takes."""

    phone_number: str
    first_name: str
    vcard: str


def contact_to_save(card: Card) -> Contact | None:
    """The first contact of a card that has a phone: without one Telegram takes no contact."""
    contacts = (card.main_contact, *card.contacts)
    return next((contact for contact in contacts if contact and contact.phone), None)


def saved(contact: Contact, texts: Texts, language: Language) -> SavedContact:
    """The contact, which has a phone, with a note in the person's language."""
    name = short_enough(contact.name, contact.organisation)
    full = "" if contact.name == name else f"{contact.name}. "
    note = full + texts.say("telegram.contact_note", language, date=contact.date)
    card = vcard(contact, language, name=name, note=note, most=LONGEST_VCARD)
    return SavedContact(contact.phone or "", name, card)


def short_enough(name: str, organisation: str = "") -> str:
    """A name within Telegram's limit: up to the last pause in it, else that of its organisation.

    Where neither is short enough it ends after a word.
    """
    if len(name) <= LONGEST_NAME:
        return name
    pauses = [
        pause.start() for pause in _PAUSE.finditer(name) if 0 < pause.start() <= LONGEST_NAME
    ]
    if pauses:
        return name[: pauses[-1]]
    if 0 < len(organisation) <= LONGEST_NAME:
        return organisation
    head = name[: LONGEST_NAME - 1]
    return (head.rpartition(" ")[0] or head) + "…"
