"""Ways to reach somebody: the one that an answer speaks of, and all of an entity as a vCard."""

import re
from collections.abc import Iterator

from segno.helpers import make_vcard_data

from bot.answering.parts import Writer
from bot.cards import Contact
from bot.conversation import Found, Reply
from knowledge.model import Entity, Fact

_COMMAS = re.compile(r"[\\,;]")


def leading(reply: Reply, writer: Writer) -> Contact | None:
    """The contact that the first line of a card tells in words."""
    match reply.answer:
        case Found(entity, topic, card) if card.lines:
            first = next(iter(_facts(entity, topic, writer)), None)
            contact = writer.contact(first) if first else None
            is_told = contact is not None and card.lines[0].text.startswith(f"{contact.name}: ")
            return contact if is_told else None
        case _:
            return None


def has_contacts(entity: Entity, writer: Writer) -> bool:
    """Whether a way to reach the entity is known."""
    return bool(writer.contacts(entity.section("contact").facts))


def vcards(entity: Entity, writer: Writer) -> str:
    """All contacts of an entity for an address book; empty where none is known."""
    return "".join(_vcards(entity, writer))


def _vcards(entity: Entity, writer: Writer) -> Iterator[str]:
    website = next((fact.url for fact in entity.section("website").facts if fact.url), None)
    for fact in entity.section("contact").facts:
        contact = writer.contact(fact)
        if contact is not None:
            yield make_vcard_data(
                name=_COMMAS.sub(r"\\\g<0>", contact.name),  # segno leaves this one to us
                displayname=contact.name,
                org=entity.name.in_(writer.language),
                email=contact.email,
                workphone=contact.phone,
                fax=fact.fax,
                street=contact.address,
                url=website,
                memo=contact.date,
            )


def _facts(entity: str | None, topic: str, writer: Writer) -> tuple[Fact, ...]:
    if entity is None:
        return writer.knowledge.topics[topic].facts
    return writer.knowledge.entities[entity].section(topic).facts
