"""The knowledge as the baselines are given it: pairs of entity and topic with their wordings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.questions import REFUSAL, Label
from knowledge.check import CUE_SEPARATOR
from knowledge.model import (
    LANGUAGES,
    OUTSIDE,
    PLACEHOLDER,
    Concept,
    Entity,
    Examples,
    Knowledge,
    Language,
    Topic,
)

Wordings = Mapping[Language, tuple[str, ...]]

_SPELLINGS_OF_A_CUE = 3


@dataclass(frozen=True, slots=True)
class Document:
    """All that leads to one answer, by language; without an entity there are no names or hints."""

    label: Label
    names: Wordings
    hints: Wordings
    phrasings: Wordings

    def questions(self) -> Iterator[str]:
        """Every phrasing as a question, the names taking turns behind it."""
        for language in LANGUAGES:
            names = self.names[language]
            for turn, phrasing in enumerate(self.phrasings[language]):
                name = names[turn % len(names)] if names else ""
                placed = phrasing if PLACEHOLDER in phrasing else f"{phrasing} {PLACEHOLDER}"
                yield placed.replace(PLACEHOLDER, name).strip()

    def nameless(self) -> Iterator[str]:
        """Every phrasing without the place of a name."""
        for phrasing in (phrasing for own in self.phrasings.values() for phrasing in own):
            yield " ".join(phrasing.replace(PLACEHOLDER, " ").split())

    def words(self) -> str:
        """All wordings in a row, for those who count words."""
        called = (words for part in (self.names, self.hints) for words in part.values())
        return " ".join((*(word for words in called for word in words), *self.nameless()))


def documents(knowledge: Knowledge) -> tuple[Document, ...]:
    """Every entity with every topic that can be asked of it, the other topics, what is outside."""
    asked = phrasings(knowledge)
    pairs = [
        Document((entity.id, topic.id), _names(entity), _hints(entity), asked[topic.id])
        for entity in knowledge.entities.values()
        for topic in knowledge.topics.values()
        if topic.scope == "entity"
    ]
    none: Wordings = dict.fromkeys(LANGUAGES, ())
    alone = [
        Document((None, topic.id), none, none, asked[topic.id])
        for topic in knowledge.topics.values()
        if topic.scope != "entity"
    ]
    outside = [
        Document(REFUSAL, none, none, _by_language(examples))
        for id_, examples in knowledge.examples.items()
        if id_ == OUTSIDE
    ]
    return (*pairs, *alone, *outside)


def phrasings(knowledge: Knowledge) -> Mapping[str, Wordings]:
    """How each topic may be asked: its title, its button, its examples, its cues spelled out.

    A name stands where the placeholder is, else at the end.
    """
    return {
        topic.id: {
            language: tuple(dict.fromkeys(_phrasings(topic, knowledge, language)))
            for language in LANGUAGES
        }
        for topic in knowledge.topics.values()
    }


def _phrasings(topic: Topic, knowledge: Knowledge, language: Language) -> Iterator[str]:
    yield topic.title.in_(language)
    yield topic.question.in_(language)
    if topic.id in knowledge.examples:
        yield from _by_language(knowledge.examples[topic.id])[language]
    for cue in knowledge.cues.get(topic.id, ()):
        concepts = [knowledge.concepts[id_] for id_ in cue.split(CUE_SEPARATOR)]
        yield from _spelled_out(concepts, language)


def _by_language(examples: Examples) -> Wordings:
    return {"pl": examples.pl, "en": examples.en}


def _spelled_out(concepts: list[Concept], language: Language) -> Iterator[str]:
    """A single concept in all its words; several together in the first few words of each."""
    spellings = [concept.pl if language == "pl" else concept.en for concept in concepts]
    if all(spellings):
        longest = max(map(len, spellings))
        count = longest if len(concepts) == 1 else min(longest, _SPELLINGS_OF_A_CUE)
        for i in range(count):
            yield " ".join(own[i % len(own)] for own in spellings)


def _names(entity: Entity) -> Wordings:
    other = tuple(name.name for name in entity.names)
    aliases = entity.recognised_by.aliases
    return {
        "pl": tuple(dict.fromkeys((entity.short.pl, entity.name.pl, *aliases.pl, *other))),
        "en": tuple(dict.fromkeys((entity.short.en, entity.name.en, *aliases.en, *other))),
    }


def _hints(entity: Entity) -> Wordings:
    hints = entity.recognised_by.hints
    return {"pl": hints.pl, "en": hints.en}
