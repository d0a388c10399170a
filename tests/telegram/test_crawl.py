"""Pressing everything: every card of the knowledge, every page and button, in both languages."""

import re
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date

import pytest
import pytest_asyncio

from bot.assistant import Assistant
from bot.cards import Target
from handlers.telegram.callbacks import (
    ChooseLanguage,
    Draw,
    Open,
    SaveContact,
    Turn,
    decode,
    encode,
)
from handlers.telegram.commands import OF_PRIVATE_CHATS, TAKING_WORDS
from handlers.telegram.keyboards import ROWS_OF_A_CARD
from knowledge.model import LANGUAGES, Knowledge, Language
from tests.telegram import telegram_html
from tests.telegram.emulator import Call
from tests.telegram.in_process import InProcess

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORD = re.compile(r"[^\W\d_]{2,}")
LONGEST_LABEL = 45


@dataclass
class Crawl:
    """What a person sees who presses everything: each message by the data that led to it."""

    language: Language
    seen: dict[str, Call] = field(default_factory=dict)

    async def walk(self, person: InProcess, first: list[str]) -> None:
        """Press what is named first, then all that this leads to."""
        waiting = deque(first)
        while waiting:
            data = waiting.popleft()
            if data in self.seen:
                continue
            shown = answered(await person.press(data))
            self.seen[data] = shown
            waiting += pressable(shown)
            if ":l:" in data:  # it has changed the language
                await person.press(encode(ChooseLanguage(self.language, Target("language"))))


def pressable(shown: Call) -> list[str]:
    """The data of its buttons that the bot answers and that delete nothing."""
    data = [button["callback_data"] for button in shown.buttons if "callback_data" in button]
    return [
        each
        for each in data
        if isinstance(decode(each), Open | Turn | SaveContact | ChooseLanguage | Draw)
    ]


def answered(calls: list[Call]) -> Call:
    """The message that a press led to, after its button was answered without an alert."""
    answer, shown = calls
    assert answer.method == "answerCallbackQuery"
    assert "text" not in answer.parameters
    return shown


def all_targets(knowledge: Knowledge) -> list[Target]:
    entities, topics = knowledge.entities, knowledge.topics.values()
    own = [
        Target(topic.id, id_) for topic in topics if topic.scope == "entity" for id_ in entities
    ]
    return [*own, *(Target(topic.id) for topic in topics)]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=LANGUAGES)
async def crawl(
    request: pytest.FixtureRequest, assistant: Assistant, today: date
) -> AsyncIterator[Crawl]:
    """Every message that there is, once for all tests of a language."""
    whole = Crawl(request.param)
    async with InProcess(assistant, today, request.param) as person:
        first = [
            encode(Open(target, request.param)) for target in all_targets(assistant.knowledge)
        ]
        await whole.walk(person, first)
    yield whole


def messages(crawl: Crawl) -> list[tuple[str, Call]]:
    return [(data, call) for data, call in crawl.seen.items() if call.method != "sendContact"]


async def test_every_press_shows_a_message(crawl: Crawl) -> None:
    methods = {data[2]: call.method for data, call in crawl.seen.items()}

    assert methods == {
        "o": "sendMessage",
        "c": "sendMessage",
        "p": "editMessageText",
        "l": "editMessageText",
        "v": "sendContact",
        "g": "sendPhoto",
    }
    for data, call in messages(crawl):
        assert call.parameters["parse_mode"] == "HTML", data


async def test_there_is_no_dead_end(crawl: Crawl) -> None:
    farewell = encode(Open(Target("goodbye"), crawl.language))

    assert [data for data, call in messages(crawl) if not call.buttons] == [farewell]


async def test_every_label_says_in_short_words_what_the_button_does(crawl: Crawl) -> None:
    for data, call in messages(crawl):
        labels = [button["text"] for button in call.buttons]
        assert len(set(labels)) == len(labels), data
        for label in labels:
            assert WORD.search(label), f"{label!r} of {data}"
            assert len(label) <= LONGEST_LABEL, f"{label!r} of {data}"


async def test_what_a_button_opens_or_copies_is_in_the_text_as_well(crawl: Crawl) -> None:
    for data, call in messages(crawl):
        text = telegram_html.parse(call.text)
        for button in call.buttons:
            if "copy_text" in button:
                assert button["copy_text"]["text"] in text, data
            if "url" in button:
                assert (
                    button["url"].replace("&", "&amp;") in call.text or "maps" in button["url"]
                ), data


async def test_a_card_has_at_most_two_rows_and_one_of_pages(crawl: Crawl) -> None:
    for data, call in messages(crawl):
        rows = call.parameters.get("reply_markup", {}).get("inline_keyboard", [])
        styled = [button for row in rows for button in row if "style" in button]
        if styled:
            assert styled == rows[0][:1], data
            assert len(rows) <= ROWS_OF_A_CARD + 1, data


async def test_pages_lead_to_each_other(crawl: Crawl) -> None:
    turns = [data for data in crawl.seen if ":p:" in data and "/compare/" not in data]

    assert turns
    for data in turns:
        back, ahead = neighbours(data)
        shown = pressable(crawl.seen[data])
        assert back in shown or ahead in shown, data
        for neighbour in {back, ahead} & set(shown):
            assert data in pressable(crawl.seen[neighbour])


def neighbours(data: str) -> tuple[str, str]:
    path, _, page = data.rpartition("/")
    return f"{path}/{int(page) - 1}", f"{path}/{int(page) + 1}"


async def test_from_the_start_alone_every_cluster_can_be_reached(
    assistant: Assistant, today: date, crawl: Crawl
) -> None:
    reached = Crawl(crawl.language)
    async with InProcess(assistant, today, crawl.language) as person:
        (welcome,) = await person.say("/start")
        await reached.walk(person, pressable(welcome))

    opened = {decode(data) for data in reached.seen}
    for id_ in assistant.knowledge.lists.reference.clusters:
        for topic in ("overview", "contact", "join"):
            assert Open(Target(topic, id_), crawl.language) in opened, (id_, topic)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_shows_what_leads_on(
    language: Language, assistant: Assistant, today: date
) -> None:
    async with InProcess(assistant, today, language) as person:
        for name in OF_PRIVATE_CHATS:
            (shown,) = await person.say(f"/{name}")
            assert shown.buttons or name in ("privacy", "export", "qr"), name


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_examples_of_the_commands_are_understood(
    language: Language, assistant: Assistant, today: date
) -> None:
    texts = assistant.texts
    async with InProcess(assistant, today, language) as person:
        for name in set(TAKING_WORDS) - {"clusters"}:
            example = texts.say(f"telegram.pick_{name}_example", language).rpartition(": ")[2]
            assert example.startswith(f"/{name} ")
            (shown,) = await person.say(example)
            declined = texts.say("not_found.title", language)
            assert declined not in shown.text, example
            assert shown.buttons


@pytest.mark.parametrize(
    "question",
    [
        "strona i kontakt do klastra medycznego",
        "how to join the medical cluster and who runs it?",
        "klastry założone po 2012",
        "największe klastry",
        "ile jest klastrów?",
        "porównaj ict, bio i lotniczy",
        "jak dołączyć?",
        "it cluster",
        "pogoda na jutro",
        "dziękuję",
        "контакт медичного кластера",
    ],
)
async def test_every_button_under_an_answer_works(
    question: str, assistant: Assistant, today: date
) -> None:
    async with InProcess(assistant, today, "pl") as person:
        (shown,) = await person.say(question)

        data = pressable(shown)
        assert data
        for each in data:
            answered(await person.press(each))
