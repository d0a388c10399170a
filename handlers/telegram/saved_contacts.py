"""A contact as an address book takes it: what Telegram shows, and the rest as a vCard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards import Card, Contact
from bot.texts import Texts
from knowledge.model import Language

LONGEST_NAME = 64
LONGEST_VCARD = 2048
"""Telegram's limit, in bytes."""

_LONGEST_LINE = 75
_PAUSE = re.compile(r" [(–]|[,;:] ")
_SPECIAL = re.compile(r"([\\,;])")


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
    return SavedContact(contact.phone or "", name, _vcard(contact, name, texts, language))


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


def _vcard(contact: Contact, name: str, texts: Texts, language: Language) -> str:
    lines = list(_vcard_lines(contact, name, texts, language))
    card = _joined(lines)
    while len(card.encode()) > LONGEST_VCARD:  # the note goes first, then what stands before it
        del lines[-2]
        card = _joined(lines)
    return card


def _vcard_lines(contact: Contact, name: str, texts: Texts, language: Language) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:;{_value(name)};;;"
    yield f"FN:{_value(name)}"
    yield f"TEL;TYPE=WORK,VOICE:{(contact.phone or '').replace(' ', '')}"
    if contact.organisation:
        yield f"ORG:{_value(contact.organisation)}"
    if contact.email:
        yield f"EMAIL;TYPE=INTERNET,WORK:{contact.email}"
    if contact.website:
        yield f"URL:{contact.website}"
    if contact.address:
        yield f"ADR;TYPE=WORK:;;{_value(contact.address)};;;;"
    full = "" if contact.name == name else f"{contact.name}. "
    note = texts.say("telegram.contact_note", language, date=contact.date)
    yield f"NOTE;LANGUAGE={language}:{_value(full + note)}"
    yield "END:VCARD"


def _value(text: str) -> str:
    """Text as a value: no line ends, and what divides values escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _joined(lines: list[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """The line in pieces of 75 bytes, cut between two letters, as the format wants it."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
