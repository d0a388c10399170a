"""What its facts make an entity known by: proper names, and every word by whose facts have it.

An editor who writes "In 2015 Jan Zaleski of Zalmet hosted the fair" need not list the person, the
firm and the fair once more as hints: all that stands in the facts points to their entity.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.understanding.morphology import Morphology
from bot.understanding.normalise import fold
from bot.understanding.proper_names import WORD, NameFinder, ProperName
from knowledge.model import Entity, Fact, Knowledge, Language, Text

_OWN_NAMES = frozenset(("contact", "coordinator", "members"))
_ITS_OWN, _TOLD_OF_IT, _IN_PASSING = 1.0, 0.7, 0.4
_CLEARLY_LESS = 0.75
"""Who speaks for one cluster and is a guest of another is named for the first."""

_GUESTS = frozenset(("activities", "partners"))
_MEMBERS = "members"
_MOST_OWNERS = 4
_USERS_OF_A_SOURCE = 2
_SHORTEST_PLURAL = 4

_NOBODY = ""
"""Owns the names of the general topics: they point to no entity."""


@dataclass(frozen=True, slots=True)
class FactName:
    """A name in the facts, and the entities that it points to about equally."""

    words: tuple[str, ...]
    owners: frozenset[str]
    unmistakable: bool
    languages: frozenset[Language]


@dataclass(frozen=True, slots=True)
class FactWords:
    """The names in the facts, and every word of them by dictionary form, with their owners.

    `members` are names of member firms, folded; they are asked for on matters of their own, too.
    `people` are names of people, folded, whole or a surname.
    """

    names: tuple[FactName, ...]
    words: Mapping[Language, Mapping[str, frozenset[str]]]
    members: frozenset[tuple[str, ...]]
    people: frozenset[tuple[str, ...]]


def collect_fact_words(
    knowledge: Knowledge,
    morphology: Morphology,
    everyday_ranks: Mapping[Language, Mapping[str, int]],
) -> FactWords:
    """Read all that the knowledge says of its entities; what is said in general is nobody's."""
    finder = NameFinder(morphology, everyday_ranks, _words_of_the_field(knowledge))
    collected = _Collected(finder, morphology)
    for entity in knowledge.entities.values():
        collected.add_entity(entity)
    for source, users in _users_of_sources(knowledge).items():
        for user in users if len(users) <= _USERS_OF_A_SOURCE else ():
            collected.add_text(knowledge.sources[source].title, user, _IN_PASSING, guests=True)
    for topic in knowledge.topics.values():
        for fact in topic.facts:
            collected.add_text(fact.text, _NOBODY, _ITS_OWN)
    return collected.fact_words()


def _words_of_the_field(knowledge: Knowledge) -> frozenset[str]:
    """Words that make topics, sectors and the entities' own names."""
    phrases: list[str] = []
    for concept in knowledge.concepts.values():
        phrases += concept.pl + concept.en
    for sector in knowledge.sectors.values():
        phrases += sector.words.all()
    for entity in knowledge.entities.values():
        phrases += (*entity.recognised_by.aliases.all(), entity.name.pl, entity.name.en)
    return frozenset(WORD.findall(fold(" ".join(phrases))))


def _users_of_sources(knowledge: Knowledge) -> Mapping[str, list[str]]:
    users: dict[str, list[str]] = defaultdict(list)
    for entity in knowledge.entities.values():
        facts = (fact for section in entity.topics.values() for fact in section.facts)
        for source in dict.fromkeys(source for fact in facts for source in fact.source):
            users[source].append(entity.id)
    return users


@dataclass(slots=True)
class _Found:
    """A name with how much it means to each entity."""

    words: tuple[str, ...]
    weights: dict[str, float] = field(default_factory=dict)
    unmistakable: bool = False
    languages: set[Language] = field(default_factory=set)


class _Collected:
    """Gathers names and words with what they mean to each entity."""

    def __init__(self, finder: NameFinder, morphology: Morphology) -> None:
        self._finder = finder
        self._morphology = morphology
        self._names: dict[tuple[str, ...], _Found] = {}
        self._members: set[tuple[str, ...]] = set()
        self._people: set[tuple[str, ...]] = set()
        self._polish: dict[str, set[str]] = defaultdict(set)
        self._english: dict[str, set[str]] = defaultdict(set)

    def add_entity(self, entity: Entity) -> None:
        """Facts, what is said beside them, and the longer of the names that editors wrote."""
        for name in self._finder.in_hints(entity.recognised_by.hints):
            self._add(name, entity.id, _ITS_OWN)
        for topic, section in entity.topics.items():
            weight = _ITS_OWN if topic in _OWN_NAMES else _TOLD_OF_IT
            guests = topic in _GUESTS
            for fact in section.facts:
                names = (*self._finder.in_text(fact.text), *self._in_addresses(fact))
                if topic == _MEMBERS:
                    self._members.update(map(self._folded, names))
                self._add_all(names, entity.id, weight, guests=guests)
                self._add_words(fact.text, entity.id)
            for text in (*section.contradictions, *section.missing):
                self.add_text(text, entity.id, _IN_PASSING, guests=guests)

    def add_text(self, text: Text, entity: str, weight: float, *, guests: bool = False) -> None:
        """Names and words; `guests` where the people named need not be the entity's own."""
        self._add_all(self._finder.in_text(text), entity, weight, guests=guests)
        self._add_words(text, entity)

    def fact_words(self) -> FactWords:
        """All that was gathered, by whom it points to."""
        polish: dict[str, set[str]] = defaultdict(set)
        english: dict[str, set[str]] = defaultdict(set)
        for word, ids in self._polish.items():
            for base in self._morphology.bases(word):
                polish[base.lower()] |= ids
        for word, ids in self._english.items():
            english[_singular(word.lower())] |= ids
        return FactWords(
            tuple(name for name in map(self._name, self._names.values()) if name.owners),
            {"pl": _owned(polish), "en": _owned(english)},
            frozenset(self._members),
            frozenset(self._people),
        )

    def _name(self, found: _Found) -> FactName:
        """A name with those to whom it means most; nobody's where it is said in general."""
        most = max(found.weights.values())
        owners = {id_ for id_, own in found.weights.items() if own >= _CLEARLY_LESS * most}
        is_code = len(found.words) == 1 and self._finder.fold(found.words[0]) in self._finder.codes
        if _NOBODY in owners or len(owners) > _MOST_OWNERS or is_code:
            owners = set()
        return FactName(
            found.words, frozenset(owners), found.unmistakable, frozenset(found.languages)
        )

    def _in_addresses(self, fact: Fact) -> Iterable[ProperName]:
        if fact.address:
            yield self._finder.in_address(fact.address)
        if fact.url:
            yield from self._finder.in_host(urlsplit(fact.url).netloc)
        if fact.email:
            yield from self._finder.in_host(fact.email.split("@")[1])

    def _add_all(
        self, names: Iterable[ProperName], entity: str, weight: float, *, guests: bool
    ) -> None:
        for name in names:
            guest = guests and name.of_person
            self._add(name._replace(unmistakable=False) if guest else name, entity, weight)

    def _add(self, name: ProperName, entity: str, weight: float) -> None:
        folded = self._folded(name)
        if name.of_person:
            self._people.add(folded)
        found = self._names.setdefault(folded, _Found(name.words))
        found.weights[entity] = max(weight, found.weights.get(entity, 0.0))
        found.unmistakable |= name.unmistakable
        found.languages.update(name.languages)

    def _add_words(self, text: Text, entity: str) -> None:
        for word in WORD.findall(text.pl):
            self._polish[word].add(entity)
        for word in WORD.findall(text.en):
            self._english[word].add(entity)

    def _folded(self, name: ProperName) -> tuple[str, ...]:
        return tuple(map(self._finder.fold, name.words))


def _owned(words: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {word: frozenset(ids - {_NOBODY}) for word, ids in words.items() if ids != {_NOBODY}}


def _singular(word: str) -> str:
    plural = len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word
