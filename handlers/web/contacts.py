"""Ways to reach somebody: the one that an answer speaks of, and all of an entity as a vCard."""

from bot.answering.parts import Writer
from bot.cards import Contact
from bot.conversation import Found, Reply
from bot.vcards import vcard
from knowledge.model import Entity, Fact


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
    return "".join(
        vcard(contact, writer.language, fax=fact.fax, note=contact.date)
        for fact in entity.section("contact").facts
        if (contact := writer.contact(fact, entity)) is not None
    )


def _facts(entity: str | None, topic: str, writer: Writer) -> tuple[Fact, ...]:
    if entity is None:
        return writer.knowledge.topics[topic].facts
    return writer.knowledge.entities[entity].section(topic).facts
