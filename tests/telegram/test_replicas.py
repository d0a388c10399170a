"""Two running programs share one PostgreSQL: one answer each, in order, whoever dies."""

import asyncio
import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import aiohttp
import pytest

from tests.databases import PostgresServer
from tests.telegram.emulator import BotApi
from tests.telegram.running import RunningBot

SECRET = "only-telegram-knows"
CHATS = range(101, 111)
ROUNDS = 12
_numbers = count()


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """The address of a new and empty database."""
    name = f"shared_{next(_numbers)}"
    postgres.start()
    yield postgres.create(name)
    postgres.start()
    postgres.drop(name)


class Replicas:
    """Two programs, and the webhook of each."""

    def __init__(self, api: BotApi, folder: Path, database: str, ports: list[int]) -> None:
        self._api, self._folder, self._database, self._ports = api, folder, database, ports
        self.running: list[RunningBot] = []

    async def start(self) -> None:
        self.running = [await self.start_one(which) for which in (0, 1)]
        await self.registered(2)

    async def start_one(self, which: int) -> RunningBot:
        port = self._ports[which]
        return await RunningBot.start(
            self._api.url,
            self._folder,
            DATABASE_URL=self._database,
            PORT=str(port),
            TELEGRAM_WEBHOOK_URL=self.address(which),
            TELEGRAM_WEBHOOK_SECRET=SECRET,
            QUESTIONS_PER_MINUTE="1000",
        )

    async def registered(self, count: int) -> None:
        """Wait until so many have told Telegram where they are."""
        await self._api.wait_for(
            lambda _: [call.method for call in self._api.calls].count("setWebhook") >= count
        )

    def address(self, which: int) -> str:
        return f"http://127.0.0.1:{self._ports[which]}/telegram/webhook"


async def send(session: aiohttp.ClientSession, addresses: list[str], update: bytes) -> None:
    """As Telegram does through a load balancer: on, until somebody takes it."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with asyncio.timeout(60):
        for attempt in range(1_000_000):
            address = addresses[attempt % len(addresses)]
            try:
                async with session.post(address, data=update, headers=headers) as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                continue


def message(update_id: int, chat: int, text: str) -> bytes:
    user = {"id": chat, "is_bot": False, "first_name": "Jan", "language_code": "pl"}
    where = {"id": chat, "type": "private"}
    content = {"message_id": update_id, "date": 1, "chat": where, "from": user, "text": text}
    return json.dumps({"update_id": update_id, "message": content}).encode()


def titles(api: BotApi, chat: int) -> list[str]:
    """The first lines of the answers in a chat, without immediate repeats."""
    lines = [
        call.text.splitlines()[0]
        for call in api.calls
        if call.method == "sendMessage" and int(call.parameters["chat_id"]) == chat
    ]
    return [line for place, line in enumerate(lines) if place == 0 or lines[place - 1] != line]


def answered(api: BotApi) -> set[int]:
    """The chats that got an answer."""
    return {int(c.parameters["chat_id"]) for c in api.calls if c.method == "sendMessage"}


QUESTIONS = ("kontakt do fotoniki", "kto kieruje klastrem lotniczym", "ile jest klastrów")


@pytest.mark.parametrize("does_one_die", [False, True])
async def test_each_chat_is_answered_in_order_by_two(
    does_one_die: bool,
    tmp_path: Path,
    database: str,
    unused_tcp_port_factory: Callable[[], int],
) -> None:
    ports = [unused_tcp_port_factory(), unused_tcp_port_factory()]
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(ROUNDS)]
    async with BotApi() as api, aiohttp.ClientSession() as session:
        replicas = Replicas(api, tmp_path, database, ports)
        await replicas.start()
        for number, question in enumerate(asked):
            addresses = [replicas.address(number % 2), replicas.address(1 - number % 2)]
            update_id = 1000 * number
            await asyncio.gather(
                *(
                    send(session, addresses, message(update_id + chat, chat, question))
                    for chat in CHATS
                    for _ in range(2)  # Telegram may hand out an update twice
                )
            )
            if does_one_die and number == ROUNDS // 2:
                await replicas.running[0].kill()
        await api.wait_for(lambda _: all(len(titles(api, chat)) >= ROUNDS for chat in CHATS))
        codes = [await one.stop() for one in replicas.running[1 if does_one_die else 0 :]]

    expected = titles(api, CHATS[0])
    assert [titles(api, chat) for chat in CHATS] == [expected] * len(CHATS)
    assert expected == [expected[number % len(QUESTIONS)] for number in range(ROUNDS)]
    sent = [call for call in api.calls if call.method == "sendMessage"]
    assert len(sent) <= len(CHATS) * ROUNDS + (64 if does_one_die else 0)
    assert set(codes) == {0}


async def test_nothing_is_lost_while_the_server_restarts(
    tmp_path: Path, postgres: PostgresServer, database: str
) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path, DATABASE_URL=database)
        await api.wait_for(lambda call: call.method == "deleteWebhook")
        for number, chat in enumerate(range(2001, 2101)):
            update = json.loads(message(number, chat, "kontakt do fotoniki"))
            await api.offer(message=update["message"])
            if number == 50:
                postgres.stop()
                postgres.start()
        await api.wait_for(lambda _: answered(api) >= set(range(2001, 2101)))
        code = await running.stop()

    assert code == 0
