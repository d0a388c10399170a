"""What is read in a shorter way is what the library reads."""

import json
from copy import deepcopy

import pytest
from telegram import Bot, Message, Update

from handlers.telegram.reading import read_update
from tests.telegram.emulator import TOKEN

PERSON = {"id": 7, "is_bot": False, "first_name": "Żaneta"}
MESSAGE = {
    "message_id": 3,
    "date": 1_764_345_600,
    "chat": {"id": 7, "type": "private", "first_name": "Żaneta"},
    "from": {**PERSON, "language_code": "pl"},
    "text": "kontakt 🐝",
}
GROUP = {"id": -7, "type": "supergroup", "title": "g", "is_forum": True}


@pytest.mark.parametrize(
    "message",
    [
        MESSAGE,
        {**MESSAGE, "chat": GROUP},
        {**MESSAGE, "chat": {**GROUP, "of_a_later_version": 1}, "from": {**PERSON, "later": {}}},
        {**MESSAGE, "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        {**MESSAGE, "reply_to_message": MESSAGE},
        {**MESSAGE, "of_a_later_version": [1]},
        {**MESSAGE, "from": None},
        {key: value for key, value in MESSAGE.items() if key != "from"},
    ],
    ids=["plain", "group", "later chat", "entities", "reply", "later", "none", "nobody"],
)
def test_a_message_is_as_the_library_reads_it(message: dict[str, object]) -> None:
    bot, data = Bot(TOKEN), {"update_id": 5, "message": message}

    read = read_update(json.dumps(data), bot)

    meant = Update.de_json(deepcopy(data), bot)
    assert read.to_dict() == meant.to_dict()
    assert isinstance(read.message, Message)
    assert meant.message is not None
    assert read.message.date == meant.message.date
    assert read.message.get_bot() is bot
    assert (read.effective_user is None) == (meant.effective_user is None)


@pytest.mark.parametrize(
    "damage", [{"chat": 7}, {"from": 7}, {"date": "today"}], ids=["chat", "from", "date"]
)
def test_what_the_library_cannot_read_is_an_error_here_too(damage: dict[str, object]) -> None:
    data = {"update_id": 5, "message": {**MESSAGE, **damage}}

    with pytest.raises((TypeError, AttributeError)):
        Update.de_json(deepcopy(data), Bot(TOKEN))
    with pytest.raises((TypeError, AttributeError)):
        read_update(json.dumps(data), Bot(TOKEN))
