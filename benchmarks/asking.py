"""Asks the assistant a list of labelled questions, as chats, and times each answer."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.questions import Given, Labelled, label
from bot.assistant import Assistant
from bot.conversation import Answer, Choose, Conversation, Found, NotFound, Question, SmallTalk


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what came, and the seconds it took."""

    question: Labelled
    given: Given
    seconds: float


def ask_all(assistant: Assistant, questions: Sequence[Labelled], today: date) -> list[Asked]:
    """Ask in order; a question with `after` goes on from the one it names."""
    conversations: dict[str, Conversation] = {}
    asked: list[Asked] = []
    for question in questions:
        before = conversations.get(question.after or "", Conversation())
        started = time.perf_counter()
        reply = assistant.ask(Question(question.text, today, before))
        seconds = time.perf_counter() - started
        conversations[question.id] = reply.conversation
        topic, shown = _label_and_set(reply.answer)
        asked.append(Asked(question, Given(topic, shown, reply.language), seconds))
    return asked


def _label_and_set(answer: Answer) -> tuple[tuple[str | None, str], tuple[str, ...]]:
    match answer:
        case Found(entity, topic, _, shown):
            return label(entity, topic), shown
        case Choose():
            return (None, "choose"), ()
        case NotFound():
            return (None, "none"), ()
        case SmallTalk(topic, _):
            return (None, topic), ()
