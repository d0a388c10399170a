"""Inline mode: cards found while a person types, to be sent into any chat."""

import sqlite3
from datetime import date

import pytest

from tests.telegram import telegram_html
from tests.telegram.conftest import Talking
from tests.telegram.emulator import Call, Json
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = {"pl": "Klaster Zaawansowanych Technologii Lotniczych", "en": "Advanced Aviation"}
DAY = date(2025, 12, 1)


def results(call: Call) -> list[Json]:
    found: list[Json] = call.parameters["results"]
    return found


def link(result: Json) -> str:
    return str(result["reply_markup"]["inline_keyboard"][0][0]["url"])


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        ("pl", "lotniczy kontakt", "– Kontakt"),
        ("en", "aviation contact", "– Contact"),
        ("pl", "lotniczy", NAME["pl"]),
        ("pl", "lotn", NAME["pl"]),
        ("en", "aviation", NAME["en"]),
        ("pl", "lotniczy ko", NAME["pl"]),
        ("pl", "@", "Klaster"),
        ("pl", "brumbrum xyzzy", "Nic nie znaleziono"),
        ("en", "brumbrum xyzzy", "Nothing found"),
        ("en", "lotniczy--contact", "– Contact"),
        ("pl", "lotniczy--contact", "– Kontakt"),
    ],
)
async def test_what_is_typed_leads_to_a_card(
    talking: Talking, code: str, text: str, title: str
) -> None:
    call = await Person(talking.api, code).search(text)

    first = results(call)[0]
    assert title in first["title"]
    assert first["description"]
    assert call.parameters["is_personal"] == "true"
    assert link(first).startswith("https://t.me/LublinClustersBot")


async def test_a_result_is_the_card_and_leads_into_the_bot(talking: Talking) -> None:
    person = Person(talking.api)
    card = await person.say("kontakt do klastra lotniczego")

    first, *others = results(await person.search("lotniczy kontakt"))

    assert first["input_message_content"]["message_text"] == card.text
    assert first["input_message_content"]["parse_mode"] == "HTML"
    assert link(first) == "https://t.me/LublinClustersBot?start=lotniczy--contact"
    assert len(others) > 5, "what else can be asked of it"
    assert (await person.say("/start lotniczy--contact")).text == card.text
    for other in others:
        content = other["input_message_content"]["message_text"]
        assert telegram_html.parse(content).strip()


async def test_searching_changes_nothing_in_the_private_chat(talking: Talking) -> None:
    person = Person(talking.api)
    await person.say("kontakt do klastra fotoniki")

    await person.search("contact of the aviation cluster")

    assert "Fotoniki" in (await person.say("a jak dołączyć?")).text


async def test_the_language_is_the_persons_own(talking: Talking) -> None:
    person = Person(talking.api, "pl")
    welcome = await person.say("/start")
    await person.press(welcome, "English")
    await person.hear("editMessageText")

    assert results(await person.search("lotniczy kontakt"))[0]["title"].endswith("– Contact")
    assert all(one["id"].startswith("en/") for one in results(await person.search("")))


async def test_results_come_in_pages(talking: Talking) -> None:
    person = Person(talking.api)
    ids: list[str] = []
    offset = ""
    while True:
        page = await person.search("lista klastrów", offset)
        assert 1 <= len(results(page)) <= 10
        ids += [result["id"] for result in results(page)]
        offset = page.parameters.get("next_offset", "")
        if not offset:
            break

    assert len(ids) == len(set(ids))
    assert len(ids) >= 20, "the list itself and its clusters"
    assert results(await person.search("lista klastrów", "nonsense"))


async def test_an_empty_query_shows_what_is_asked_most(talking: Talking) -> None:
    with sqlite3.connect(talking.file, timeout=60) as connection:
        connection.execute("DELETE FROM questions")
    connection.close()
    await talking.again()
    person = Person(talking.api)
    biggest = results(await person.search(""))
    assert ["--" in link(one) for one in biggest] == [False] * 10

    for _ in range(2):
        await person.say("ile kosztuje członkostwo w klastrze lotniczym?")
    await person.say("brumbrum xyzzy")
    await talking.again()
    first = results(await person.search(""))[0]
    assert link(first).endswith("?start=lotniczy--fees")


async def test_a_search_that_comes_too_late_is_no_error(talking: Talking) -> None:
    person = Person(talking.api)
    too_old = "Bad Request: query is too old and response timeout expired"
    talking.api.fail_next("answerInlineQuery", 400, too_old)

    assert not (await person.search("lotniczy")).answer["ok"]

    assert results(await person.search("lotniczy"))
