"""What passes between a channel and the store, as named tuples: many are made of each update."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.limits import Bucket

State = Mapping[str, Any]
"""What a channel remembers of a chat, as JSON data; the store does not look into it."""


class Arrival(NamedTuple):
    """An update as it came. `chat` is the raw id, for order and for answering.

    `chat_key` and `person_key` are the pseudonyms under which more is kept.
    """

    update_id: int
    chat: int
    body: str
    received_at: int
    chat_key: str
    person_key: str


class Person(NamedTuple):
    """A person by pseudonym.

    `allowance` is how much they may still ask; `gone_at` says since when the bot cannot reach
    them.
    """

    key: str
    language: str | None
    allowance: Bucket
    seen_at: int
    notices: tuple[str, ...] = ()
    gone_at: int | None = None


class Delivery(NamedTuple):
    """An update to be handled here, with what is known of its chat and person.

    `behind` are the updates of its chat that waited before those of its commit: another replica
    may have received them.
    """

    arrival: Arrival
    tries: int
    state: State | None
    person: Person | None
    behind: frozenset[int] = frozenset()


class AskedQuestion(NamedTuple):
    """A question with what became of it. `text` is free of personal data.

    `reply_id` is the number of the reply in the private chat, where the channel has such numbers.
    """

    person_key: str
    channel: str
    asked_at: int
    text: str
    language: str
    outcome: str
    entity: str | None
    topic: str | None
    knowledge_version: str
    milliseconds: float
    reply_id: int | None = None


class Handled(NamedTuple):
    """The end of an update, and what is committed together with it.

    `state` is the new state of its chat under `arrival.chat_key`; None leaves it as it was.
    `is_forgotten` says that all that was known of chat and person has been deleted meanwhile.
    """

    arrival: Arrival
    channel: str
    outcome: int
    tries: int = 0
    state: State | None = None
    person: Person | None = None
    questions: tuple[AskedQuestion, ...] = ()
    is_forgotten: bool = False
