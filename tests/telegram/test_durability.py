"""Nothing is lost: killed, cut off, overwhelmed, paused; by polling and by webhook."""

import json
import sqlite3
from io import BytesIO
from pathlib import Path

import aiohttp

from tests.telegram.emulator import BotApi
from tests.telegram.people import Person
from tests.telegram.running import RunningBot

QUESTION = "kontakt do fotoniki"
SECRET = "only-telegram-knows"


def answered(api: BotApi) -> list[int]:
    """The chats that got an answer, one entry a message."""
    return [
        int(call.parameters["chat_id"])
        for call in api.calls
        if call.method == "sendMessage" and call.answer["ok"]
    ]


async def until(api: BotApi, count: int) -> None:
    """Wait until so many chats have an answer."""
    await api.wait_for(lambda _: len(set(answered(api))) >= count)


async def test_a_killed_bot_answers_after_its_restart(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        people = [Person(api) for _ in range(120)]
        for person in people:
            await person.write(QUESTION)
        await until(api, 20)
        await running.kill()
        running = await RunningBot.start(api.url, tmp_path)
        await until(api, len(people))
        code = await running.stop()

    chats = answered(api)
    assert set(chats) == {person.id for person in people}
    assert len(chats) <= len(people) + 64  # what was in flight may come twice
    assert code == 0


async def test_an_unreadable_update_is_set_aside_and_holds_up_nobody(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        await api.offer(callback_query={"id": "1", "from": "nobody"})
        await Person(api).say(QUESTION)
        await running.stop()

    assert "cannot be read" in running.output
    assert states_in(tmp_path) == [1, 2]


async def test_the_conversation_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        person = Person(api)
        await person.say("kontakt do klastra lotniczego")
        await running.stop()
        running = await RunningBot.start(api.url, tmp_path)
        reply = await person.say("a jak dołączyć?")
        await running.stop()

    assert "Lotnicz" in reply.text
    assert "dołączyć" in reply.text.splitlines()[0].lower()


async def test_over_the_limit_one_notice_comes_and_others_are_answered(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path, QUESTIONS_PER_MINUTE="3")
        flooding, other = Person(api, "en"), Person(api)
        for _ in range(200):
            await flooding.write("contact of the photonics cluster")
        await other.say(QUESTION)
        await api.wait_for(lambda call: call.text.startswith("You write faster"))
        await running.stop()

    assert answered(api).count(flooding.id) == 4
    assert answered(api).count(other.id) == 1


async def test_what_is_forgotten_is_nowhere(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        person, other = Person(api), Person(api)
        await other.say("ile jest klastrów?")
        await person.say("kontakt do fotoniki, mój numer 601 602 603")
        asked = await person.say("/forget")
        await person.press(asked, asked.buttons[0]["text"])
        await person.hear("editMessageText")
        await other.write("/export")
        export = await other.hear("sendDocument")
        await running.stop()

    with sqlite3.connect(tmp_path / "bot.sqlite") as connection:
        texts = [text for (text,) in connection.execute("SELECT text FROM questions")]
        people = connection.execute("SELECT count(*) FROM people").fetchone()[0]
    assert texts == ["ile jest klastrów?"]
    assert people == 1
    assert "ile jest klastrów?" in json.dumps(export.parameters, ensure_ascii=False)


class Telegram:
    """Sends updates to the webhook of a running bot."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self._address = session, address

    async def send(self, body: bytes, secret: str = SECRET) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with self._session.post(
            self._address, data=BytesIO(body), headers=headers
        ) as response:
            return response.status


async def test_the_webhook(tmp_path: Path, unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}/telegram/webhook"
    hook = {
        "TELEGRAM_WEBHOOK_URL": address,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "PORT": str(unused_tcp_port),
    }
    async with BotApi() as api, aiohttp.ClientSession() as session:
        running = await RunningBot.start(api.url, tmp_path, **hook)
        await api.wait_for(lambda call: call.method == "setWebhook")
        telegram = Telegram(session, address)
        update = message(31, "kontakt do fotoniki")

        assert await telegram.send(update, secret="guessed") == 403
        assert await telegram.send(b"{") == 200
        assert await telegram.send(b"[1]") == 200
        assert await telegram.send(b"\xff\xfe") == 200
        assert await telegram.send(b"x" * 2_000_000) == 413
        assert [await telegram.send(update) for _ in range(2)] == [200, 200]
        await until(api, 1)
        await running.stop()
        running = await RunningBot.start(api.url, tmp_path, **hook)
        await api.wait_for(lambda _: [call.method for call in api.calls].count("setWebhook") == 2)
        assert await telegram.send(update) == 200
        assert await telegram.send(message(32, "kontakt do fotoniki", chat=9)) == 200
        await until(api, 2)
        await running.stop()

    assert sorted(answered(api)) == [5, 9]
    assert SECRET not in running.output


def message(update_id: int, text: str, chat: int = 5) -> bytes:
    user = {"id": chat, "is_bot": False, "first_name": "Jan", "language_code": "pl"}
    where = {"id": chat, "type": "private"}
    content = {"message_id": update_id, "date": 1, "chat": where, "from": user, "text": text}
    return json.dumps({"update_id": update_id, "message": content}).encode()


def states_in(folder: Path) -> list[int]:
    """The states of the updates in the inbox."""
    with sqlite3.connect(folder / "bot.sqlite") as connection:
        return sorted(state for (state,) in connection.execute("SELECT state FROM inbox"))


async def test_no_text_stops_the_bot(tmp_path: Path) -> None:
    texts = ["kontakt \ud83d do fotoniki", "kontakt \u0000 do fotoniki", "\udc00\u0000"]
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        people = [Person(api) for _ in texts]
        for person, text in zip(people, texts, strict=True):
            await person.write(text)
        await Person(api).say(QUESTION)
        await until(api, len(texts) + 1)
        code = await running.stop()

    assert code == 0
    assert states_in(tmp_path) == [1] * (len(texts) + 1)


async def test_what_people_say_among_themselves_is_not_kept(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path, QUESTIONS_PER_MINUTE="2")
        talking = Person(api, group=-77)
        for number in range(5):
            await talking.write(f"sprawa {number} na jutro")
        await talking.write("/help@AnotherBot")
        await talking.say("@LublinClustersBot kontakt do fotoniki")
        await talking.say("/help")
        await running.stop()

    with sqlite3.connect(tmp_path / "bot.sqlite") as connection:
        texts = [text for (text,) in connection.execute("SELECT text FROM questions")]
    assert texts == ["kontakt do fotoniki"]
    assert len(answered(api)) == 2
