"""Replies for programs: one JSON object an answer, singly or as a stream."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any, TypeGuard

from bot.assistant import Assistant
from bot.conversation import (
    Choose,
    Conversation,
    Found,
    NotFound,
    Question,
    Reply,
    label_of,
)
from bot.plain import plain_text
from knowledge.model import Language

Id = str | int


@dataclass(frozen=True, slots=True)
class _Request:
    id: Id
    q: str
    after: Id | None


class _MalformedLineError(ValueError):
    """The line is not a question; the message says why."""


def ask(assistant: Assistant, question: Question, id_: Id | None) -> tuple[Reply, dict[str, Any]]:
    """The reply to one question, and as an object with the fields of `ask --jsonl`."""
    started = perf_counter()
    reply = assistant.ask(question)
    milliseconds = round((perf_counter() - started) * 1000, 3)
    card = reply.answer.card
    return reply, {
        "id": id_,
        "lang": reply.language,
        **_answer_fields(reply),
        "text": plain_text(card, assistant.texts, reply.language),
        "sources": [source.id for source in card.sources],
        "ms": milliseconds,
    }


def answer_stream(
    lines: Iterable[bytes],
    assistant: Assistant,
    today: Callable[[], date],
    language: Language | None,
) -> Iterator[dict[str, Any]]:
    """An object for each line that is not blank; a malformed one gets `error` and `line`.

    `line` counts from 1. A question with `after` continues the conversation of that id.
    """
    conversations: dict[Id, Conversation] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = _read(line)
            conversation = _conversation(request, conversations)
        except _MalformedLineError as error:
            yield {"error": str(error), "line": number}
            continue
        question = Question(request.q, today(), conversation, language)
        reply, answer = ask(assistant, question, request.id)
        conversations[request.id] = reply.conversation
        yield answer


def to_line(value: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8; half of a surrogate pair stays the escape that it came as."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _answer_fields(reply: Reply) -> dict[str, Any]:
    answer = reply.answer
    label = label_of(answer)
    match answer:
        case Choose(_, suggestions) | NotFound(_, suggestions):
            pass
        case _:
            suggestions = ()
    return {
        "outcome": label.outcome,
        "entity": label.entity,
        "topic": label.topic,
        "set": list(answer.set) if isinstance(answer, Found) else [],
        "suggestions": [{"entity": item.entity, "topic": item.topic} for item in suggestions],
    }


def _read(line: bytes) -> _Request:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _MalformedLineError("the line is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _MalformedLineError("the line is not JSON") from error
    if not isinstance(value, dict):
        raise _MalformedLineError('the line is not an object like {"id": "1", "q": "…"}')
    id_, q, after = value.get("id"), value.get("q"), value.get("after")
    if not _is_id(id_):
        raise _MalformedLineError("'id' is missing or neither text nor a whole number")
    if not isinstance(q, str):
        raise _MalformedLineError("'q' is missing or not text")
    if after is not None and not _is_id(after):
        raise _MalformedLineError("'after' is neither text nor a whole number")
    return _Request(id_, q, after)


def _is_id(value: object) -> TypeGuard[Id]:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _conversation(request: _Request, conversations: dict[Id, Conversation]) -> Conversation:
    if request.after is None:
        return Conversation()
    try:
        return conversations[request.after]
    except KeyError as error:
        raise _MalformedLineError(f"'after' names no earlier id: {request.after!r}") from error
