"""Which file of the knowledge an editor opens to change what an explanation tells of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.understanding.explanation import Explanation, runner_up
from knowledge.loader import CONCEPTS, DIALOGUES, NEIGHBOURS, SECTORS
from knowledge.model import OUTSIDE, Knowledge

_FOLDER = "knowledge"
_LIKE = -0.5
"""A message less like the examples of a topic is hardly meant for it."""

_CUES, _LISTS = "words/cues.yaml", "lists.yaml"

Why = Literal[
    "entity",
    "other_entity",
    "topic",
    "dialogues",
    "set",
    "examples",
    "other_examples",
    "families",
    "cues",
    "no_cue",
    "correction",
    "unknown",
    "sectors",
    "neighbours",
    "outside",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A file, why one would change it, and the ids or words to look for."""

    file: str
    why: Why
    ids: tuple[str, ...]


def places(explanation: Explanation, knowledge: Knowledge) -> tuple[Place, ...]:
    """The files that decided, in the order in which they are likely to be wrong."""
    return tuple(dict.fromkeys(_places(explanation, knowledge)))


def _places(explanation: Explanation, knowledge: Knowledge) -> Iterator[Place]:
    meaning = explanation.understanding.meaning
    yield from _words(explanation)
    if meaning.topic is not None:
        yield from _topic(meaning.topic, knowledge)
    yield from _examples(explanation, meaning.topic or OUTSIDE, knowledge)
    yield from _entities(explanation, knowledge)
    yield _place(f"{DIALOGUES}/everyday.yaml", "dialogues", meaning.topic or OUTSIDE)


def _words(explanation: Explanation) -> Iterator[Place]:
    typed = tuple(correction.typed for correction in explanation.corrections)
    if typed:
        yield _place(CONCEPTS, "correction", *typed)
    if explanation.unknown:
        yield _place(CONCEPTS, "unknown", *explanation.unknown)
    if explanation.neighbours:
        yield _place(NEIGHBOURS, "neighbours", *(heard.id for heard in explanation.neighbours))
    heard = tuple(one.id for one in explanation.families)
    if explanation.way == "set":
        yield _place(CONCEPTS, "families", *heard)
    elif heard and not explanation.topics:
        yield _place(_CUES, "no_cue", *heard)
    for leader in explanation.topics[:1]:
        if leader.families:
            yield _place(CONCEPTS, "families", *leader.families)
            yield _place(_CUES, "cues", leader.id)
    if explanation.sectors:
        yield _place(SECTORS, "sectors", *(heard.id for heard in explanation.sectors))


def _topic(topic: str, knowledge: Knowledge) -> Iterator[Place]:
    match knowledge.topics[topic].scope:
        case "general" | "conversation":
            yield _place(f"topics/{topic}.yaml", "topic", topic)
        case "set":
            yield _place(_LISTS, "set", topic)
        case "entity":
            pass


def _examples(explanation: Explanation, decided: str, knowledge: Knowledge) -> Iterator[Place]:
    """The examples of what was decided, and of what came next to it."""
    own = dict.fromkeys([decided, *(one.id for one in explanation.topics if one.taken)])
    labels = [one.id for one in explanation.topics]
    labels += [guess.label for guess in explanation.like if guess.score > _LIKE]
    others = [label for label in labels if label not in own and label != OUTSIDE]
    for label in (*own, *others[:1]):
        if label in knowledge.topics or label == OUTSIDE:
            why: Why = "examples" if label in own else "other_examples"
            file = f"examples/{label}.yaml"
            yield _place(file, "outside" if label == OUTSIDE else why, label)


def _entities(explanation: Explanation, knowledge: Knowledge) -> Iterator[Place]:
    meaning = explanation.understanding.meaning
    scope = knowledge.topics[meaning.topic].scope if meaning.topic else None
    for entity in meaning.entities:
        topics = (meaning.topic,) if scope == "entity" and meaning.topic else ()
        yield _place(_file_of(entity, knowledge), "entity", entity, *topics)
    other = runner_up(explanation.entities)
    if meaning.entities and other is not None and other.id not in meaning.entities:
        yield _place(_file_of(other.id, knowledge), "other_entity", other.id)


def _file_of(entity: str, knowledge: Knowledge) -> str:
    folder = "clusters" if entity in knowledge.clusters else "organisations"
    return f"{folder}/{entity}.yaml"


def _place(file: str, why: Why, *ids: str) -> Place:
    return Place(f"{_FOLDER}/{file}", why, ids)
