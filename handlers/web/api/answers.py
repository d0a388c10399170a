"""A reply as JSON. The types here are those of the description, so that it tells the truth."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from bot.cards import Card
from bot.conversation import Answer, Choose, Found, NotFound, label_of
from handlers.web.talk import Said
from knowledge.model import Language

_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that may have been meant: a topic, of an entity or in general."""

    entity: str | None
    topic: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a reply says.

    `topic` is "none" where nothing was found and "choose" where the card asks back. `set` holds
    the ids of the clusters of a list or comparison, `sources` those of the sources on the card.
    """

    outcome: Literal["found", "choose", "not_found", "smalltalk"]
    language: Language
    entity: str | None
    topic: str
    set: tuple[str, ...]
    card: Card
    suggestions: tuple[Suggestion, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered(Content):
    """A reply within a conversation.

    Send `conversation` with the next question to go on from here. `question_id` names the
    question in a verdict; it is null where none was asked.
    """

    conversation: str
    question_id: str | None


_contents = TypeAdapter(Content)


class Answers:
    """Writes replies as JSON; those that come again and again are kept."""

    def __init__(self) -> None:
        self._written: OrderedDict[tuple[int, Language], tuple[Answer, bytes]] = OrderedDict()

    def write(self, said: Said) -> bytes:
        """The JSON of an `Answered`."""
        content = self.content(said.reply.answer, said.reply.language)
        question = f'"{said.question}"' if said.question else "null"
        within = f',"conversation":"{said.conversation}","question_id":{question}}}'
        return content[:-1] + within.encode()

    def content(self, answer: Answer, language: Language) -> bytes:
        """The JSON of a `Content`."""
        # The assistant gives the very same answer to a question that it has answered before.
        # While it is held here, nothing else can have its id.
        key = (id(answer), language)
        kept = self._written.get(key)
        if kept is not None:
            return kept[1]
        written = _contents.dump_json(_content(answer, language))
        self._written[key] = (answer, written)
        if len(self._written) > _KEPT:
            self._written.popitem(last=False)
        return written


def _content(answer: Answer, language: Language) -> Content:
    label = label_of(answer)
    match answer:
        case Choose(_, suggestions) | NotFound(_, suggestions):
            pass
        case _:
            suggestions = ()
    return Content(
        outcome=label.outcome,
        language=language,
        entity=label.entity,
        topic=label.topic,
        set=answer.set if isinstance(answer, Found) else (),
        card=answer.card,
        suggestions=tuple(Suggestion(item.entity, item.topic) for item in suggestions),
        sources=tuple(source.id for source in answer.card.sources),
    )
