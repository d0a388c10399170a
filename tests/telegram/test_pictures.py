"""Charts and QR codes, with the emulated Bot API between the bot and people."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from telegram import Bot

from bot.assistant import Assistant
from bot.cards import Picture, Target
from bot.conversation import Conversation
from bot.pictures.charts import chart_of
from bot.pictures.png import key, png
from bot.pictures.subjects import Bar, Bars, Chart, QrCode
from bot.store.database import Database, create_database
from bot.store.migrating import migrate
from bot.store.pictures import file_id
from handlers.telegram.callbacks import Draw, encode
from handlers.telegram.photos import Photo, Photos
from handlers.telegram.pictures import caption_of
from handlers.telegram.requests import connection
from handlers.telegram.studio import Studio
from knowledge.model import LANGUAGES
from tests.telegram.emulator import ME, TOKEN, BotApi, Call
from tests.telegram.people import Person
from tests.telegram.telegram_html import parse, utf16_length

pytestmark = pytest.mark.asyncio(loop_scope="module")

PNG = b"\x89PNG\r\n\x1a\n"


def labels(call: Call) -> list[str]:
    return [button["text"] for button in call.buttons]


async def alert_of(api: BotApi, press: str) -> str:
    call = await api.wait_for(
        lambda call: (
            call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == press
        )
    )
    return call.text


async def test_a_chart_is_uploaded_once_and_known_by_its_name_after_that(
    api: BotApi, assistant: Assistant
) -> None:
    first, second = Person(api), Person(api)
    chart = chart_of(Picture("members"), assistant.knowledge, assistant.texts, "pl")
    assert chart is not None

    await first.press(await first.say("lista klastrów"), "Wykres")
    uploaded = await first.hear("sendPhoto")
    await second.press(await second.say("lista klastrów"), "Wykres")
    named = await second.hear("sendPhoto")

    assert uploaded.parameters["photo"] == png(chart)
    assert uploaded.caption == chart.text
    assert labels(uploaded) == ["Wykres: lata powstania"]
    assert named.parameters["photo"] == uploaded.answer["result"]["photo"][-1]["file_id"]
    assert (named.caption, named.buttons) == (uploaded.caption, uploaded.buttons)


async def test_a_name_that_telegram_has_forgotten_is_made_anew(api: BotApi) -> None:
    person = Person(api, language_code="en")
    shown = await person.say("how many members has the aviation cluster?")
    await person.press(shown, "Chart")
    before = await person.hear("sendPhoto")
    api.files.clear()

    await person.press(shown, "Chart")
    again = await person.hear("sendPhoto")
    await person.press(shown, "Chart")
    named = await person.hear("sendPhoto")

    assert again.parameters["photo"] == before.parameters["photo"]
    assert again.parameters["photo"].startswith(PNG)
    assert named.parameters["photo"] == again.answer["result"]["photo"][-1]["file_id"]


async def test_a_chart_leads_on_to_the_next_one(api: BotApi) -> None:
    person = Person(api, language_code="en")
    shown = await person.say("compare the aviation and the photonics cluster")

    await person.press(shown, "Chart")
    comparison = await person.hear("sendPhoto")
    await person.press(comparison, "Chart: members")
    members = await person.hear("sendPhoto")

    assert "Aviation cluster: 25 (18)\nPhotonics cluster: 24 (22)" in comparison.caption
    assert members.caption.splitlines()[1].endswith(
        "highlighted: aviation cluster, photonics cluster"
    )
    assert labels(members) == ["Chart: founding years"]


async def test_a_fixed_language_is_that_of_charts_as_well(api: BotApi) -> None:
    person = Person(api)
    await person.press(await person.say("/start"), "English")
    await person.hear("editMessageText")

    await person.press_data(5, encode(Draw(Picture("founded"), "pl")))

    assert (await person.hear("sendPhoto")).caption.startswith("When the clusters were founded\n")


@pytest.mark.parametrize(
    "data", ["1:g:en:h/dissolved-cluster", "1:g:en:h/esta", "1:g:en:x", "1:g:xx:m", "1:g:"]
)
async def test_a_button_without_a_chart_says_what_to_do(api: BotApi, data: str) -> None:
    person = Person(api, language_code="en")

    press = await person.press_data(5, data)

    assert (await alert_of(api, press)).endswith("Please write your question or send /start.")


async def test_where_pictures_are_not_allowed_the_text_comes(api: BotApi) -> None:
    person = Person(api, language_code="en")
    refusal = "Bad Request: not enough rights to send photos to the chat"

    api.fail_next("sendPhoto", 400, refusal)
    await person.press_data(5, encode(Draw(Picture("history", ("lotniczy",)), "en")))
    chart = await person.hear()
    api.fail_next("sendPhoto", 400, refusal)
    code = await person.say("/qr aviation cluster")

    assert chart.text.startswith("Aviation cluster: number of members")
    assert code.text.endswith(f"https://t.me/{ME['username']}?start=lotniczy")


@pytest.mark.parametrize(
    ("asked", "language", "title", "payload"),
    [
        ("/qr", "pl", "ta rozmowa", ""),
        ("/qr klaster lotniczy", "pl", "Lubelski Klaster Zaawansowanych", "?start=lotniczy"),
        ("/qr lotniczy--contact", "pl", "Lubelski Klaster Z", "?start=lotniczy--contact"),
        ("/qr photonics contact", "en", "Photonics", "?start=fotonika-i-swiatlowody--contact"),
    ],
)
async def test_a_code_leads_to_a_card(
    api: BotApi, asked: str, language: str, title: str, payload: str
) -> None:
    person = Person(api, language_code=language)

    await person.write(asked)
    code = await person.hear("sendPhoto")

    address = f"https://t.me/{ME['username']}{payload}"
    assert title in code.caption.splitlines()[0]
    assert code.caption.splitlines()[1] == address
    photo = code.parameters["photo"]
    assert photo in api.files or photo == png(QrCode(address))


@pytest.mark.parametrize("words", ["brumbrum xyzzy", "dziękuję", "x" * 2000])
async def test_a_code_for_nothing_that_is_known_is_not_made(api: BotApi, words: str) -> None:
    person = Person(api)

    assert (await person.say(f"/qr {words}")).text.endswith("/qr klaster lotniczy")


def small_chart(title: str) -> Chart:
    return Chart(title, "", (Bars(("a", "b", "c"), (Bar("x", 1, "1"),)),), ("x: 1",))


@pytest_asyncio.fixture(loop_scope="module")
async def engine(tmp_path: Path) -> AsyncIterator[Database]:
    engine = create_database(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    await migrate(engine)
    yield engine
    await engine.dispose()


async def test_restarts_and_replicas_share_the_names(engine: Database) -> None:
    photo = Photo(small_chart("shared"), "x: 1")
    async with BotApi() as server:
        for _ in range(2):
            studio = Studio()
            request = connection("aiohttp", 4)
            async with Bot(TOKEN, f"{server.url}/bot", request=request) as bot:
                await Photos(engine, studio).send(bot, {"chat_id": 1}, photo)
            studio.close()

    sent = [call for call in server.calls if call.method == "sendPhoto"]
    assert sent[0].parameters["photo"] == png(photo.subject)
    assert sent[1].parameters["photo"] == await file_id(engine, key(photo.subject))


async def test_a_picture_is_sent_while_the_database_is_away(tmp_path: Path) -> None:
    nowhere = create_database(f"sqlite:///{tmp_path / 'missing' / 'bot.sqlite'}")
    studio = Studio()
    async with (
        BotApi() as server,
        Bot(TOKEN, f"{server.url}/bot", request=connection("aiohttp", 4)) as bot,
    ):
        await Photos(nowhere, studio).send(bot, {"chat_id": 1}, Photo(small_chart("away"), "x: 1"))
    studio.close()

    assert [call.method for call in server.calls] == ["getMe", "sendPhoto"]


async def test_the_studio_draws_one_at_a_time_off_the_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawing: list[str] = []
    busy = threading.Lock()

    def slowly(subject: object) -> bytes:
        assert busy.acquire(blocking=False)
        drawing.append(threading.current_thread().name)
        busy.release()
        return str(subject).encode()

    monkeypatch.setattr("handlers.telegram.studio.png", slowly)
    studio = Studio()
    subjects = [QrCode(str(number)) for number in (1, 2, 2, 1, 3)]

    pictures = await asyncio.gather(*map(studio.png, subjects))

    assert pictures == [str(subject).encode() for subject in subjects]
    assert len(drawing) == 3  # what has just been drawn is not drawn again
    assert len(set(drawing)) == 1
    assert threading.current_thread().name not in drawing
    studio.close()


async def test_every_caption_says_all_of_its_chart(assistant: Assistant) -> None:
    knowledge, texts = assistant.knowledge, assistant.texts
    pictures = {Picture("members", (*sorted(knowledge.clusters, key=len)[-2:],))}
    for topic in knowledge.topics.values():
        for owner in knowledge.clusters if topic.scope == "entity" else (None,):
            card = assistant.open(
                Target(topic.id, owner), Conversation(), date(2026, 1, 1)
            ).answer.card
            pictures |= {card.picture.picture} if card.picture else set()

    assert len(pictures) > 30
    for picture in pictures:
        for language in LANGUAGES:
            chart = chart_of(picture, knowledge, texts, language)
            assert chart is not None
            assert utf16_length(chart.text) <= 1024, chart.text
            assert parse(caption_of(chart, "…")) == chart.text


async def test_a_caption_that_is_too_long_loses_lines_and_says_so() -> None:
    chart = Chart(
        "T", "S", (), tuple(f"😀 {number} " + "x" * 50 for number in range(99)), ("note",)
    )

    caption = parse(caption_of(chart, "This is shortened."))

    assert utf16_length(caption) <= 1024
    assert caption.splitlines()[-2:] == ["This is shortened.", "note"]
    assert len(caption.splitlines()) > 15
