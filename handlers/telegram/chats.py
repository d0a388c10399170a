"""What is remembered of each chat; it lies in the store, and here while the chat is served."""

import logging
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from bot.conversation import Conversation
from bot.limits import Bucket
from bot.store.records import State
from handlers.telegram.answered import AllAnswered
from knowledge.model import Language

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat. `fixed_language` was chosen by a button; without it the messages decide.

    `album` is the last album whose pictures were replied to; `allowance` is how much may still be
    asked in a group, where `is_greeted` says that the bot has said hello. `answered` are the
    newest answers, the last one last.
    """

    conversation: Conversation = field(default_factory=Conversation)
    fixed_language: Language | None = None
    album: str | None = None
    allowance: Bucket | None = None
    is_greeted: bool = False
    answered: AllAnswered = ()


_adapter = TypeAdapter(Chat)


def state_of(chat: Chat) -> State:
    """The chat as JSON data for the store."""
    state: State = _adapter.dump_python(chat, mode="json", exclude_defaults=True)
    return state


def chat_of(state: State | None) -> Chat:
    """The chat that the data describe; a new one where another version wrote them."""
    if state is None:
        return Chat()
    try:
        return _adapter.validate_python(state)
    except ValidationError:
        _log.warning("What was remembered of a chat cannot be read; it starts anew")
        return Chat()


class Chats:
    """The chats that are being served, by their ids in Telegram."""

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}

    def get(self, id_: int) -> Chat:
        """The chat as it was put last, or a new one."""
        return self._chats.get(id_) or Chat()

    def put(self, id_: int, chat: Chat) -> None:
        """Remember the chat while it is served."""
        self._chats[id_] = chat

    def release(self, id_: int) -> Chat:
        """The chat, which is served no longer."""
        return self._chats.pop(id_, None) or Chat()

    def __len__(self) -> int:
        return len(self._chats)
