"""Rules over the whole base: what one file says of another has to be there."""

from collections.abc import Collection, Iterator, Sequence

from knowledge.finding import Finding, Path
from knowledge.model import (
    EASTERN_LANGUAGES,
    LANGUAGES,
    LONGEST_ENTITY_ID,
    LONGEST_TOPIC_ID,
    OUTSIDE,
    PLACEHOLDER,
    UNANSWERED,
    Entity,
    Fact,
    Knowledge,
    Topic,
    Turn,
    WordLists,
)

CUE_SEPARATOR = " + "

_REQUIRED_TOPICS = (
    *("overview", "contact", "join", "fees", "status", "coordinator", "website", "partners"),
    *("activities", "members", "founded"),
    *("join-general", "fees-general", "contact-general", "benefits", "what-is-a-cluster"),
    *("national-key-clusters", "cluster-standards"),
    *("list", "count", "compare", "greeting", "language", "help", "privacy"),
)
_REQUIRED_CONCEPTS = (
    *("cluster", "lublin", "key-cluster", "my-business", "people-of", "trade", "they", "which"),
    *("how-many", "list", "compare", "difference", "older", "newer", "bigger", "smaller"),
    *("oldest", "newest", "biggest", "smallest", "by-size", "after", "before", "since", "until"),
    *("between", "more-than", "less-than", "at-least", "at-most", "and-up", "exactly"),
    *("most", "fewest", "by-companies", "by-year", "alphabetical", "arrange", "upwards"),
    *("downwards", "head", "tail", "last-but-one", "runner-up", "podium", "place", "better"),
    *("more", "less", "year", "company", "companies-only", "small", "large", "person", "firm"),
    *("private-initiative", "in-name", "name-begins", "word", "rest", "together", "exist"),
    *("who", "where", "have", "member", "open-business"),
    *("city", "found", "city-initiative", "fee", "free", "status"),
)
_TEAM = "zespol-ds-klastrow"


def cross_references(knowledge: Knowledge) -> Iterator[Finding]:
    """All references that lead nowhere, and entries that do not fit each other."""
    for folder, entities in (
        ("clusters", knowledge.clusters),
        ("organisations", knowledge.organisations),
    ):
        for entity in entities.values():
            yield from _entity(f"{folder}/{entity.id}.yaml", entity, knowledge)
    for topic in knowledge.topics.values():
        yield from _topic(f"topics/{topic.id}.yaml", topic, knowledge)
    yield from _words(knowledge)
    yield from _lists(knowledge)
    yield from _required(knowledge)


def _entity(file: str, entity: Entity, knowledge: Knowledge) -> Iterator[Finding]:
    yield from _length(file, entity.id, LONGEST_ENTITY_ID)
    for index, name in enumerate(entity.names):
        yield from _sources(file, ("names", index, "source"), name.source, knowledge)
    for index, sector in enumerate(entity.sectors):
        if sector not in knowledge.sectors:
            yield _unknown(file, ("sectors", index), "sector", sector, knowledge.sectors)
    allowed = {id_ for id_, topic in knowledge.topics.items() if topic.scope == "entity"}
    for id_, section in entity.topics.items():
        if id_ not in allowed:
            yield _unknown(file, ("topics", id_), "entity-topic", id_, allowed)
        yield from _facts(file, ("topics", id_, "facts"), section.facts, knowledge)


def _topic(file: str, topic: Topic, knowledge: Knowledge) -> Iterator[Finding]:
    yield from _length(file, topic.id, LONGEST_TOPIC_ID)
    yield from _facts(file, ("facts",), topic.facts, knowledge)
    if topic.scope == "entity" and topic.gap is None:
        yield Finding(file, (), "no-gap")
    if topic.scope == "conversation" and topic.reply is None:
        yield Finding(file, (), "no-reply")
    if topic.scope == "general" and not topic.facts:
        yield Finding(file, (), "no-facts")
    for language in LANGUAGES:
        question = topic.question.in_(language)
        rest = question.replace(PLACEHOLDER, "", topic.scope == "entity")
        is_complete = topic.scope != "entity" or PLACEHOLDER in question
        if not is_complete or "{" in rest or "}" in rest:
            path = ("question", language)
            yield Finding(file, path, "name-placeholder", {"question": question})
    for index, target in enumerate(topic.follow_ups):
        entity, _, id_ = target.rpartition("/")
        if entity and entity not in knowledge.entities:
            known = knowledge.entities
            yield _unknown(file, ("follow_ups", index), "entity", entity, known)
        if id_ not in knowledge.topics:
            yield _unknown(file, ("follow_ups", index), "topic", id_, knowledge.topics)


def _length(file: str, id_: str, most: int) -> Iterator[Finding]:
    if len(id_) > most:
        values = {"id": id_, "length": str(len(id_)), "limit": str(most)}
        yield Finding(file, ("id",), "long-id", values)


def of_lessons(knowledge: Knowledge) -> Iterator[Finding]:
    """What the examples and dialogues say of topics, entities and each other."""
    yield from _examples(knowledge)
    scopes = {id_: topic.scope for id_, topic in knowledge.topics.items()}
    of_entities = {id_ for id_, scope in scopes.items() if scope == "entity"}
    others = {id_ for id_, scope in scopes.items() if scope != "entity"} | set(UNANSWERED)
    entities = set(knowledge.entities)
    for dialogues in knowledge.dialogues.values():
        file = f"dialogues/{dialogues.id}.yaml"
        for index, turns in enumerate(dialogues.dialogues):
            for place, turn in enumerate(turns):
                path = ("dialogues", index, place)
                yield from _turn(file, path, turn, entities, of_entities, others)
    if OUTSIDE not in knowledge.examples:
        yield Finding(f"examples/{OUTSIDE}.yaml", (), "no-outside-examples")


def _turn(
    file: str,
    path: Path,
    turn: Turn,
    entities: Collection[str],
    of_entities: Collection[str],
    others: Collection[str],
) -> Iterator[Finding]:
    for index, meant in enumerate(turn.means):
        entity, _, topic = meant.rpartition(" ")
        place = (*path, "means", index) if len(turn.means) > 1 else (*path, "means")
        if entity and entity not in entities:
            yield _unknown(file, place, "entity", entity, entities)
        if topic not in (of_entities if entity else others):
            kind = "entity-topic" if entity else "general-topic"
            yield _unknown(file, place, kind, topic, of_entities if entity else others)
    for index, id_ in enumerate(turn.set):
        if id_ not in entities:
            yield _unknown(file, (*path, "set", index), "entity", id_, entities)


def _examples(knowledge: Knowledge) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for id_, examples in knowledge.examples.items():
        file = f"examples/{id_}.yaml"
        if id_ != OUTSIDE and id_ not in knowledge.topics:
            yield _unknown(file, ("id",), "topic", id_, knowledge.topics)
        for language, phrases in (("pl", examples.pl), ("en", examples.en)):
            for index, phrase in enumerate(phrases):
                owner = owners.setdefault(phrase.casefold(), id_)
                if owner != id_:
                    values = {"phrase": phrase, "owner": owner}
                    yield Finding(file, (language, index), "shared-example", values)


def _words(knowledge: Knowledge) -> Iterator[Finding]:
    yield from _cues(knowledge)
    yield from _cyrillic(knowledge)
    file = "words/neighbours.yaml"
    for index, neighbour in enumerate(knowledge.neighbours.values()):
        if neighbour.entity is not None and neighbour.entity not in knowledge.entities:
            path = ("neighbours", index, "entity")
            known = knowledge.entities
            yield _unknown(file, path, "entity", neighbour.entity, known)


def _cues(knowledge: Knowledge) -> Iterator[Finding]:
    file = "words/cues.yaml"
    for topic, cues in knowledge.cues.items():
        if topic not in knowledge.topics:
            yield _unknown(file, ("cues", topic), "topic", topic, knowledge.topics)
        for index, cue in enumerate(cues):
            for concept in cue.split(CUE_SEPARATOR):
                if concept not in knowledge.concepts:
                    path = ("cues", topic, index)
                    yield _unknown(file, path, "concept", concept, knowledge.concepts)


def _cyrillic(knowledge: Knowledge) -> Iterator[Finding]:
    file = "words/cyrillic.yaml"
    known = _polish_words(knowledge)
    for index, entry in enumerate(knowledge.cyrillic.words):
        path = ("words", index)
        if not (entry.both or entry.uk or entry.ru):
            yield Finding(file, (*path, "pl"), "nothing-in-cyrillic", {"word": entry.pl})
        for word in entry.pl.lower().split():
            if word not in known:
                values = {"word": word}
                yield Finding(file, (*path, "pl"), "unknown-word", values, word, known)
    yield from _said_twice(file, knowledge)


def _said_twice(file: str, knowledge: Knowledge) -> Iterator[Finding]:
    found: dict[Path, str] = {}  # a word of both languages is told once
    for language in EASTERN_LANGUAGES:
        seen: set[str] = set()
        for index, entry in enumerate(knowledge.cyrillic.words):
            for key in ("both", language):
                for position, word in enumerate(getattr(entry, key)):
                    if word in seen:
                        found["words", index, key, position] = word
                    seen.add(word)
    for path, word in found.items():
        yield Finding(file, path, "cyrillic-twice", {"word": word})


def _polish_words(knowledge: Knowledge) -> set[str]:
    """Every word by which a message in Polish is understood, as editors wrote it."""
    phrases = [*knowledge.function_words.pl]
    for concept in knowledge.concepts.values():
        phrases += concept.pl
    for entity in knowledge.entities.values():
        recognised = entity.recognised_by
        phrases += [entity.name.pl, entity.short.pl, *recognised.aliases.pl, *recognised.hints.pl]
    words: tuple[WordLists, ...] = (
        *(sector.words for sector in knowledge.sectors.values()),
        *(neighbour.words for neighbour in knowledge.neighbours.values()),
    )
    phrases += [phrase for lists in words for phrase in lists.pl]
    return {word for phrase in phrases for word in phrase.lower().split()}


def _lists(knowledge: Knowledge) -> Iterator[Finding]:
    for key, published in (
        ("reference", knowledge.lists.reference),
        ("later", knowledge.lists.later),
    ):
        yield from _sources("lists.yaml", (key, "source"), (published.source,), knowledge)
        for index, id_ in enumerate(published.clusters):
            if id_ not in knowledge.clusters:
                path = (key, "clusters", index)
                yield _unknown("lists.yaml", path, "cluster", id_, knowledge.clusters)


def _required(knowledge: Knowledge) -> Iterator[Finding]:
    """What the program itself counts on."""
    for id_ in _REQUIRED_TOPICS:
        if id_ not in knowledge.topics:
            yield Finding(f"topics/{id_}.yaml", (), "needed-topic", {"id": id_})
    for id_ in _REQUIRED_CONCEPTS:
        if id_ not in knowledge.concepts:
            yield Finding("words/concepts.yaml", (), "needed-concept", {"id": id_})
    team = knowledge.organisations.get(_TEAM)
    if team is None or not any(fact.phone for fact in team.section("contact").facts):
        yield Finding(f"organisations/{_TEAM}.yaml", (), "needed-phone", {"id": _TEAM})


def _facts(
    file: str, path: Path, facts: Sequence[Fact], knowledge: Knowledge
) -> Iterator[Finding]:
    for index, fact in enumerate(facts):
        yield from _sources(file, (*path, index, "source"), fact.source, knowledge)
        if fact.companies is not None and fact.companies > (fact.value or 0):
            values = {"companies": str(fact.companies), "members": str(fact.value or 0)}
            yield Finding(file, (*path, index, "companies"), "companies-over-members", values)
        if fact.coordinates is not None and fact.address is None:
            yield Finding(file, (*path, index, "coordinates"), "coordinates-alone")


def _sources(
    file: str, path: Path, sources: Sequence[str], knowledge: Knowledge
) -> Iterator[Finding]:
    for id_ in sources:
        if id_ not in knowledge.sources:
            yield _unknown(file, path, "source", id_, knowledge.sources)


def _unknown(file: str, path: Path, kind: str, id_: str, known: Collection[str]) -> Finding:
    return Finding(file, path, f"unknown-{kind}", {"id": id_}, id_, known)
