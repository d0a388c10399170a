"""The assistant is asked what editors say it understands: names, examples, kept dialogues."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.assistant import Assistant
from bot.conversation import (
    Answer,
    Choose,
    Conversation,
    Found,
    NotFound,
    Question,
    SmallTalk,
    label_of,
)
from bot.understanding.signs import GENERAL_FORM
from knowledge.finding import Finding
from knowledge.model import (
    ASKED_BACK,
    LANGUAGES,
    OUTSIDE,
    PLACEHOLDER,
    Entity,
    Knowledge,
    Language,
    Turn,
)

_ASKED_OF_NAMES = "contact"
"""The topic in whose question every name is tried: a bare word asks for nothing."""

_NAMES_OF_AN_EXAMPLE = 2
_NEAR = {**GENERAL_FORM, **{general: topic for topic, general in GENERAL_FORM.items()}}
"""A topic of an entity and its general form: examples of the one may well get the other."""


def misled_names(assistant: Assistant, today: date) -> Iterator[Finding]:
    """Aliases by which the assistant does not find their own entity."""
    knowledge = assistant.knowledge
    for folder, entities in (
        ("clusters", knowledge.clusters),
        ("organisations", knowledge.organisations),
    ):
        for entity in entities.values():
            yield from _misled_aliases(f"{folder}/{entity.id}.yaml", entity, assistant, today)


def _misled_aliases(
    file: str, entity: Entity, assistant: Assistant, today: date
) -> Iterator[Finding]:
    question = assistant.knowledge.topics[_ASKED_OF_NAMES].question
    for language in LANGUAGES:
        for index, alias in enumerate(getattr(entity.recognised_by.aliases, language)):
            text = question.in_(language).replace(PLACEHOLDER, alias)
            answer = assistant.ask(Question(text, today, language=language)).answer
            if entity.id not in _entities_of(answer):
                path = ("recognised_by", "aliases", language, index)
                yield _wrong(file, path, text, entity.id, answer)


def _entities_of(answer: Answer) -> set[str | None]:
    match answer:
        case Found(entity):
            return {entity}
        case Choose(choices=choices):
            return {choice.entity for choice in choices}
        case NotFound() | SmallTalk():
            return set()


def misled_examples(assistant: Assistant, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Examples that bring a card of another topic; `knowledge` is loaded with its lessons.

    What names nobody is asked as people ask it: after an answer about a cluster. To be asked back
    or refused is no wrong card.
    """
    clusters = [*assistant.knowledge.clusters.values()][:_NAMES_OF_AN_EXAMPLE]
    scopes = {id_: topic.scope for id_, topic in knowledge.topics.items()}
    for id_, examples in knowledge.examples.items():
        for language in LANGUAGES:
            for index, phrase in enumerate(getattr(examples, language)):
                before = Conversation()
                if scopes.get(id_) == "entity" and PLACEHOLDER not in phrase:
                    before = Conversation(entity=clusters[0].id, topic="overview")
                text = _named(phrase, clusters, language)
                answer = assistant.ask(Question(text, today, before)).answer
                label = label_of(answer)
                fits = label.topic in (id_, _NEAR.get(id_), OUTSIDE, ASKED_BACK)
                if not fits:
                    yield _wrong(f"examples/{id_}.yaml", (language, index), text, id_, answer)


def _named(phrase: str, clusters: Sequence[Entity], language: Language) -> str:
    for cluster in clusters:
        phrase = phrase.replace(PLACEHOLDER, cluster.short.in_(language), 1)
    return phrase


def broken_dialogues(assistant: Assistant, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Turns of kept dialogues that get another answer; `knowledge` is loaded with its lessons."""
    for dialogues in knowledge.dialogues.values():
        if not dialogues.kept:
            continue
        for index, turns in enumerate(dialogues.dialogues):
            conversation = Conversation()
            for place, turn in enumerate(turns):
                reply = assistant.ask(Question(turn.say, today, conversation))
                conversation = reply.conversation
                if not _is_meant(turn, reply.answer):
                    came = _came(reply.answer)
                    values = {"say": turn.say, "came": came, "means": " / ".join(turn.means)}
                    file = f"dialogues/{dialogues.id}.yaml"
                    path = ("dialogues", index, place, "say")
                    yield Finding(file, path, "broken-dialogue", values)


def _is_meant(turn: Turn, answer: Answer) -> bool:
    if _came(answer) not in turn.means:
        return False
    shown = answer.set if isinstance(answer, Found) and answer.entity is None else ()
    return not turn.set or not shown or set(shown) == set(turn.set)


def _came(answer: Answer) -> str:
    """An answer as dialogues write it: "lotniczy contact", "benefits", "none", "choose"."""
    label = label_of(answer)
    return f"{label.entity} {label.topic}" if label.entity else label.topic


def _wrong(
    file: str, path: tuple[str | int, ...], text: str, owner: str, answer: Answer
) -> Finding:
    values = {"phrase": text, "owner": owner, "came": _came(answer)}
    return Finding(file, path, "wrong-owner", values)
