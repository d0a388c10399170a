"""The commands of privacy, with the emulated Bot API behind them."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from telegram import Bot, Update

from bot.texts import Texts, load_texts
from handlers.telegram.callbacks import FORGET, Forget, decode
from handlers.telegram.privacy import COMMANDS, EXPORT_NAME, Privacy
from knowledge.model import Language
from tests.program import ROOT
from tests.telegram.emulator import TOKEN, BotApi, Call, Json

PERSON, GROUP = 4711, -100_200
DATA = {"questions": [{"text": "jak dołączyć?"}]}


@dataclass(frozen=True)
class Deleted:
    questions: int


@dataclass
class Kept:
    """What is kept of one person, in memory; `asked_by` are the updates that had it deleted."""

    questions: int = 5
    asked_by: list[tuple[int, int]] = field(default_factory=list)

    async def forget(self, person: int, update_id: int) -> Deleted:
        self.asked_by.append((person, update_id))
        deleted, self.questions = Deleted(self.questions), 0
        return deleted

    async def export(self, person: int) -> Mapping[str, object]:
        return DATA | {"person": person}


async def language(_: int, hint: Language | None) -> Language:
    return hint or "pl"


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(ROOT / "handlers" / "telegram" / "texts")


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """The emulated Bot API alone; it refuses nothing that the bot sends."""
    async with BotApi() as server:
        yield server
    assert server.refused == []


@pytest_asyncio.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        yield bot


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def privacy(texts: Texts, kept: Kept) -> Privacy:
    return Privacy(texts, 90, kept, language)


def sender(code: str) -> Json:
    return {"id": PERSON, "is_bot": False, "first_name": "Jan", "language_code": code}


def message(chat_id: int, code: str) -> Json:
    chat = {"id": chat_id, "type": "private" if chat_id > 0 else "group", "title": "g"}
    now = int(datetime.now(UTC).timestamp())
    return {"message_id": 3, "date": now, "chat": chat, "from": sender(code), "text": "/…"}


def command(bot: Bot, code: str = "pl", chat_id: int = PERSON) -> Update:
    update = Update.de_json({"update_id": 12, "message": message(chat_id, code)}, bot)
    assert update is not None
    return update


def press(bot: Bot, data: str, message_id: int, chat_id: int = PERSON) -> Update:
    shown = message(chat_id, "pl") | {"message_id": message_id}
    query = {"id": "1", "from": sender("pl"), "message": shown, "data": data, "chat_instance": "1"}
    update = Update.de_json({"update_id": 13, "callback_query": query}, bot)
    assert update is not None
    return update


def said(api: BotApi, method: str = "sendMessage") -> Call:
    [call] = [call for call in api.calls if call.method == method]
    return call


@pytest.mark.parametrize(
    ("days", "code", "words"),
    [
        (1, "pl", "najdłużej przez 1 dzień:"),
        (22, "pl", "najdłużej przez 22 dni:"),
        (90, "pl", "najdłużej przez 90 dni:"),
        (1, "en", "for at most 1 day:"),
        (365, "de", "for at most 365 days:"),
    ],
)
async def test_it_says_what_is_kept_and_for_how_long(
    days: int, code: str, words: str, bot: Bot, api: BotApi, texts: Texts, kept: Kept
) -> None:
    privacy = Privacy(texts, days, kept, language)

    await privacy.privacy(command(bot, code), None)  # type: ignore[arg-type]

    assert words in said(api).text
    assert "/forget" in said(api).text


@pytest.mark.parametrize(("code", "labels"), [("pl", ["Tak", "Nie"]), ("en", ["Yes", "No,"])])
async def test_it_asks_before_it_deletes(
    code: str, labels: list[str], bot: Bot, api: BotApi, privacy: Privacy, kept: Kept
) -> None:
    await privacy.forget(command(bot, code), None)  # type: ignore[arg-type]

    buttons = said(api).buttons
    assert [button["text"][:3].strip() for button in buttons] == labels
    assert [decode(button["callback_data"]) for button in buttons] == [
        Forget("pl" if code == "pl" else "en", sure) for sure in (True, False)
    ]
    assert all(FORGET.match(button["callback_data"]) for button in buttons)
    assert kept.asked_by == []


async def test_yes_deletes_and_says_so(
    bot: Bot, api: BotApi, privacy: Privacy, kept: Kept
) -> None:
    await privacy.forget(command(bot), None)  # type: ignore[arg-type]
    asked = said(api)

    data = asked.buttons[0]["callback_data"]
    await privacy.decide(press(bot, data, asked.message_id), None)  # type: ignore[arg-type]

    assert kept.asked_by == [(PERSON, 13)]
    told = said(api, "editMessageText")
    assert told.text.startswith("Usunięte.")
    assert "zniknęło 5 pytań" in told.text
    assert told.buttons == []
    said(api, "answerCallbackQuery")


async def test_no_deletes_nothing(bot: Bot, api: BotApi, privacy: Privacy, kept: Kept) -> None:
    await privacy.forget(command(bot), None)  # type: ignore[arg-type]
    asked = said(api)

    data = asked.buttons[1]["callback_data"]
    await privacy.decide(press(bot, data, asked.message_id), None)  # type: ignore[arg-type]

    assert kept.asked_by == []
    assert said(api, "editMessageText").text == "Nic nie usunięto."


async def test_a_button_that_stands_in_a_group_deletes_nothing(
    bot: Bot, api: BotApi, privacy: Privacy, kept: Kept
) -> None:
    await privacy.decide(press(bot, "1:f:pl:", 3, GROUP), None)  # type: ignore[arg-type]

    assert kept.asked_by == []
    assert "prywatnej rozmowie" in said(api, "answerCallbackQuery").text


async def test_the_export_is_a_document(bot: Bot, api: BotApi, privacy: Privacy) -> None:
    await privacy.export(command(bot, "en"), None)  # type: ignore[arg-type]

    sent = said(api, "sendDocument")
    assert sent.parameters["document"] == DATA | {"person": PERSON}
    assert sent.parameters["caption"].startswith("All that we have stored about you.")
    assert EXPORT_NAME.endswith(".json")


@pytest.mark.parametrize("name", ["forget", "export"])
async def test_in_a_group_it_leads_to_the_private_chat(
    name: str, bot: Bot, api: BotApi, privacy: Privacy
) -> None:
    await getattr(privacy, name)(command(bot, chat_id=GROUP), None)

    assert "prywatnej rozmowie" in said(api).text
    assert said(api).buttons == []


def test_every_command_has_a_line_for_the_menu(texts: Texts) -> None:
    for name in COMMANDS:
        assert hasattr(Privacy, name)
        for one in texts.wordings.values():
            assert one[f"telegram.command_{name}"]
