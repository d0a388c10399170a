"""The web addresses that the knowledge names, and where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.finding import Path
from knowledge.loader import SOURCES
from knowledge.model import Fact, Knowledge


@dataclass(frozen=True, slots=True)
class Address:
    """One address at one place of a file."""

    url: str
    file: str
    path: Path


def addresses(knowledge: Knowledge) -> Iterator[Address]:
    """Every address of facts and sources, as often as it stands there."""
    for folder, entities in (
        ("clusters", knowledge.clusters),
        ("organisations", knowledge.organisations),
    ):
        for entity in entities.values():
            for topic, section in entity.topics.items():
                path = ("topics", topic, "facts")
                yield from _of_facts(f"{folder}/{entity.id}.yaml", path, section.facts)
    for one in knowledge.topics.values():
        yield from _of_facts(f"topics/{one.id}.yaml", ("facts",), one.facts)
    for index, source in enumerate(knowledge.sources.values()):
        if source.address:
            yield Address(source.address, SOURCES, ("sources", index, "address"))


def _of_facts(file: str, path: Path, facts: tuple[Fact, ...]) -> Iterator[Address]:
    for index, fact in enumerate(facts):
        if fact.url:
            yield Address(fact.url, file, (*path, index, "url"))
