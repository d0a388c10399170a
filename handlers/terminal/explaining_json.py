"""An explanation for programs, as an object for JSON."""

from dataclasses import fields, is_dataclass
from typing import Any

from bot.assistant import Assistant
from bot.understanding.explanation import (
    EntityCandidate,
    Explanation,
    TopicCandidate,
    margin,
    runner_up,
)
from handlers.terminal.places import places

_TELLING = 3
_DECIMALS = 3


def as_object(explanation: Explanation, assistant: Assistant) -> dict[str, Any]:
    """All that led to the understanding, and the files to change, in ids, words and scores."""
    told = {
        "language": explanation.understanding.language,
        "way": explanation.way,
        "weighed": explanation.weighed,
        "meaning": explanation.understanding.meaning,
        "words": explanation.words,
        "corrections": explanation.corrections,
        "families": explanation.families,
        "like": explanation.like,
        "features": explanation.features[:_TELLING],
        "entities": explanation.entities,
        "entity_runner_up": _id(runner_up(explanation.entities)),
        "entity_margin": margin(explanation.entities),
        "topics": explanation.topics,
        "topic_runner_up": _id(runner_up(explanation.topics)),
        "topic_margin": margin(explanation.topics),
        "sectors": explanation.sectors,
        "condition": explanation.condition,
        "neighbours": explanation.neighbours,
        "anchored": explanation.anchored,
        "unknown": explanation.unknown,
        "places": places(explanation, assistant.knowledge),
    }
    return {key: _plain(value) for key, value in told.items()}


def _id(candidate: EntityCandidate | TopicCandidate | None) -> str | None:
    return candidate.id if candidate else None


def _plain(value: object) -> Any:
    """As JSON holds it."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | frozenset):
        return [
            _plain(part) for part in (sorted(value) if isinstance(value, frozenset) else value)
        ]
    return round(value, _DECIMALS) if isinstance(value, float) else value
