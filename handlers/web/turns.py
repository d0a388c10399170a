"""Turns of a conversation as the pages show them: what was said, and the card that answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.answering.parts import Writer
from bot.assistant import Assistant
from bot.cards import Contact
from bot.conversation import Found, Reply
from handlers.web.contacts import has_contacts, leading
from handlers.web.said import Asked, Opened, Saying, encode, replayed
from knowledge.model import EasternLanguage, Language

_WITH_CONTACTS = ("contact", "join")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its card; `said` is what the form carries of it.

    `leading` is the contact that the first line tells in words, `saved` the entity whose contacts
    can be saved, `question` how feedback names the answer, `stage` how far that has come. `led`
    says that a link led here, and nothing has been asked yet.
    """

    said: str
    shown: str
    reply: Reply
    conversation: str = ""
    leading: Contact | None = None
    saved: str | None = None
    question: str | None = None
    stage: str = "ask"
    led: bool = False

    @property
    def is_comparison(self) -> bool:
        """Whether the table sets entities side by side."""
        match self.reply.answer:
            case Found(_, "compare"):
                return True
            case _:
                return False

    @property
    def notice_language(self) -> EasternLanguage | None:
        """The language of the notice on top: that of the question."""
        notice = self.reply.answer.card.notice
        return None if not notice else "uk" if set("іїєґ") & set(notice.lower()) else "ru"


def turn_of(
    saying: Saying,
    reply: Reply,
    assistant: Assistant,
    today: date,
    *,
    conversation: str = "",
    question: str | None = None,
    led: bool = False,
) -> Turn:
    """The turn that a reply ends."""
    writer = Writer(assistant.knowledge, assistant.texts, reply.language, today)
    return Turn(
        said=encode(saying),
        shown=_words(saying, writer),
        reply=reply,
        conversation=conversation,
        leading=leading(reply, writer),
        saved=_saved(reply, writer),
        question=question,
        led=led,
    )


def earlier_turns(
    said: Iterable[Saying], assistant: Assistant, today: date, language: Language
) -> list[Turn]:
    """What was said before, answered anew."""
    return [
        turn_of(saying, reply, assistant, today)
        for saying, reply in replayed(said, assistant, today, language)
    ]


def _saved(reply: Reply, writer: Writer) -> str | None:
    match reply.answer:
        case Found(str() as entity, topic) if topic in _WITH_CONTACTS:
            is_known = has_contacts(writer.knowledge.entities[entity], writer)
            return entity if is_known else None
        case _:
            return None


def _words(saying: Saying, writer: Writer) -> str:
    """What the person said, or the question that a button stands for."""
    match saying:
        case Asked(text):
            return text
        case Opened(target):
            known = target.topic in writer.knowledge.topics and (
                target.entity is None or target.entity in writer.knowledge.entities
            )
            return writer.question_button(target).label if known else ""
