"""From an update as JSON to the library's objects."""

import json
from datetime import UTC, datetime

from telegram import Bot, Chat, Message, TelegramObject, Update, User

_PLAIN = {"message_id", "date", "chat", "from", "text"}
"""What a message of words alone has; nearly all are such."""


class _Unchecked(TelegramObject):
    """Filled in at once: the library checks each attribute, a hundred and fifty of an update."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # the same but for a name
    __delattr__ = object.__delattr__  # with one alone Python would look for both each time


class _Update(_Unchecked, Update):
    __slots__ = ()


class _Message(_Unchecked, Message):
    __slots__ = ()


class _Chat(_Unchecked, Chat):
    __slots__ = ()


class _User(_Unchecked, User):
    __slots__ = ()


def read_update(body: str, bot: Bot) -> Update:
    """As the library reads it, in a third of the time where it is a message of words alone.

    Raises:
        Exception: whatever the library's parsers stumble on.
    """
    data = json.loads(body)
    message = data.get("message")
    is_alone = len(data) == 2 and isinstance(message, dict)
    if not is_alone or message.keys() != _PLAIN or not message["from"]:
        return Update.de_json(data, bot)
    plain = _Message(
        message_id=message["message_id"],
        date=datetime.fromtimestamp(message["date"], UTC),
        chat=_Chat.de_json(message["chat"], bot),
        from_user=_User.de_json(message["from"], bot),
        text=message["text"],
    )
    plain.set_bot(bot)
    update = _Update(data["update_id"], message=plain)
    update.set_bot(bot)
    return update
