"""Rules over the whole base: what one file says of another has to be there."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.explanation import similar
from knowledge.model import (
    EASTERN_LANGUAGES,
    OUTSIDE,
    UNANSWERED,
    Entity,
    Fact,
    Knowledge,
    Topic,
    Turn,
    WordLists,
)

Path = tuple[str | int, ...]
Finding = tuple[str, Path, str, str]
"""File, path inside it, what is wrong, how to cure it."""

CUE_SEPARATOR = " + "
NO_WORD = "there is no word"
_DELETE = "Correct it or delete the line"

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
    for index, name in enumerate(entity.names):
        yield from _sources(file, ("names", index, "source"), name.source, knowledge)
    for index, sector in enumerate(entity.sectors):
        if sector not in knowledge.sectors:
            yield _unknown(file, ("sectors", index), "sector", sector, knowledge.sectors)
    allowed = {id_ for id_, topic in knowledge.topics.items() if topic.scope == "entity"}
    for id_, section in entity.topics.items():
        if id_ not in allowed:
            yield _unknown(file, ("topics", id_), "topic of an entity", id_, allowed)
        yield from _facts(file, ("topics", id_, "facts"), section.facts, knowledge)


def _topic(file: str, topic: Topic, knowledge: Knowledge) -> Iterator[Finding]:
    yield from _facts(file, ("facts",), topic.facts, knowledge)
    if topic.scope == "entity" and topic.gap is None:
        yield (file, (), "the key 'gap' is missing", "Say what the card tells if nothing is known")
    if topic.scope == "conversation" and topic.reply is None:
        yield (file, (), "the key 'reply' is missing", "Write the answer in both languages")
    if topic.scope == "general" and not topic.facts:
        yield (file, (), "the topic has no facts", "Add at least one fact with its source")
    for index, target in enumerate(topic.follow_ups):
        entity, _, id_ = target.rpartition("/")
        if entity and entity not in knowledge.entities:
            known = knowledge.entities
            yield _unknown(file, ("follow_ups", index), "cluster or organisation", entity, known)
        if id_ not in knowledge.topics:
            yield _unknown(file, ("follow_ups", index), "topic", id_, knowledge.topics)


def of_lessons(knowledge: Knowledge) -> Iterator[Finding]:
    """What the examples and dialogues say of topics, entities and each other."""
    yield from _examples(knowledge)
    for dialogues in knowledge.dialogues.values():
        file = f"dialogues/{dialogues.id}.yaml"
        for index, turns in enumerate(dialogues.dialogues):
            for place, turn in enumerate(turns):
                yield from _turn(file, ("dialogues", index, place), turn, knowledge)
    if OUTSIDE not in knowledge.examples:
        what = "there are no examples of what is outside the field"
        yield (f"examples/{OUTSIDE}.yaml", (), what, "Restore the file")


def _turn(file: str, path: Path, turn: Turn, knowledge: Knowledge) -> Iterator[Finding]:
    scopes = {id_: topic.scope for id_, topic in knowledge.topics.items()}
    of_entities = {id_ for id_, scope in scopes.items() if scope == "entity"}
    others = {id_ for id_, scope in scopes.items() if scope != "entity"} | set(UNANSWERED)
    for index, meant in enumerate(turn.means):
        entity, _, topic = meant.rpartition(" ")
        place = (*path, "means", index) if len(turn.means) > 1 else (*path, "means")
        if entity and entity not in knowledge.entities:
            known = knowledge.entities
            yield _unknown(file, place, "cluster or organisation", entity, known)
        if topic not in (of_entities if entity else others):
            kind = "topic of an entity" if entity else "topic about no one entity"
            yield _unknown(file, place, kind, topic, of_entities if entity else others)
    for index, id_ in enumerate(turn.set):
        if id_ not in knowledge.entities:
            known = knowledge.entities
            yield _unknown(file, (*path, "set", index), "cluster or organisation", id_, known)


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
                    what = f"'{phrase}' is an example of '{owner}' as well"
                    yield (file, (language, index), what, "Keep it where it fits better")


def _words(knowledge: Knowledge) -> Iterator[Finding]:
    yield from _cues(knowledge)
    yield from _cyrillic(knowledge)
    file = "words/neighbours.yaml"
    for index, neighbour in enumerate(knowledge.neighbours.values()):
        if neighbour.entity is not None and neighbour.entity not in knowledge.entities:
            path = ("neighbours", index, "entity")
            known = knowledge.entities
            yield _unknown(file, path, "cluster or organisation", neighbour.entity, known)


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
            what = f"nothing stands for '{entry.pl}' in Cyrillic"
            yield (file, (*path, "pl"), what, "Add 'both:', 'uk:' or 'ru:', or delete the line")
        for word in entry.pl.lower().split():
            if word not in known:
                what = f"{NO_WORD} '{word}' in our Polish lists"
                near = similar(word, known)
                cure = f"{near} Or delete the line" if near.endswith("?") else _DELETE
                yield (file, (*path, "pl"), what, cure)
    yield from dict.fromkeys(_said_twice(file, knowledge))  # a shared word is in both languages


def _said_twice(file: str, knowledge: Knowledge) -> Iterator[Finding]:
    for language in EASTERN_LANGUAGES:
        seen: set[str] = set()
        for index, entry in enumerate(knowledge.cyrillic.words):
            for key in ("both", language):
                for position, word in enumerate(getattr(entry, key)):
                    if word in seen:
                        path = ("words", index, key, position)
                        yield (file, path, f"'{word}' stands twice", "Keep one of them")
                    seen.add(word)


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
            what = f"the topic '{id_}' is missing, the program needs it"
            yield (f"topics/{id_}.yaml", (), what, "Restore its file")
    for id_ in _REQUIRED_CONCEPTS:
        if id_ not in knowledge.concepts:
            what = f"the concept '{id_}' is missing, the program needs it"
            yield ("words/concepts.yaml", (), what, "Restore its line")
    team = knowledge.organisations.get(_TEAM)
    if team is None or not any(fact.phone for fact in team.section("contact").facts):
        what = f"the phone of '{_TEAM}' is missing, many cards point to it"
        yield (f"organisations/{_TEAM}.yaml", (), what, "Add a contact fact with a phone")


def _facts(
    file: str, path: Path, facts: Sequence[Fact], knowledge: Knowledge
) -> Iterator[Finding]:
    for index, fact in enumerate(facts):
        yield from _sources(file, (*path, index, "source"), fact.source, knowledge)
        if fact.companies is not None and fact.companies > (fact.value or 0):
            what = f"{fact.companies} companies are more than the {fact.value or 0} members"
            yield (file, (*path, index, "companies"), what, "Correct 'value' or 'companies'")


def _sources(
    file: str, path: Path, sources: Sequence[str], knowledge: Knowledge
) -> Iterator[Finding]:
    for id_ in sources:
        if id_ not in knowledge.sources:
            yield _unknown(file, path, "source", id_, knowledge.sources)


def _unknown(
    file: str, path: Path, kind: str, id_: str, known: Mapping[str, object] | set[str]
) -> Finding:
    return (file, path, f"there is no {kind} '{id_}'", similar(id_, known))
