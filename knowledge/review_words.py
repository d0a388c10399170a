"""What is allowed, but looks wrong, between files: names, examples, sources, lists."""

from collections.abc import Iterator, Mapping

from knowledge.finding import Finding
from knowledge.loader import SOURCES
from knowledge.model import LANGUAGES, OUTSIDE, PLACEHOLDER, Entity, Fact, Knowledge


def of_names(knowledge: Knowledge) -> Iterator[Finding]:
    """Names that two entities share: an alias of one that is any name of another."""
    owners: dict[str, str] = {}
    for entity in knowledge.entities.values():
        for text in (entity.name, entity.short):
            for language in LANGUAGES:
                owners.setdefault(text.in_(language).casefold(), entity.id)
    for folder, entities in (
        ("clusters", knowledge.clusters),
        ("organisations", knowledge.organisations),
    ):
        for entity in entities.values():
            for language in LANGUAGES:
                for index, alias in enumerate(getattr(entity.recognised_by.aliases, language)):
                    other = owners.setdefault(alias.casefold(), entity.id)
                    if other != entity.id:
                        path = ("recognised_by", "aliases", language, index)
                        file = f"{folder}/{entity.id}.yaml"
                        yield Finding(file, path, "shared-alias", {"alias": alias, "other": other})


def of_examples(knowledge: Knowledge) -> Iterator[Finding]:
    """Examples that stand twice, or have a place for something other than a name."""
    for id_, examples in knowledge.examples.items():
        file = f"examples/{id_}.yaml"
        for language in LANGUAGES:
            seen: set[str] = set()
            for index, phrase in enumerate(getattr(examples, language)):
                values = {"phrase": phrase}
                if phrase.casefold() in seen:
                    yield Finding(file, (language, index), "repeated-phrase", values)
                seen.add(phrase.casefold())
                rest = phrase.replace(PLACEHOLDER, "")
                if "{" in rest or "}" in rest:
                    yield Finding(file, (language, index), "odd-placeholder", values)


def of_base(knowledge: Knowledge) -> Iterator[Finding]:
    """What nothing leads to: sources without facts, clusters without lists, unasked topics."""
    used = {id_ for fact in facts_of(knowledge) for id_ in fact.source}
    used |= {id_ for one in knowledge.entities.values() for n in one.names for id_ in n.source}
    used |= {knowledge.lists.reference.source, knowledge.lists.later.source}
    for index, id_ in enumerate(knowledge.sources):
        if id_ not in used:
            yield Finding(SOURCES, ("sources", index, "id"), "unused-source", {"id": id_})
    listed = {*knowledge.lists.reference.clusters, *knowledge.lists.later.clusters}
    for id_ in knowledge.clusters:
        if id_ not in listed:
            yield Finding(f"clusters/{id_}.yaml", ("id",), "in-no-list", {"id": id_})
    for id_ in knowledge.topics:
        if id_ not in knowledge.cues and id_ not in knowledge.examples and id_ != OUTSIDE:
            yield Finding(f"topics/{id_}.yaml", ("id",), "topic-never-asked", {"id": id_})


def facts_of(knowledge: Knowledge) -> Iterator[Fact]:
    """Every fact of the base."""
    entities: Mapping[str, Entity] = knowledge.entities
    for entity in entities.values():
        for section in entity.topics.values():
            yield from section.facts
    for topic in knowledge.topics.values():
        yield from topic.facts
