"""Where somebody can be found: on a card, and nearest to a place."""

import math

from bot.cards import Card, Contact
from knowledge.model import Knowledge

_EARTH = 6_371
"""Kilometres from its middle."""
_NEAR = 50
"""Kilometres; who is farther away asks for no way on foot."""


def place_of_card(card: Card) -> Contact | None:
    """The first contact of a card with an address; one whose coordinates are known goes before."""
    contacts = [one for one in (card.main_contact, *card.contacts) if one and one.address]
    located = [one for one in contacts if one.coordinates]
    return next(iter((*located, *contacts)), None)


def nearest(knowledge: Knowledge, latitude: float, longitude: float) -> str | None:
    """The id of whose office is nearest; None where none that is known is near."""
    here = (latitude, longitude)
    near = (
        (kilometres, entity.id)
        for entity in knowledge.entities.values()
        for fact in entity.section("contact").facts
        if fact.position and (kilometres := _kilometres(here, fact.position)) <= _NEAR
    )
    return min(near, default=(0.0, None))[1]


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the ground, by the haversine formula."""
    (north, east), (north_too, east_too) = (map(math.radians, place) for place in (one, other))
    half_chord = (
        math.sin((north_too - north) / 2) ** 2
        + math.cos(north) * math.cos(north_too) * math.sin((east_too - east) / 2) ** 2
    )
    return 2 * _EARTH * math.asin(math.sqrt(half_chord))
