"""`python -m bot run` and people, with the emulated Bot API between them."""

import asyncio

import pytest

from bot.cards import Target
from handlers.telegram.callbacks import Open, encode
from handlers.telegram.commands import OF_GROUPS, OF_PRIVATE_CHATS
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
    assert first_line(welcome) == "Klastry Lublina"
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

    data = next(button["callback_data"] for button in shown.buttons if "url" not in button)
    id_ = await person.press_data(shown.message_id, data)

    await api.wait_for(
        lambda call: (
            call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == id_
        )
    )
    await person.hear("sendContact" if ":v:" in data else "sendMessage")


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
    assert first_line(english) == "Lublin Clusters"

    await person.press(english, "English")
    assert first_line(await person.say(QUESTION)).endswith(" – Contact")
    assert api.refused == []


async def test_the_language_follows_the_messages_until_one_is_chosen(api: BotApi) -> None:
    person = Person(api, language_code="uk")

    assert first_line(await person.say("/start")) == "Lublin Clusters"
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
        ("contact", "Kontakt"),
        ("dissolved-cluster--contact", "Klastry Lublina"),
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
    assert first_line(await person.say(at_me)) == "Klastry Lublina"


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


async def test_the_menu_shows_the_commands_and_the_profile_what_the_bot_is(api: BotApi) -> None:
    await api.wait_for(
        lambda call: call.method == "setMyName" and call.parameters.get("language_code") == "pl"
    )

    set_at_start = [call.parameters for call in api.calls if call.method.startswith("set")]
    menus = [
        (
            parameters["scope"]["type"],
            parameters.get("language_code"),
            [command["command"] for command in parameters["commands"]],
        )
        for parameters in set_at_start
        if "commands" in parameters
    ]
    assert menus == [
        (scope, code, list(names))
        for code in (None, "pl")
        for scope, names in (
            ("all_private_chats", OF_PRIVATE_CHATS),
            ("all_group_chats", OF_GROUPS),
        )
    ]
    assert [each["name"] for each in set_at_start if "name" in each] == [
        "Lublin Clusters",
        "Klastry Lublina",
    ]
    assert {"menu_button": {"type": "commands"}} in set_at_start


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("/contact fotonika", f"{NAME} – Kontakt"),
        (f"/contact@{ME['username']} photonics cluster", f"{NAME} – Kontakt"),
        ("/join fotoniki", f"{NAME} – Jak dołączyć"),
        ("/compare ict bio", "Wschodni Klaster ICT i Lubelski Klaster Biotechnologiczny"),
        ("/clusters żywność", "Lista klastrów"),
        ("/contact", "Kontakt"),
        ("/sources", "Skąd są dane"),
    ],
)
async def test_a_command_asks_with_words_and_shows_whom_to_ask_for_without(
    api: BotApi, command: str, title: str
) -> None:
    """The words of a command do not tell a language: it stays that of the person."""
    assert first_line(await Person(api).say(command)) == title


async def test_whom_a_command_asks_about_may_follow_in_words(api: BotApi) -> None:
    person = Person(api)

    await person.say("/join")

    assert first_line(await person.say("fotonika")) == f"{NAME} – Jak dołączyć"


async def test_pages_are_turned_in_place(api: BotApi) -> None:
    person = Person(api)
    shown = await person.say("/clusters")
    assert "Strona 1 z 4" in shown.text

    await person.press(shown, "Dalej 2/4 ▶")
    second = await person.hear("editMessageText")
    assert second.parameters["message_id"] == str(shown.message_id)
    assert "Strona 2 z 4" in second.text
    assert labels(second)[-2:] == ["◀ Wstecz 1/4", "Dalej 3/4 ▶"]

    await person.press(second, "◀ Wstecz 1/4")
    assert (await person.hear("editMessageText")).text == shown.text


async def test_a_page_comes_anew_where_its_message_cannot_be_edited(api: BotApi) -> None:
    person = Person(api)
    api.fail_next("editMessageText", 400, "Bad Request: message can't be edited")

    await person.press_data(1, "1:p:pl:/list/3")

    assert "Strona 3 z 4" in (await person.hear()).text


async def test_two_are_chosen_and_compared(api: BotApi) -> None:
    person = Person(api, language_code="en")
    first = await person.say("/compare")

    await person.press(first, "Biotechnology")
    second = await person.hear("editMessageText")
    assert "Biotechnology" not in labels(second)
    await person.press(second, "Eco-energy")

    compared = await person.hear()
    assert first_line(compared) == "Lublin Biotechnology Cluster and Lublin Eco-Energy Cluster"


async def test_a_contact_comes_ready_for_the_address_book(api: BotApi) -> None:
    person = Person(api)
    shown = await person.say("kontakt do klastra medycznego")

    await person.press(shown, "Zapisz kontakt")

    contact = (await person.hear("sendContact")).parameters
    assert contact["phone_number"] == "+48 81 466 25 05"
    assert contact["first_name"] == "Marzena Strok-Sadło, Urząd Miasta Lublin"
    assert "ORG:Lubelska Medycyna" in contact["vcard"]


async def test_the_website_is_the_one_link_with_a_preview(api: BotApi) -> None:
    shown = await Person(api).say("strona klastra fotoniki")

    assert shown.parameters["link_preview_options"] == {
        "url": "https://klaster-fotoniki.pl",
        "prefer_small_media": True,
    }


async def test_the_language_can_be_chosen_by_command(api: BotApi) -> None:
    person = Person(api, language_code="uk")
    asked = await person.say("/language")
    assert labels(asked) == ["Polski", "English"]

    await person.press(asked, "Polski")

    assert (await person.hear("editMessageText")).text.startswith("Dobrze, rozmawiamy po polsku.")
    assert first_line(await person.say("photonics cluster contact")) == f"{NAME} – Kontakt"
