"""That the bot is at work is shown where it takes longer than a moment, and not before."""

import asyncio
from typing import Any

import pytest
from telegram import Update
from telegram.error import TimedOut

from handlers.telegram.typing_action import MOMENT, MOST_AT_ONCE, TypingAction
from tests.telegram import virtual_time

CHAT = {"id": 7, "type": "supergroup", "title": "g"}
TOPIC = {"message_thread_id": 3, "is_topic_message": True}


class Noting:
    """A bot that notes when it shows what; it may be out of reach."""

    def __init__(self, *, is_away: bool = False) -> None:
        self.shown: list[tuple[float, int, str, int | None]] = []
        self.is_away = is_away

    async def send_chat_action(self, chat_id: int, action: str, thread: int | None) -> None:
        self.shown.append((virtual_time.now(), chat_id, action, thread))
        if self.is_away:
            raise TimedOut


def work(
    bot: Any, seconds: float, chats: int = 1, **content: object
) -> list[tuple[float, int, str, int | None]]:
    typing = TypingAction(bot)

    async def handle() -> None:
        data = {"update_id": 1, **(content or {"message": message()})}
        update = Update.de_json(data, None)
        with typing.during(update):
            await asyncio.sleep(seconds)

    async def handle_all() -> None:
        for _ in range(2):
            await asyncio.gather(*(handle() for _ in range(chats)))

    virtual_time.run(handle_all() if chats > 1 else handle())
    shown: list[tuple[float, int, str, int | None]] = bot.shown
    return shown


def message(**more: object) -> dict[str, object]:
    return {"message_id": 1, "date": 1, "chat": CHAT, "text": "x", **more}


def test_an_answer_that_is_there_at_once_shows_nothing() -> None:
    assert work(Noting(), MOMENT - 0.1) == []


def test_a_slow_one_shows_it_in_its_topic_for_as_long_as_it_takes() -> None:
    shown = work(Noting(), 12, message=message(**TOPIC))

    assert shown == [(at, 7, "typing", 3) for at in (1, 6, 11)]


def test_outside_of_topics_there_is_no_thread() -> None:
    assert work(Noting(), 2) == [(1, 7, "typing", None)]


def test_where_everything_is_slow_it_is_shown_to_some() -> None:
    """And to as many again, once those have their answers."""
    shown = work(Noting(), 2, chats=3 * MOST_AT_ONCE)

    assert [at for at, *_ in shown] == MOST_AT_ONCE * [1] + MOST_AT_ONCE * [3]


def test_where_that_fails_the_work_goes_on() -> None:
    assert len(work(Noting(is_away=True), 12)) == 1


@pytest.mark.parametrize("kind", ["inline_query", "my_chat_member"])
def test_what_has_no_message_shows_nothing(kind: str) -> None:
    user = {"id": 7, "is_bot": False, "first_name": "Jan"}
    query = {"id": "1", "from": user, "query": "x", "offset": ""}
    member = {"status": "left", "user": user}
    changed = {"chat": CHAT, "from": user, "date": 1}
    changed |= {"old_chat_member": member, "new_chat_member": member}

    assert work(Noting(), 9, 1, **{kind: query if kind == "inline_query" else changed}) == []
