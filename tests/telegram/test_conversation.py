"""`python -m bot run` and people, with the emulated Bot API between them."""

import asyncio
from typing import Any

import pytest

from bot.cards import Target
from handlers.telegram.callbacks import Open, encode
from tests.telegram import telegram_html
from tests.telegram.emulator import ME, BotApi, Call
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "kontakt do klastra fotoniki"
NAME = "Klaster Fotoniki i Światłowodów"


def labels(call: Call) -> list[str]:
    return [button["text"] for button in call.buttons]


def first_line(call: Call) -> str:
    return telegram_html.parse(call.text).splitlines()[0]


async def test_a_conversation(api: BotApi) -> None:
    person = Person(api)

    welcome = await person.say("/start")
    assert first_line(welcome) == "Powitanie"
    assert labels(welcome)[-2:] == ["Polski", "English"]

    contact = await person.say(QUESTION)
    assert contact.text.startswith(f"<b>{NAME} – Kontakt</b>\n")
    assert "<blockquote expandable>Źródła\n" in contact.text
    assert contact.parameters["parse_mode"] == "HTML"
    assert contact.parameters["link_preview_options"] == {"is_disabled": True}

    await person.press(contact, "Jak dołączyć")
    assert first_line(await person.hear()) == f"{NAME} – Jak dołączyć"

    follow_up = await person.say("a strona?")
    assert NAME in first_line(follow_up)
    assert any("url" in button for button in follow_up.buttons)

    nonsense = await person.say("brumbrum xyzzy 123")
    assert first_line(nonsense) == "Nie znam odpowiedzi"
    assert nonsense.buttons

    too_long = await person.say("kontakt " * 625)
    assert "najwyżej 1000 znaków" in too_long.text

    hypertext = await person.say(
        "Jaki jest <b>kontakt</b> do klastra fotoniki &amp; kto go prowadzi?"
    )
    assert first_line(hypertext) == f"{NAME} – Kontakt"

    await person.send(photo=[{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}])
    assert "zdjęć" in (await person.hear()).text

    assert (await person.say("/help")).text.startswith("<b>Pomoc</b>")
    assert api.refused == []


async def test_every_press_is_answered(api: BotApi) -> None:
    person = Person(api)
    shown = await person.say(QUESTION)

    id_ = await person.press_data(shown.message_id, shown.buttons[-1]["callback_data"])

    await api.wait_for(
        lambda call: (
            call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == id_
        )
    )
    await person.hear()


@pytest.mark.parametrize(
    "data",
    [
        "",
        "menu_3",
        "0:o:pl:lotniczy/contact/1",
        encode(Open(Target("contact", "dissolved-cluster"), "pl")),
        encode(Open(Target("no-such-topic"), "pl")),
    ],
)
async def test_an_old_button_says_what_to_do(api: BotApi, data: str) -> None:
    person = Person(api, language_code="en")

    id_ = await person.press_data(5, data)

    alert = await api.wait_for(
        lambda call: (
            call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == id_
        )
    )
    assert alert.text.endswith("Please write your question or send /start.")


async def test_a_chosen_language_stays(api: BotApi) -> None:
    person = Person(api)
    welcome = await person.say("/start")

    await person.press(welcome, "English")
    english = await person.hear("editMessageText")
    assert english.parameters["message_id"] == str(welcome.message_id)
    assert first_line(english) == "Greeting"

    await person.press(english, "English")
    assert first_line(await person.say(QUESTION)).endswith(" – Contact")
    assert api.refused == []


async def test_the_language_follows_the_messages_until_one_is_chosen(api: BotApi) -> None:
    person = Person(api, language_code="uk")

    assert first_line(await person.say("/start")) == "Greeting"
    assert first_line(await person.say(QUESTION)).endswith(" – Kontakt")
    assert first_line(await person.say("how can I join?")).endswith(" – How to join")
    reply = await person.say("please speak English")
    assert labels(reply)[-2:] == ["Polski", "English"]


@pytest.mark.parametrize(
    ("payload", "title"),
    [
        ("fotonika-i-swiatlowody", NAME),
        ("fotonika-i-swiatlowody--contact", f"{NAME} – Kontakt"),
        ("internships", "Praktyki i staże"),
        ("dissolved-cluster--contact", "Powitanie"),
    ],
)
async def test_a_link_leads_to_its_card(api: BotApi, payload: str, title: str) -> None:
    assert first_line(await Person(api).say(f"/start {payload}")).startswith(title)


async def test_an_edited_question_is_answered_again(api: BotApi) -> None:
    person = Person(api)
    await person.say(QUESTION)

    reply = await person.say("jak dołączyć do fotoniki", kind="edited_message", edit_date=1)

    assert first_line(reply) == f"{NAME} – Jak dołączyć"


async def test_in_a_group_it_speaks_when_spoken_to(api: BotApi) -> None:
    person = Person(api, group=-100_200)
    at_me = f"@{ME['username']}"

    await person.write(QUESTION)
    await person.write("/pogoda")
    await person.write(f"/{QUESTION} @OtherBot")
    mention = await person.write(f"{at_me.lower()} {QUESTION}")
    heard = await person.hear()
    assert heard.parameters["reply_parameters"]["message_id"] == mention
    assert first_line(heard) == f"{NAME} – Kontakt"

    chat = {"id": person.chat_id, "type": "group", "title": "g"}
    mine = {"message_id": 1, "date": 1, "chat": chat, "from": ME, "text": "…"}
    reply = await person.say("a jak dołączyć?", reply_to_message=mine)
    assert first_line(reply) == f"{NAME} – Jak dołączyć"
    assert first_line(await person.say(at_me)) == "Powitanie"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}}, "recordings"),
        ({"location": {"latitude": 51.2, "longitude": 22.5}}, "locations"),
        ({"document": {"file_id": "1", "file_unique_id": "1"}}, "files"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "text"),
    ],
    ids=["voice", "location", "document", "contact"],
)
async def test_a_message_without_words_gets_a_fitting_reply(
    api: BotApi, content: dict[str, Any], words: str
) -> None:
    person = Person(api, language_code="en")

    await person.send(**content)

    assert words in (await person.hear()).text


async def test_an_album_gets_one_reply(api: BotApi) -> None:
    person = Person(api)
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]

    for _ in range(3):
        await person.send(photo=photo, media_group_id="7")
    assert "zdjęć" in (await person.hear()).text
    assert first_line(await person.say(QUESTION)) == f"{NAME} – Kontakt"


async def test_the_rest_of_a_long_question_is_a_question(api: BotApi) -> None:
    """People's Telegram cuts a text of 5,000 letters in two."""
    person = Person(api, language_code="en")

    await person.write("please tell me " * 273)
    await person.write(QUESTION)

    assert "at most 1000 characters" in (await person.hear()).text
    assert first_line(await person.hear()) == f"{NAME} – Kontakt"


async def test_the_questions_of_a_chat_are_answered_in_order(api: BotApi) -> None:
    person = Person(api)
    asked = ["kontakt do fotoniki", "jak dołączyć do fotoniki"] * 10

    for question in asked:
        await person.write(question)

    titles = [first_line(await person.hear()) for _ in asked]
    assert titles == [f"{NAME} – Kontakt", f"{NAME} – Jak dołączyć"] * 10


async def test_many_people_at_once_get_their_answers(api: BotApi) -> None:
    people = [Person(api) for _ in range(40)]

    replies = await asyncio.gather(*(person.say(QUESTION) for person in people))

    assert {first_line(reply) for reply in replies} == {f"{NAME} – Kontakt"}


async def test_an_update_that_cannot_be_read_does_not_stop_the_others(api: BotApi) -> None:
    person = Person(api)

    await api.offer(callback_query={"id": "1", "data": "x"})
    await api.offer(message={"message_id": "?"})

    assert first_line(await person.say(QUESTION)) == f"{NAME} – Kontakt"


async def test_html_that_telegram_cannot_read_is_sent_again_as_plain_text(api: BotApi) -> None:
    api.fail_next("sendMessage", 400, "Bad Request: can't parse entities: whatever")

    reply = await Person(api).say(QUESTION)

    assert "parse_mode" not in reply.parameters
    assert reply.text.startswith(f"{NAME} – Kontakt\n")
    assert reply.buttons


async def test_it_waits_when_telegram_asks_for_it(api: BotApi) -> None:
    api.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)

    assert first_line(await Person(api).say(QUESTION)) == f"{NAME} – Kontakt"


async def test_what_fails_once_is_tried_again(api: BotApi) -> None:
    api.fail_next("sendMessage", 400, "Bad Request: a reason of Telegram's own")

    assert first_line(await Person(api).say(QUESTION)) == f"{NAME} – Kontakt"


async def test_when_something_fails_three_times_the_person_hears_of_it(api: BotApi) -> None:
    for _ in range(3):
        api.fail_next("sendMessage", 400, "Bad Request: a reason of Telegram's own")

    assert (await Person(api).say(QUESTION)).text.startswith("Przepraszam, coś się u mnie zepsuło")


async def test_the_commands_are_in_the_menu_in_both_languages(api: BotApi) -> None:
    menus = [call.parameters for call in api.calls if call.method == "setMyCommands"]

    assert [menu.get("language_code") for menu in menus] == ["pl", "en", None]
    for menu in menus:
        assert [command["command"] for command in menu["commands"]] == [
            "start",
            "help",
            "privacy",
            "forget",
            "export",
        ]
