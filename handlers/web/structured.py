"""What search engines are told of an entity: schema.org's Organization, from the knowledge."""

from typing import Any

from knowledge.model import Entity, Language


def organization(entity: Entity, language: Language, address: str) -> dict[str, Any]:
    """JSON-LD; `address` is that of the entity's page here."""
    names = [other.name for other in entity.names]
    about = entity.section("overview").facts[:1]
    founded = [fact.value for fact in entity.section("founded").facts if fact.value]
    websites = [fact.url for fact in entity.section("website").facts if fact.url]
    contacts = entity.section("contact").facts
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": entity.name.in_(language),
        "alternateName": list(dict.fromkeys(n for n in names if n != entity.name.in_(language))),
        "description": about[0].text.in_(language) if about else None,
        "foundingDate": str(founded[0]) if founded else None,
        "url": websites[0] if websites else None,
        "telephone": next((fact.phone for fact in contacts if fact.phone), None),
        "email": next((fact.email for fact in contacts if fact.email), None),
        "address": next((fact.address for fact in contacts if fact.address), None),
        "mainEntityOfPage": address,
    }
    return {name: value for name, value in described.items() if value}
