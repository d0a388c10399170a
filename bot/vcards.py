"""A contact as address books take it: vCard 3.0 (RFC 2426), escaped and folded as it wants."""

import re
from collections.abc import Iterator

from bot.cards import Contact
from knowledge.model import Language

_LONGEST_LINE = 75
_SPECIAL = re.compile(r"([\\,;])")


def vcard(
    contact: Contact,
    language: Language,
    *,
    name: str = "",
    fax: str | None = None,
    note: str = "",
    most: int | None = None,
) -> str:
    """The contact, under its name or a shorter `name`.

    Beyond `most` bytes the note is left out, then what stands before it.
    """
    lines = list(_lines(contact, name or contact.name, fax))
    if note:
        lines.append(f"NOTE;LANGUAGE={language}:{_value(note)}")
    card = _joined(lines)
    while most is not None and len(card.encode()) > most:
        del lines[-1]
        card = _joined(lines)
    return card


def _lines(contact: Contact, name: str, fax: str | None) -> Iterator[str]:
    yield f"N:;{_value(name)};;;"
    yield f"FN:{_value(name)}"
    if contact.phone:
        yield f"TEL;TYPE=WORK,VOICE:{contact.phone.replace(' ', '')}"
    if fax:
        yield f"TEL;TYPE=WORK,FAX:{fax.replace(' ', '')}"
    if contact.organisation:
        yield f"ORG:{_value(contact.organisation)}"
    if contact.email:
        yield f"EMAIL;TYPE=INTERNET,WORK:{contact.email}"
    if contact.website:
        yield f"URL:{contact.website}"
    if contact.address:
        yield f"ADR;TYPE=WORK:;;{_value(contact.address)};;;;"


def _value(text: str) -> str:
    """Text as a value: no line ends, and what divides values escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _joined(lines: list[str]) -> str:
    whole = ("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD")
    return "".join(f"{_folded(line)}\r\n" for line in whole)


def _folded(line: str) -> str:
    """The line in pieces of 75 bytes, cut between two letters, as the format wants it."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
