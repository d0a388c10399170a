"""What the handlers note of the update that they are handling, for the commit that ends it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.conversation import Reply


class Asked(NamedTuple):
    """A question and its reply; `seconds` is the time from the one to the other.

    `reply_id` is the number of the reply in a private chat.
    """

    text: str
    reply: Reply
    seconds: float
    reply_id: int | None


@dataclass(slots=True)
class Entry:
    """The notes on one update. `is_forgotten`: the person wants nothing to be kept."""

    asked: list[Asked] = field(default_factory=list)
    error: Exception | None = None
    is_forgotten: bool = False


class Journal:
    """The entries of the updates that are being handled, by their ids."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}

    def of(self, update_id: int) -> Entry:
        """The entry of an update, begun where there is none."""
        return self._entries.setdefault(update_id, Entry())

    def close(self, update_id: int) -> Entry:
        """The entry, which is complete."""
        return self._entries.pop(update_id, None) or Entry()
