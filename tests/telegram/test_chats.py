import asyncio
from datetime import UTC, datetime

from telegram import Chat as TelegramChat
from telegram import Message, Update

from bot.conversation import Conversation
from handlers.telegram.chats import Chat, Chats
from handlers.telegram.lanes import Lanes


def test_a_chat_is_remembered() -> None:
    chats = Chats()
    chat = Chat(Conversation(entity="lotniczy"), fixed_language="en")

    chats.put(1, chat)

    assert chats.get(1) == chat
    assert chats.get(2) == Chat()


def test_the_chat_that_was_silent_longest_is_forgotten() -> None:
    chats = Chats(most=2)

    for id_ in (1, 2, 1, 3):
        chats.put(id_, Chat(album=str(id_)))

    assert [chats.get(id_).album for id_ in (1, 2, 3)] == ["1", None, "3"]
    assert len(chats) == 2


def update_of(chat_id: int) -> Update:
    chat = TelegramChat(chat_id, TelegramChat.PRIVATE)
    return Update(1, message=Message(1, datetime.now(UTC), chat))


async def test_one_lane_for_each_chat() -> None:
    lanes, done = Lanes(10), []
    first_may_end = asyncio.Event()

    async def first() -> None:
        await first_may_end.wait()
        done.append("first")

    async def then(name: str) -> None:
        done.append(name)

    work = [
        asyncio.create_task(lanes.process_update(update_of(1), first())),
        asyncio.create_task(lanes.process_update(update_of(1), then("second"))),
    ]
    await lanes.process_update(update_of(2), then("another chat"))
    first_may_end.set()
    await asyncio.gather(*work)

    assert done == ["another chat", "first", "second"]


async def test_a_failing_update_does_not_block_its_lane() -> None:
    lanes, done = Lanes(10), []

    async def fail() -> None:
        raise ValueError

    async def succeed() -> None:
        done.append("next")

    await asyncio.gather(
        lanes.process_update(update_of(1), fail()),
        lanes.process_update(update_of(1), succeed()),
        return_exceptions=True,
    )

    assert done == ["next"]
