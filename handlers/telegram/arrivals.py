"""From an update as JSON to what the inbox keeps, without trusting its shape."""

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from bot.pseudonyms import Pseudonyms
from bot.store.records import Arrival

CHANNEL = "telegram"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrivals:
    """Makes arrivals; people and chats get their pseudonyms here."""

    pseudonyms: Pseudonyms

    def read(self, update: object, body: str | None = None) -> Arrival | None:
        """One update, `body` being its text where it is at hand; None for what has no id."""
        update_id = update.get("update_id") if isinstance(update, dict) else None
        if not isinstance(update, dict) or not _is_id(update_id):
            _log.warning("Something came from Telegram that is no update; it is left out")
            return None
        person, chat = _ids(update)
        chat_key = self.pseudonyms.of(CHANNEL, chat)
        return Arrival(
            update_id=update_id,
            chat=chat,
            # In ASCII: no database takes every text that JSON can hold (zeros, half characters).
            body=json.dumps(update) if body is None else body,
            received_at=time.time_ns() // 1_000_000,
            chat_key=chat_key,
            person_key=chat_key if person == chat else self.pseudonyms.of(CHANNEL, person),
        )


def _ids(update: dict[str, Any]) -> tuple[int, int]:
    """Who sent it, and the chat whose order it keeps; 0 where nothing says so."""
    for content in _objects(update):
        sender, chat = content.get("from"), content.get("chat")
        if chat is None and isinstance(content.get("message"), dict):
            chat = content["message"].get("chat")
        person, place = _id(sender), _id(chat)
        if person or place:
            return person or place, place or person
    return 0, 0


def _objects(update: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (value for value in update.values() if isinstance(value, dict))


def _id(value: object) -> int:
    id_ = value.get("id") if isinstance(value, dict) else None
    return id_ if _is_id(id_) else 0


def _is_id(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
