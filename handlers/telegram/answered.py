"""Which of the bot's messages answered what, for the newest of a chat.

So an edited question leads to its answer, and a reply to an older card to what it was about.
"""

from dataclasses import dataclass
from typing import Self

from pydantic import TypeAdapter, ValidationError

from bot.conversation import Conversation
from bot.remembering import remembered_of

_MOST = 10
_KEPT = 1_024
_adapter = TypeAdapter(Conversation)


@dataclass(frozen=True, slots=True)
class Answered:
    """A message of the bot by its number, and that of the message it answers, if it does.

    `after` is what had been talked about once it was sent: as JSON, since it is seldom read and
    handed through with every message of the chat.
    """

    answer: int
    question: int | None
    after: str

    @classmethod
    def of(cls, answer: int, question: int | None, conversation: Conversation) -> Self:
        """What is remembered of an answer that led to this conversation."""
        return cls(answer, question, _json(conversation))

    @property
    def conversation(self) -> Conversation:
        """What had been talked about; nothing where another version wrote it."""
        try:
            return _adapter.validate_json(self.after)
        except ValidationError:
            return Conversation()


def _written(conversation: Conversation) -> str:
    return _adapter.dump_json(conversation, exclude_defaults=True).decode()


_json = remembered_of(_written, _KEPT)
"""The same question leads to the very same conversation."""

AllAnswered = tuple[Answered, ...]
"""The newest ones of a chat, the last one last."""


def with_answer(known: AllAnswered, answered: Answered) -> AllAnswered:
    """One more; what stands under the same number is replaced in its place."""
    numbers = [one.answer for one in known]
    if answered.answer not in numbers:
        return (*known, answered)[-_MOST:]
    place = numbers.index(answered.answer)
    return (*known[:place], answered, *known[place + 1 :])


def answer_to(known: AllAnswered, question: int) -> Answered | None:
    """The answer to a message."""
    return next((one for one in reversed(known) if one.question == question), None)


def answer_of(known: AllAnswered, number: int) -> Answered | None:
    """The answer that is this message of the bot."""
    return next((one for one in known if one.answer == number), None)


def before(known: AllAnswered, answered: Answered) -> Conversation:
    """What had been talked about when the question of this answer came."""
    place = known.index(answered)
    return known[place - 1].conversation if place else Conversation()
