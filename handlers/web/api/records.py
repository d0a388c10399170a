"""What the catalogue lists, as the description shows it: every text in Polish and English."""

from pydantic import BaseModel

from handlers.web.directory import Listed
from knowledge.model import (
    Entity,
    Fact,
    Knowledge,
    Mark,
    OtherName,
    Scope,
    Section,
    Source,
    SourceKind,
    Text,
    Topic,
)


class Both(BaseModel):
    """A text in both languages."""

    pl: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "Both":
        """The same as the knowledge has it."""
        return cls(pl=text.pl, en=text.en)


class ClusterRow(BaseModel):
    """A cluster in a list. Figures are those of the reference list; null is not known there."""

    id: str
    name: Both
    short: Both
    sectors: tuple[str, ...]
    founded: int | None
    members: int | None
    companies: int | None
    status: tuple[Mark, ...]
    figures_as_of: str | None
    figures_source: str | None

    @classmethod
    def of(cls, one: Listed, knowledge: Knowledge) -> "ClusterRow":
        """The row of a cluster."""
        reference = knowledge.lists.reference
        return cls(
            id=one.cluster.id,
            name=Both.of(one.cluster.name),
            short=Both.of(one.cluster.short),
            sectors=one.cluster.sectors,
            founded=one.founded,
            members=one.members,
            companies=one.companies,
            status=one.status,
            figures_as_of=reference.as_of if one.is_on_list else None,
            figures_source=reference.source if one.is_on_list else None,
        )


class ClusterPage(BaseModel):
    """A part of the list; `next` is the address of the part after it."""

    total: int
    page: int
    per_page: int
    next: str | None
    clusters: tuple[ClusterRow, ...]


class FactRecord(BaseModel):
    """One statement with its date and sources; `as_of` may be "undated"."""

    text: Both
    as_of: str
    until: str | None
    sources: tuple[str, ...]
    value: int | None
    companies: int | None
    status: tuple[Mark, ...]
    phone: str | None
    fax: str | None
    email: str | None
    address: str | None
    coordinates: str | None
    url: str | None

    @classmethod
    def of(cls, fact: Fact) -> "FactRecord":
        """The record of a fact."""
        return cls(
            text=Both.of(fact.text),
            as_of=fact.as_of,
            until=fact.until,
            sources=fact.source,
            value=fact.value,
            companies=fact.companies,
            status=fact.marks,
            phone=fact.phone,
            fax=fact.fax,
            email=fact.email,
            address=fact.address,
            coordinates=fact.coordinates,
            url=fact.url,
        )


class SectionRecord(BaseModel):
    """What is known on one topic: facts, what contradicts, what is missing."""

    facts: tuple[FactRecord, ...]
    contradictions: tuple[Both, ...]
    missing: tuple[Both, ...]

    @classmethod
    def of(cls, section: Section) -> "SectionRecord":
        """The record of a section."""
        return cls(
            facts=tuple(map(FactRecord.of, section.facts)),
            contradictions=tuple(map(Both.of, section.contradictions)),
            missing=tuple(map(Both.of, section.missing)),
        )


class OtherNameRecord(BaseModel):
    """A name that a source uses besides the main one."""

    name: str
    as_of: str
    sources: tuple[str, ...]

    @classmethod
    def of(cls, other: OtherName) -> "OtherNameRecord":
        """The record of a name."""
        return cls(name=other.name, as_of=other.as_of, sources=other.source)


class SourceRecord(BaseModel):
    """Where facts come from; `date` is that of the page, `address` is null for paper."""

    id: str
    title: Both
    publisher: str
    kind: SourceKind
    date: str
    address: str | None

    @classmethod
    def of(cls, source: Source) -> "SourceRecord":
        """The record of a source."""
        return cls(
            id=source.id,
            title=Both.of(source.title),
            publisher=source.publisher,
            kind=source.kind,
            date=source.date,
            address=source.address,
        )


class ClusterRecord(ClusterRow):
    """All that is known of a cluster, by topic, with the sources that are named there."""

    names: tuple[OtherNameRecord, ...]
    topics: dict[str, SectionRecord]
    sources: tuple[SourceRecord, ...]

    @classmethod
    def whole(cls, one: Listed, knowledge: Knowledge) -> "ClusterRecord":
        """The record of a cluster."""
        cluster = one.cluster
        return cls(
            **dict(ClusterRow.of(one, knowledge)),
            names=tuple(map(OtherNameRecord.of, cluster.names)),
            topics={id_: SectionRecord.of(section) for id_, section in cluster.topics.items()},
            sources=tuple(SourceRecord.of(knowledge.sources[id_]) for id_ in _named(cluster)),
        )


class TopicRecord(BaseModel):
    """What can be asked: of an entity, in general, over the set of clusters, or in small talk."""

    id: str
    scope: Scope
    title: Both
    question: Both

    @classmethod
    def of(cls, topic: Topic) -> "TopicRecord":
        """The record of a topic."""
        return cls(
            id=topic.id,
            scope=topic.scope,
            title=Both.of(topic.title),
            question=Both.of(topic.question),
        )


class Topics(BaseModel):
    """All topics."""

    topics: tuple[TopicRecord, ...]


class Sources(BaseModel):
    """All sources."""

    sources: tuple[SourceRecord, ...]


def _named(entity: Entity) -> tuple[str, ...]:
    """The sources of an entity's names and facts, in their order."""
    facts = (fact for section in entity.topics.values() for fact in section.facts)
    of_names = (id_ for name in entity.names for id_ in name.source)
    of_facts = (id_ for fact in facts for id_ in fact.source)
    return tuple(dict.fromkeys([*of_names, *of_facts]))
