"""A question that nobody could answer goes to the team, and the team's answer comes back."""

import json
import sqlite3
import time

import pytest

from bot.store.cases import OPEN_FOR_DAYS, close_old_cases
from bot.store.database import create_database
from tests.telegram import telegram_html
from tests.telegram.conftest import Talking
from tests.telegram.emulator import BotApi, Call
from tests.telegram.here import BotHere
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = {
    "pl": "nazywam się Baltazar Gąbka, tel. 601 602 603, czy smok wawelski lubi brumbrumy?",
    "en": "my name is Balthazar Sponge, phone 601 602 603, do dragons like brumbrums?",
}
PRIVATE = ("Baltazar", "Balthazar", "Gąbka", "Sponge", "601", "Jan")
OFFER = {"pl": "Przekaż pytanie zespołowi", "en": "Pass it on to the team"}
YES = {"pl": "Tak, przekaż", "en": "Yes, pass it on"}
ERASED = (
    "Usunięto: osoba, która pytała, wycofała sprawę.",
    "Deleted: the person who asked has withdrawn it.",
)
CLOSE = {"pl": "Zamknij sprawę", "en": "Close the case"}


def seen(call: Call) -> str:
    return telegram_html.parse(call.text) if "parse_mode" in call.parameters else call.text


def number_of(call: Call) -> int:
    """The number of the case that the buttons of a message close."""
    return int(call.buttons[-1]["callback_data"].rsplit(":", 1)[1])


def row_of(talking: Talking, number: int) -> dict[str, object] | None:
    with sqlite3.connect(talking.file) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute("SELECT * FROM cases WHERE id = ?", (number,)).fetchone()
    connection.close()
    return row and dict(row)


async def passed_on(
    talking: Talking, person: Person, language: str = "pl"
) -> tuple[Call, Call, Call]:
    """What the person and the two of the team see of a new case."""
    shown = await person.say(QUESTION[language])
    await person.press(shown, OFFER[language])
    consent = await person.hear()
    for member in talking.team:
        member.heard = len(talking.api.calls)
    await person.press(consent, YES[language])
    first, second = [await member.hear() for member in talking.team]
    return await person.hear("editMessageText"), first, second


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_the_answer_of_the_team_comes_back_and_the_talk_goes_on(
    talking: Talking, language: str
) -> None:
    person = Person(talking.api, language)
    colleague, other = talking.team
    told, for_colleague, for_other = await passed_on(talking, person, language)
    number = number_of(told)
    assert str(number) in seen(told)
    assert f"Sprawa {number}: pytanie do zespołu" in seen(for_colleague)
    assert f"Case {number}: a question for the team" in seen(for_other)
    await talking.again()

    await colleague.reply(for_colleague, "Smok <b>lubi</b>: 81 466 25 00, Jan & Ola")
    answer = await person.hear()
    assert "Smok <b>lubi</b>: 81 466 25 00, Jan & Ola" in seen(answer)
    assert (await colleague.hear()).text == "Przekazano."
    assert "Smok <b>lubi</b>" in seen(await other.hear())
    await talking.again()

    await person.reply(
        answer, "Dziękuję! Nazywam się Baltazar Gąbka, baltazar@example.org. A zimą?"
    )
    further = [seen(await member.hear()) for member in talking.team]
    assert (await person.hear()).text in ("Przekazano.", "Passed on.")
    assert all("A zimą?" in text and "[e-mail]" in text for text in further)

    for text in (seen(for_colleague), seen(for_other), *further):
        assert [word for word in (*PRIVATE, str(person.id)) if word in text] == []
    assert [who for who in (colleague, other) if str(who.id) in seen(answer)] == []


async def test_nothing_is_passed_on_without_consent(talking: Talking) -> None:
    person = Person(talking.api, "en")
    heard = [member.heard for member in talking.team]
    shown = await person.say(QUESTION["en"])
    await person.press(shown, OFFER["en"])
    consent = await person.hear()
    assert "without personal data" in seen(consent)
    assert "closes by itself after 14 days" in seen(consent)
    assert "do dragons like brumbrums?" in seen(consent)

    await person.press(consent, "No, leave it")

    assert (await person.hear("editMessageText")).text == "Nothing was passed on."
    ids = {str(member.id) for member in talking.team}
    later = talking.api.calls[max(heard) :]
    assert [call for call in later if str(call.parameters.get("chat_id")) in ids] == []


async def test_pressing_twice_makes_one_case(talking: Talking) -> None:
    person = Person(talking.api)
    shown = await person.say("brumbrum xyzzy")
    await person.press(shown, OFFER["pl"])
    consent = await person.hear()

    for _ in range(2):
        await person.press(consent, YES["pl"])
    told = await person.hear("editMessageText")
    for member in talking.team:
        await member.hear()
    await person.say("kontakt do fotoniki")

    with sqlite3.connect(talking.file) as connection:
        [(count,)] = connection.execute(
            "SELECT count(*) FROM cases WHERE question = 'brumbrum xyzzy'"
        )
    connection.close()
    assert count == 1
    mine = [call for call in talking.api.calls if str(number_of_any(call)) == str(number_of(told))]
    for member in talking.team:
        assert sum(call.parameters["chat_id"] == str(member.id) for call in mine) == 1


def number_of_any(call: Call) -> int | None:
    data = [button.get("callback_data", "") for button in call.buttons]
    closing = [one for one in data if ":close:" in one]
    return int(closing[0].rsplit(":", 1)[1]) if closing else None


async def test_a_closed_case_lets_go_of_the_chat_and_takes_no_more(talking: Talking) -> None:
    person = Person(talking.api)
    colleague, other = talking.team
    told, for_colleague, for_other = await passed_on(talking, person)
    number = number_of(told)
    row = row_of(talking, number)
    assert row is not None
    assert row["chat"] == person.id

    await colleague.press(for_colleague, CLOSE["pl"])
    assert f"zamknął sprawę {number}" in (await person.hear()).text
    assert (await other.hear()).text == f"Case {number} is closed."
    row = row_of(talking, number)
    assert row is not None
    assert row["chat"] is None
    assert row["closed_at"] is not None

    await other.reply(for_other, "too late")
    assert (await other.hear()).text == "This case is closed."
    await person.reply(told, "za późno")
    assert (await person.hear()).text == "Ta sprawa jest zamknięta."


async def test_the_person_may_close_a_case_and_the_team_hears_of_it(talking: Talking) -> None:
    person = Person(talking.api, "en")
    told, _, _ = await passed_on(talking, person, "en")

    await person.press(told, CLOSE["en"])

    notes = [(await member.hear()).text for member in talking.team]
    assert notes == [
        f"Sprawa {number_of(told)} jest zamknięta.",
        f"Case {number_of(told)} is closed.",
    ]


async def test_strangers_reach_no_case(talking: Talking) -> None:
    person, stranger = Person(talking.api), Person(talking.api, "en")
    told, _, _ = await passed_on(talking, person)

    for action in ("close", "show"):
        press = await stranger.press_data(3, f"1:c:en:{action}:{number_of(told)}")
        assert "not kept any more" in await stranger.told(press)
    press = await stranger.press_data(3, "1:c:en:ask:0")
    assert "not kept any more" in await stranger.told(press)

    row = row_of(talking, number_of(told))
    assert row is not None
    assert row["closed_at"] is None


async def test_the_open_cases_are_listed_for_the_team_alone(talking: Talking) -> None:
    person = Person(talking.api)
    told, _, _ = await passed_on(talking, person)
    number = number_of(told)
    member = talking.team[1]

    listed = await member.say("/cases")
    assert f"\n{number} · " in f"\n{seen(listed)}"
    assert "waits for an answer" in seen(listed)
    await member.press(listed, str(number))
    shown = await member.hear()
    await member.reply(shown, "From the list.")
    assert "From the list." in seen(await person.hear())

    assert "Otwarte sprawy" not in (await person.say("/cases")).text


async def test_what_is_forgotten_is_withdrawn(talking: Talking) -> None:
    person = Person(talking.api)
    told, *for_team = await passed_on(talking, person)
    number = number_of(told)
    await person.write("/export")
    export = (await person.hear("sendDocument")).parameters["document"]
    assert [case["id"] for case in export["cases"]] == [number]
    assert export["case_messages"][0]["message"] == told.message_id

    colleague, other = talking.team
    listed = await other.say("/cases")
    await colleague.reply(for_team[0], "Smoki lubią wszystko.")
    answered = await other.hear()
    await person.hear()
    await colleague.hear()
    start = len(talking.api.calls)
    talking.api.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")

    await forget(person)

    notes = [(await member.hear()).text for member in talking.team]
    assert notes[0].startswith(f"Sprawa {number} jest wycofana")
    assert notes[1].startswith(f"Case {number} is withdrawn")
    assert row_of(talking, number) is None
    gone = {
        int(call.parameters["message_id"])
        for call in talking.api.calls[start:]
        if call.method in ("deleteMessage", "editMessageText")
        and int(call.parameters["chat_id"]) != person.id
    }
    assert gone >= {call.message_id for call in (*for_team, listed, answered)}
    (emptied,) = [
        call
        for call in talking.api.calls[start:]
        if call.method == "editMessageText" and call.parameters["chat_id"] != str(person.id)
    ]
    assert emptied.text in ERASED
    assert emptied.buttons == []


async def test_what_was_closed_is_taken_back_without_a_word(talking: Talking) -> None:
    person = Person(talking.api, "en")
    told, *for_team = await passed_on(talking, person, "en")
    await person.press(told, CLOSE["en"])
    for member in talking.team:
        await member.hear()
    heard = len(talking.api.calls)

    await forget(person)

    later = talking.api.calls[heard:]
    gone = {call.parameters["message_id"] for call in later if call.method == "deleteMessage"}
    assert gone >= {str(call.message_id) for call in for_team}
    written_to = {call.parameters["chat_id"] for call in later if call.method == "sendMessage"}
    assert written_to == {str(person.id)}


async def test_a_team_that_cannot_be_reached_does_not_keep_anybody_from_forgetting(
    talking: Talking,
) -> None:
    person = Person(talking.api)
    told, _, _ = await passed_on(talking, person)
    talking.api.fail_next("deleteMessage", 403, "Forbidden: bot was blocked by the user")

    await forget(person)

    assert row_of(talking, number_of(told)) is None
    for member in talking.team:
        await member.hear()


async def forget(person: Person) -> None:
    sure = await person.say("/forget")
    await person.press(sure, sure.buttons[0]["text"])
    await person.hear("editMessageText")


async def test_a_person_who_is_gone_ends_the_case(talking: Talking) -> None:
    person = Person(talking.api)
    told, for_colleague, _ = await passed_on(talking, person)
    talking.api.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")

    await talking.team[0].reply(for_colleague, "Are you there?")

    assert "nie ma już kontaktu" in (await talking.team[0].hear()).text
    row = row_of(talking, number_of(told))
    assert row is not None
    assert row["chat"] is None


async def test_only_words_are_carried(talking: Talking) -> None:
    person = Person(talking.api)
    _, for_colleague, _ = await passed_on(talking, person)
    colleague = talking.team[0]
    case = colleague.message_of(for_colleague)

    await colleague.send(
        voice={"file_id": "1", "file_unique_id": "1", "duration": 1}, reply_to_message=case
    )
    assert "tylko słowa" in (await colleague.hear()).text
    await colleague.write("x" * 3001, reply_to_message=case)
    assert "najwyżej 3000 znaków" in (await colleague.hear()).text
    await colleague.write("mended", kind="edited_message", edit_date=1, reply_to_message=case)
    assert "Zmiana nie dociera" in (await colleague.hear()).text


async def test_old_cases_close_by_themselves(talking: Talking) -> None:
    person = Person(talking.api)
    told, _, _ = await passed_on(talking, person)
    later = time.time_ns() // 1_000_000 + OPEN_FOR_DAYS * 24 * 60 * 60 * 1000

    engine = create_database(f"sqlite:///{talking.file}")
    try:
        assert await close_old_cases(engine, later - 1, later) >= 1
    finally:
        await engine.dispose()

    await person.reply(told, "jest tam kto?")
    assert (await person.hear()).text == "Ta sprawa jest zamknięta."


async def test_without_a_team_there_is_no_button(talking: Talking) -> None:
    async with BotApi() as api:
        database = f"sqlite:///{talking.folder / 'alone.sqlite'}"
        alone = BotHere.start(talking.assistant, api.url, database, talking.folder)
        shown = await Person(api).say(QUESTION["pl"])
        await alone.stop()

    assert OFFER["pl"] not in json.dumps(shown.parameters, ensure_ascii=False)
    assert shown.buttons
