"""What is remembered of each chat, in memory and bounded."""

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.conversation import Conversation
from knowledge.model import Language

MOST_CHATS = 10_000


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat. `fixed_language` was chosen by a button; without it the messages decide.

    `album` is the last album whose pictures were replied to.
    """

    conversation: Conversation = field(default_factory=Conversation)
    fixed_language: Language | None = None
    album: str | None = None


class Chats:
    """The chats of late by id; the one that was silent longest is forgotten first."""

    def __init__(self, most: int = MOST_CHATS) -> None:
        self._most = most
        self._chats: OrderedDict[int, Chat] = OrderedDict()

    def get(self, id_: int) -> Chat:
        """The chat as it was put last, or a new one."""
        return self._chats.get(id_) or Chat()

    def put(self, id_: int, chat: Chat) -> None:
        """Remember the chat, and forget the oldest when there are too many."""
        self._chats[id_] = chat
        self._chats.move_to_end(id_)
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)

    def __len__(self) -> int:
        return len(self._chats)
