"""All cards of an entity or a topic in both languages, for the staff to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation
from bot.plain import plain_text
from knowledge.model import LANGUAGES, Knowledge


class UnknownIdError(Exception):
    """There is nothing to preview under this id; the message names the nearest one."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A card as plain text, headed by what it shows ("lotniczy / contact · pl")."""

    heading: str
    text: str


def previews(id_: str, assistant: Assistant, asked_on: date) -> Iterator[Preview]:
    """Each card in Polish, then in English, in the order of the topics.

    Raises:
        UnknownIdError: when `id_` is neither an entity nor a topic that stands by itself.
    """
    for target in targets_of(id_, assistant.knowledge):
        name = f"{target.entity} / {target.topic}" if target.entity else target.topic
        for language in LANGUAGES:
            reply = assistant.open(target, Conversation(language=language), asked_on)
            text = plain_text(reply.answer.card, assistant.texts, language)
            yield Preview(f"{name} · {language}", text)


def targets_of(id_: str, knowledge: Knowledge) -> list[Target]:
    """What there is to preview under an id.

    Raises:
        UnknownIdError: when `id_` is neither an entity nor a topic that stands by itself.
    """
    if id_ in knowledge.entities:
        of_entities = [topic for topic in knowledge.topics.values() if topic.scope == "entity"]
        return [Target(topic.id, id_) for topic in of_entities]
    by_themselves = [topic.id for topic in knowledge.topics.values() if topic.scope != "entity"]
    if id_ in by_themselves:
        return [Target(id_)]
    if id_ in knowledge.topics:
        raise UnknownIdError(
            f"'{id_}' is a topic of every cluster: preview a cluster, such as "
            f"'{next(iter(knowledge.clusters))}', to see it."
        )
    nearest = get_close_matches(id_, [*knowledge.entities, *by_themselves], n=1, cutoff=0)
    raise UnknownIdError(f"There is no '{id_}'. The nearest id is '{nearest[0]}'.")
