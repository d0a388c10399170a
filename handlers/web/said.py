"""What was said so far, as the page carries it in its form: no cookie, nothing kept for it.

A question stands there as "?how to join", an opened link or button as "en:lotniczy/contact/2".
The answers are written anew from these, so that the conversation stands on the page that comes
back to a browser without JavaScript.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation, Question, Reply
from knowledge.model import LANGUAGES, Language

_MOST_SAID, _MOST_LETTERS = 10, 3_000
"""So much stands on a page that comes back; what is older is left out."""

_LANGUAGES: dict[str, Language] = {language: language for language in LANGUAGES}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_OPENED = re.compile(
    rf"(?P<language>[a-z]{{2}}):(?:(?P<entity>{_ID})(?:\+(?P<other>{_ID}))?)?/(?P<topic>{_ID})/(?P<page>[1-9]\d{{0,3}})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A link or button that was followed, and the language that it stood in."""

    target: Target
    language: Language


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was typed."""

    text: str


Saying = Opened | Asked


def encode(saying: Saying) -> str:
    """The value of a field."""
    match saying:
        case Asked(text):
            return f"?{text}"
        case Opened(target, language):
            of = "+".join(filter(None, (target.entity, target.other)))
            return f"{language}:{of}/{target.topic}/{target.page}"


def readable(text: str) -> str:
    """What a person typed, with blanks for what no page can hold."""
    return _UNSEEN.sub(" ", text)


def said(target: Target, language: Language) -> str:
    """The value of a button that opens a target, for a template."""
    return encode(Opened(target, language))


def decode(value: str) -> Saying | None:
    """What a field holds; None for what is not ours."""
    if value.startswith("?"):
        return Asked(readable(value[1:]))
    found = _OPENED.fullmatch(value)
    language = _LANGUAGES.get(found["language"]) if found else None
    if found is None or language is None:
        return None
    target = Target(found["topic"], found["entity"], int(found["page"]), found["other"])
    return Opened(target, language)


def latest(values: Iterable[str]) -> tuple[Saying, ...]:
    """What the fields of a form hold, as far back as a page shows it."""
    kept: list[Saying] = []
    letters = 0
    for value in reversed(list(values)):
        letters += len(value)
        if len(kept) == _MOST_SAID or letters > _MOST_LETTERS:
            break
        saying = decode(value)
        if saying is not None:
            kept.append(saying)
    return tuple(reversed(kept))


def replayed(
    said: Iterable[Saying], assistant: Assistant, today: date, language: Language
) -> Iterator[tuple[Saying, Reply]]:
    """What was said, each with its answer in the course of a conversation begun in `language`."""
    conversation = Conversation(language=language)
    for saying in said:
        match saying:
            case Asked(text):
                reply = assistant.ask(Question(text, today, conversation))
            case Opened(target, language):
                before = replace(conversation, language=language)
                reply = assistant.open(target, before, today)
        conversation = reply.conversation
        yield saying, reply
