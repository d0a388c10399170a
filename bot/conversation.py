"""What passes between a channel and the core: a question in, a reply out."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from bot.cards import Card, Target
from knowledge.model import Language


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was talked about before; a small value that a channel keeps per chat.

    `mentioned` holds the entities talked of, in the order of their first mention, so that "the
    first one" can be answered; `previous` is the one talked of before `entity`. `set` holds the
    ids of the clusters shown last, in the order shown; it is empty once another entity is talked
    of. `ranking` is the whole order of which they were the head, so that "and the second?" can be
    answered. `language` is the one the person chose or wrote last. `asked` says that the bot
    asked back of whom `topic` was meant.
    """

    entity: str | None = None
    previous: str | None = None
    topic: str | None = None
    set: tuple[str, ...] = ()
    language: Language | None = None
    ranking: tuple[str, ...] = ()
    asked: bool = False
    mentioned: tuple[str, ...] = ()


_MOST_MENTIONED = 8
_OF_SETS = ("list", "count")


@dataclass(frozen=True, slots=True)
class Question:
    """What a person sent. `language` is a fixed choice; without it the message decides."""

    text: str
    asked_on: date
    conversation: Conversation = field(default_factory=Conversation)
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The knowledge holds an answer; `set` are the clusters of a list, count or comparison.

    `ranking` is the whole order of which the set is a part, where there is one.
    """

    entity: str | None
    topic: str
    card: Card
    set: tuple[str, ...] = ()
    ranking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Several answers fit about equally; the card asks back."""

    card: Card
    choices: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """Outside the field or not understood; the card says so and offers a way on."""

    card: Card
    nearest: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Greetings, thanks, help and the like."""

    topic: str
    card: Card


Answer = Found | Choose | NotFound | SmallTalk


class Label(NamedTuple):
    """An answer in the words of statistics and of `ask --json`."""

    outcome: Literal["found", "choose", "not_found", "smalltalk"]
    entity: str | None
    topic: str


def label_of(answer: Answer) -> Label:
    """The outcome found, choose, not_found or smalltalk, and what the answer is about."""
    match answer:
        case Found(entity, topic):
            return Label("found", entity, topic)
        case Choose():
            return Label("choose", None, "choose")
        case NotFound():
            return Label("not_found", None, "none")
        case SmallTalk(topic):
            return Label("smalltalk", None, topic)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer, the language it is in, and the conversation as it stands after it.

    `version` is the id of the knowledge that the answer comes from.
    """

    answer: Answer
    language: Language
    conversation: Conversation
    version: str = ""


def continued(before: Conversation, answer: Answer, language: Language) -> Conversation:
    """What the next message may refer to; small talk and refusals change nothing but language."""
    match answer:
        case Found(entity, topic, _, shown, ranking):
            if entity in before.set:  # one of those shown; "the other one" may come next
                shown, ranking = before.set, before.ranking
            elif topic in _OF_SETS and not shown:  # nothing fits: what was shown stays
                shown, ranking = before.set, before.ranking
                entity = before.entity
            won = ranking[:1] if topic == "compare" else ()
            entity = entity or next(iter(shown if len(shown) == 1 else won), None)
            return Conversation(
                entity=entity,
                previous=before.entity if before.entity != entity else before.previous,
                topic=topic,
                set=shown,
                language=language,
                ranking=ranking,
                mentioned=_mentioned(before.mentioned, entity),
            )
        case Choose(_, choices):
            return replace(before, topic=choices[-1].topic, language=language, asked=True)
        case _:
            return replace(before, language=language)


def _mentioned(before: tuple[str, ...], entity: str | None) -> tuple[str, ...]:
    """The entities talked of so far, the newest last; of too many the oldest are forgotten."""
    if entity is None or entity in before:
        return before
    return (*before, entity)[-_MOST_MENTIONED:]
