"""Edited questions, replies to older cards, messages in parts, and the language of a talk."""

import pytest

from tests.telegram import telegram_html
from tests.telegram.conftest import Talking
from tests.telegram.emulator import Call
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHOTONICS = {"pl": "Klaster Fotoniki i Światłowodów", "en": "Photonics and Fibre Optics Cluster"}
AVIATION = {"pl": "Technologii Lotniczych", "en": "Aviation Technologies"}


def first_line(call: Call) -> str:
    return telegram_html.parse(call.text).splitlines()[0]


async def asked(person: Person, text: str) -> tuple[int, Call]:
    """The number of a question, and its answer."""
    number = await person.write(text)
    return number, await person.hear()


@pytest.mark.parametrize(
    ("language", "first", "second", "topics"),
    [
        ("pl", "kontakt do fotoniki", "jak dołączyć do fotoniki", ("Kontakt", "Jak dołączyć")),
        ("en", "photonics contact", "how to join photonics", ("Contact", "How to join")),
    ],
)
async def test_an_edited_question_has_its_answer_edited(
    talking: Talking, language: str, first: str, second: str, topics: tuple[str, str]
) -> None:
    person = Person(talking.api, language)
    number, answer = await asked(person, first)
    assert first_line(answer).endswith(f" – {topics[0]}")

    await talking.again()
    await person.edit(number, second)
    edited = await person.hear("editMessageText")

    assert edited.parameters["message_id"] == str(answer.message_id)
    assert first_line(edited).endswith(f" – {topics[1]}")
    assert first_line(edited).startswith(first_line(answer).split(" – ")[0])
    labels = [button["text"] for button in edited.buttons]
    assert any("👍" in label for label in labels)


async def test_an_edited_follow_up_goes_on_from_where_it_stood(talking: Talking) -> None:
    person = Person(talking.api)
    await asked(person, "kontakt do fotoniki")
    number, join = await asked(person, "a jak dołączyć?")
    await asked(person, "kontakt do klastra lotniczego")

    await person.edit(number, "a ile to kosztuje?")
    edited = await person.hear("editMessageText")
    assert edited.parameters["message_id"] == str(join.message_id)
    assert PHOTONICS["pl"] in first_line(edited)

    assert AVIATION["pl"] in first_line(await person.say("a jak dołączyć?")), "the talk goes on"


async def test_the_newest_question_edited_is_what_the_talk_goes_on_from(talking: Talking) -> None:
    person = Person(talking.api)
    number, _ = await asked(person, "kontakt do fotoniki")
    await person.edit(number, "kontakt do klastra lotniczego")
    await person.hear("editMessageText")

    assert AVIATION["pl"] in first_line(await person.say("a jak dołączyć?"))


async def test_where_the_answer_is_gone_an_edited_question_gets_a_new_one(
    talking: Talking,
) -> None:
    person = Person(talking.api)
    number, _ = await asked(person, "kontakt do fotoniki")
    talking.api.fail_next("editMessageText", 400, "Bad Request: message to edit not found")

    await person.edit(number, "jak dołączyć do fotoniki")

    assert first_line(await person.hear()) == f"{PHOTONICS['pl']} – Jak dołączyć"


async def test_an_edit_that_changes_nothing_is_no_error(talking: Talking) -> None:
    person = Person(talking.api)
    number, answer = await asked(person, "kontakt do fotoniki")

    await person.edit(number, "kontakt do fotoniki!")

    assert (await person.say("a jak dołączyć?")).text != answer.text


async def test_a_live_location_that_moves_is_not_answered_again(talking: Talking) -> None:
    person = Person(talking.api)
    place = {"latitude": 51.2, "longitude": 22.5}
    await person.send(location=place)
    await person.hear()

    for _ in range(3):
        await person.send(kind="edited_message", location=place, edit_date=1)

    assert first_line(await person.say("kontakt do fotoniki")).endswith("Kontakt")


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_a_reply_to_an_older_card_is_about_that_card(
    talking: Talking, language: str
) -> None:
    person = Person(talking.api, language)
    join = {"pl": "a jak dołączyć?", "en": "and how can I join?"}[language]
    clusters = {"pl": ("fotoniki", "lotniczego"), "en": ("photonics", "aviation")}[language]
    contact = {"pl": "kontakt do klastra {}", "en": "contact of the {} cluster"}[language]
    _, older = await asked(person, contact.format(clusters[0]))
    _, newer = await asked(person, contact.format(clusters[1]))

    await talking.again()
    await person.reply(older, join)

    assert first_line(await person.hear()).startswith(first_line(older).split(" – ")[0])
    await person.reply(newer, join)
    assert first_line(await person.hear()).startswith(first_line(newer).split(" – ")[0])


async def test_a_reply_to_a_card_of_long_ago_goes_by_its_buttons(talking: Talking) -> None:
    person = Person(talking.api)
    _, older = await asked(person, "kontakt do fotoniki")
    for _ in range(11):
        await person.say("kontakt do klastra lotniczego")

    await person.reply(older, "a jak dołączyć?")

    assert first_line(await person.hear()) == f"{PHOTONICS['pl']} – Jak dołączyć"


async def test_a_reply_to_a_card_that_a_button_opened_is_about_it(talking: Talking) -> None:
    person = Person(talking.api)
    _, contact = await asked(person, "kontakt do fotoniki")
    await person.press(contact, "Jak dołączyć")
    join = await person.hear()
    await asked(person, "kontakt do klastra lotniczego")

    await person.reply(join, "a ile to kosztuje?")

    assert PHOTONICS["pl"] in first_line(await person.hear())


async def test_a_message_that_came_in_two_parts_is_understood(talking: Talking) -> None:
    polish, english = Person(talking.api), Person(talking.api, "en")

    await polish.write("klaster lotniczy")
    await polish.write("jak dołączyć?")
    await english.write("photonics cluster")
    await english.write("how can I join?")

    await polish.hear()
    assert first_line(await polish.hear()).endswith(f"{AVIATION['pl']} – Jak dołączyć")
    first = first_line(await english.hear())
    assert first_line(await english.hear()) == f"{first} – How to join"


async def test_one_foreign_word_does_not_change_the_language(talking: Talking) -> None:
    person = Person(talking.api)
    await asked(person, "kontakt do fotoniki")

    assert first_line(await person.say("website?")).startswith(PHOTONICS["pl"])
    assert "Pomogło" in str((await person.say("join?")).parameters)
    assert "Helped" in str((await person.say("how can I join this cluster?")).parameters)
    assert "Helped" in str((await person.say("kontakt?")).parameters)
    assert "Pomogło" in str((await person.say("a jaki jest telefon?")).parameters)


async def test_a_chosen_language_stays_whatever_is_written(talking: Talking) -> None:
    person = Person(talking.api)
    chosen = await person.say("/language")
    await person.press(chosen, "English")
    await person.hear("editMessageText")

    for question in ("kontakt do fotoniki", "a jak dołączyć?"):
        assert "Helped" in str((await person.say(question)).parameters)


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_the_command_of_feedback_is_about_the_last_answer(
    talking: Talking, language: str
) -> None:
    person = Person(talking.api, language)
    early = await person.say("/feedback")
    assert early.buttons == []
    await person.say("kontakt do fotoniki")

    asked_for = await person.say("/feedback")
    label = asked_for.buttons[1]["text"]
    await person.press(asked_for, label)
    reasons = (await person.hear("editMessageReplyMarkup")).buttons

    assert label.startswith("👎")
    assert len(reasons) == 5
    await person.write("/export")
    export = (await person.hear("sendDocument")).parameters["document"]
    assert [vote["is_helpful"] for vote in export["feedback"]] == [False]
