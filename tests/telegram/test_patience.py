"""Trying again, in virtual time; and once through the library's own bot."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from handlers.telegram.patience import (
    BRIEF_CALLS,
    BRIEFLY,
    FIRST_DELAY,
    LONGEST_DELAY,
    Patience,
)
from handlers.telegram.pauses import Pauses
from handlers.telegram.requests import connection
from tests.telegram.emulator import TOKEN
from tests.telegram.servers import Listener
from tests.telegram.virtual_time import now, run

# The library's note about the type of an attribute that we read in either type.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")


class Telegram:
    """Raises the errors one after the other, then answers; keeps when it was called."""

    def __init__(self, *errors: TelegramError, forever: TelegramError | None = None) -> None:
        self.errors = list(errors)
        self.forever = forever
        self.called_at: list[float] = []

    async def __call__(self, *_: Any, **__: Any) -> bool:
        self.called_at.append(now())
        if self.errors:
            raise self.errors.pop(0)
        if self.forever:
            raise self.forever
        return True

    @property
    def waits(self) -> list[float]:
        return [
            late - soon for soon, late in zip(self.called_at, self.called_at[1:], strict=False)
        ]


async def ask(
    patience: Patience,
    telegram: Telegram,
    chat: int | str | None = 5,
    endpoint: str = "sendMessage",
) -> object:
    data = {} if chat is None else {"chat_id": chat}
    return await patience.process_request(telegram, (endpoint, data), {}, endpoint, data, None)


def test_it_waits_exactly_as_long_as_asked() -> None:
    telegram = Telegram(RetryAfter(3), RetryAfter(timedelta(seconds=4.5)), RetryAfter(10_000))

    assert run(ask(Patience(), telegram)) is True
    assert telegram.waits == pytest.approx([3, 4.5, 10_000])


def test_a_chat_that_has_to_wait_holds_up_nobody_else() -> None:
    done_at: dict[str, int] = {}

    async def send(name: str, patience: Patience, telegram: Telegram, chat: int | None) -> None:
        await ask(patience, telegram, chat)
        done_at[name] = round(now())

    async def scene() -> None:
        patience = Patience()
        busy = asyncio.create_task(send("busy", patience, Telegram(RetryAfter(7)), 1))
        await asyncio.sleep(0)
        later = [
            asyncio.create_task(send("same chat", patience, Telegram(), 1)),
            asyncio.create_task(send("no chat", patience, Telegram(RetryAfter(3)), None)),
            asyncio.create_task(send("no chat either", patience, Telegram(), None)),
            asyncio.create_task(send("busy too", patience, Telegram(RetryAfter(5)), 2)),
            asyncio.create_task(send("other chat", patience, Telegram(), 3)),
        ]
        await asyncio.gather(busy, *later)

    run(scene())

    assert done_at == {
        "no chat either": 0,
        "other chat": 0,
        "no chat": 3,
        "busy too": 5,
        "busy": 7,
        "same chat": 7,
    }


def test_a_chat_is_the_same_as_number_and_as_text() -> None:
    async def scene() -> list[float]:
        patience, text = Patience(), Telegram()
        number = asyncio.create_task(ask(patience, Telegram(RetryAfter(7)), -100))
        await asyncio.sleep(0)
        await ask(patience, text, "-100")
        await number
        return text.called_at

    assert run(scene()) == pytest.approx([7])


def test_a_wait_that_grows_meanwhile_holds_for_all_of_the_chat() -> None:
    async def scene() -> list[float]:
        patience, second = Patience(), Telegram()
        first = asyncio.create_task(ask(patience, Telegram(RetryAfter(2), RetryAfter(9))))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(ask(patience, second))
        await asyncio.gather(first, waiting)
        return second.called_at

    assert run(scene()) == pytest.approx([11])


@given(st.lists(st.sampled_from([NetworkError("x"), TimedOut()]), min_size=1, max_size=40))
def test_the_waits_double_up_to_the_longest_and_never_end(errors: list[TelegramError]) -> None:
    telegram = Telegram(*errors)

    assert run(ask(Patience(), telegram)) is True

    assert len(telegram.waits) == len(errors)
    for failures, wait in enumerate(telegram.waits):
        full = min(LONGEST_DELAY, FIRST_DELAY * 2**failures)
        assert full / 2 - 1e-6 <= wait <= full + 1e-6


def test_the_waits_of_many_differ() -> None:
    async def scene() -> set[float]:
        many = [Telegram(NetworkError("x")) for _ in range(50)]
        patience = Patience()
        await asyncio.gather(*(ask(patience, one, chat) for chat, one in enumerate(many)))
        return {round(one.waits[0], 6) for one in many}

    assert len(run(scene())) > 25


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Can't parse entities"),
        Forbidden("blocked"),
        InvalidToken("x"),
        Conflict("two bots"),
        ChatMigrated(7),
        TelegramError("a mistake of ours"),
        ValueError("a mistake of ours"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_refusal_is_raised_at_once(error: TelegramError) -> None:
    telegram, heard = Telegram(error), list[str]()

    with pytest.raises(type(error)) as caught:
        run(ask(Patience(heard.append), telegram))

    assert caught.value is error
    assert telegram.called_at == [0]
    assert heard == []


@pytest.mark.parametrize("endpoint", sorted(BRIEF_CALLS))
@pytest.mark.parametrize("error", [NetworkError("x"), TimedOut()])
def test_what_is_of_no_use_later_is_given_up(endpoint: str, error: TelegramError) -> None:
    telegram = Telegram(forever=error)

    async def scene() -> float:
        with pytest.raises(NetworkError) as caught:
            await ask(Patience(), telegram, None, endpoint)
        assert caught.value is error
        return now()

    assert run(scene()) <= BRIEFLY
    assert len(telegram.called_at) > 2


def test_what_is_of_no_use_later_does_not_wait_for_its_chat() -> None:
    async def scene() -> None:
        patience, typing = Patience(), Telegram()
        message = asyncio.create_task(ask(patience, Telegram(RetryAfter(60))))
        await asyncio.sleep(0)
        with pytest.raises(RetryAfter):
            await ask(patience, typing, endpoint="sendChatAction")
        assert typing.called_at == []
        assert now() == 0
        await message

    run(scene())


def test_short_waits_are_no_reason_to_give_up() -> None:
    telegram = Telegram(RetryAfter(1), NetworkError("x"))

    assert run(ask(Patience(), telegram, None, "answerCallbackQuery")) is True


def test_a_cancelled_call_ends_at_once_and_its_chat_still_waits() -> None:
    async def scene() -> None:
        patience, telegram, later = Patience(), Telegram(RetryAfter(50)), Telegram()
        call = asyncio.create_task(ask(patience, telegram))
        await asyncio.sleep(1)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert now() == pytest.approx(1)
        await ask(patience, later)
        assert later.called_at == pytest.approx([50])

    run(scene())


@pytest.mark.parametrize(
    "make", [lambda: NetworkError("x"), lambda: RetryAfter(50)], ids=["down", "busy"]
)
def test_all_that_waits_ends_when_it_gives_up(make: Callable[[], TelegramError]) -> None:
    async def scene() -> None:
        error = make()
        patience = Patience()
        waiting = asyncio.create_task(ask(patience, Telegram(forever=error)))
        behind = asyncio.create_task(ask(patience, Telegram(forever=error)))
        await asyncio.sleep(1)
        patience.give_up()
        for call in (waiting, behind):
            with pytest.raises(type(error)):
                await call
        assert now() == pytest.approx(1)

        with pytest.raises(type(error)):
            await ask(patience, Telegram(error), chat=6)
        assert await ask(patience, Telegram(), chat=7) is True
        await patience.initialize()
        assert await ask(patience, Telegram(error), chat=8) is True

    run(scene())


def test_each_repetition_is_told_with_its_reason() -> None:
    heard: list[str] = []
    telegram = Telegram(RetryAfter(1), TimedOut(), NetworkError("x"), RetryAfter(2))

    run(ask(Patience(heard.append), telegram))

    assert heard == ["too_many_requests", "timed_out", "network", "too_many_requests"]


def test_a_call_that_fails_for_long_has_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    run(ask(Patience(), Telegram(*[NetworkError("Internal Server Error")] * 30)))

    assert caplog.messages == ["sendMessage failed 7 times (Internal Server Error)"]


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.floats(0, 50), st.floats(0, 2)),
        max_size=600,
    )
)
def test_pauses_are_as_a_plain_record_has_them_and_forgotten(
    events: list[tuple[int, float, float]],
) -> None:
    pauses, record, clock = Pauses(), dict[int, float](), 1.0
    for chat, length, passed in events:
        clock += passed
        pauses.begin(chat, clock + length, clock)
        record[chat] = max(record.get(chat, 0), clock + length)
        alive = sum(end > clock for end in record.values())
        assert len(pauses) <= max(64, 2 * alive) + 1

    for chat in range(501):
        end = record.get(chat, 0)
        assert pauses.end(chat, clock) == (end if end > clock else 0)
        assert pauses.end(str(chat), clock) == (end if end > clock else 0)
    assert len(pauses) == sum(end > clock for end in record.values())


def test_a_crowd_of_busy_chats_is_forgotten() -> None:
    async def scene() -> int:
        patience = Patience()
        for wave in range(5):
            many = range(wave * 1000, wave * 1000 + 1000)
            await asyncio.gather(*(ask(patience, Telegram(RetryAfter(1)), chat) for chat in many))
        return len(patience._pauses)

    assert run(scene()) <= 64


@pytest.fixture
def answers() -> list[tuple[int, bytes]]:
    me = {"id": 1, "is_bot": True, "first_name": "x", "username": "x"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}
    return [
        (200, json.dumps({"ok": True, "result": me}).encode()),
        (502, b"<html>"),
        (200, json.dumps({"ok": True, "result": message}).encode()),
    ]


async def test_the_librarys_bot_is_patient_with_it(answers: list[tuple[int, bytes]]) -> None:
    heard: list[str] = []
    async with Listener(answers) as server:
        bot: ExtBot[None] = ExtBot(
            TOKEN,
            base_url=f"{server.url}/bot",
            request=connection("aiohttp", 4),
            get_updates_request=connection("aiohttp", 1),
            rate_limiter=Patience(heard.append),
        )
        async with bot:
            message = await bot.send_message(5, "żółw")

    assert message.message_id == 1
    assert heard == ["network"]
    assert server.heard[1] == server.heard[2]
