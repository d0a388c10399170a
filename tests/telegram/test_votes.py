"""Whether a reply helped: two buttons, a reason, and what is kept of it."""

import sqlite3

import pytest

from tests.telegram.conftest import Talking
from tests.telegram.emulator import Call
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKED = {"pl": "kontakt do klastra fotoniki", "en": "contact of the photonics cluster"}
LABELS = {
    "pl": ("👍 Pomogło", "👎 Nie pomogło", ["Błędna", "Nieaktualna", "Nie na temat"]),
    "en": ("👍 Helped", "👎 Did not help", ["Wrong", "Outdated", "Not what I asked"]),
}


def labels(call: Call) -> list[str]:
    return [button["text"] for button in call.buttons]


def kept(talking: Talking, text: str) -> list[tuple[bool, str | None]]:
    """The votes on a question, by its words."""
    with sqlite3.connect(talking.file) as connection:
        rows = connection.execute(
            "SELECT is_helpful, reason FROM feedback JOIN questions"
            " ON questions.id = feedback.question WHERE text = ?",
            (text,),
        ).fetchall()
    connection.close()
    return [(bool(is_helpful), reason) for is_helpful, reason in rows]


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_a_vote_is_kept_with_its_question_and_the_last_one_counts(
    talking: Talking, language: str
) -> None:
    person = Person(talking.api, language)
    question = f"{ASKED[language]}!"
    helped, did_not, reasons = LABELS[language]
    shown = await person.say(question)
    assert labels(shown)[-2:] == [helped, did_not]

    thanks = await person.told(await person.press(shown, helped))
    marked = await person.hear("editMessageReplyMarkup")
    assert thanks.startswith("Dzięk" if language == "pl" else "Thank")
    assert labels(marked) == [*labels(shown)[:-2], f"✓ {helped}", did_not]
    assert kept(talking, question) == [(True, None)]

    await talking.again()
    await person.press(marked, did_not)
    why = await person.hear("editMessageReplyMarkup")
    assert labels(why) == [*labels(shown)[:-2], helped, f"✓ {did_not}", *reasons]
    assert kept(talking, question) == [(False, None)]

    await person.press(why, reasons[1])
    marked = await person.hear("editMessageReplyMarkup")
    assert labels(marked) == [*labels(shown)[:-2], helped, f"✓ {did_not}"]
    assert kept(talking, question) == [(False, "outdated")]


async def test_only_answers_to_own_questions_are_voted_on(talking: Talking) -> None:
    person, stranger = Person(talking.api), Person(talking.api)
    shown = await person.say("ilu członków ma klaster fotoniki?")

    told = await stranger.told(await stranger.press(shown, "👍 Pomogło"))

    assert "niczego nie zapisano" in told
    assert kept(talking, "ilu członków ma klaster fotoniki?") == []


async def test_no_votes_are_asked_for_in_a_group_nor_under_small_talk(talking: Talking) -> None:
    person, member = Person(talking.api), Person(talking.api, group=-100_300)

    greeting = await person.say("dzień dobry")
    in_group = await member.say(f"@LublinClustersBot {ASKED['pl']}")

    assert not {"👍 Pomogło", "👎 Nie pomogło"} & {*labels(greeting), *labels(in_group)}


async def test_votes_go_with_the_person_and_stand_in_the_export(talking: Talking) -> None:
    person = Person(talking.api)
    question = "kto prowadzi klaster fotoniki?"
    shown = await person.say(question)
    await person.press(shown, "👎 Nie pomogło")
    await person.press(await person.hear("editMessageReplyMarkup"), "Błędna")
    await person.hear("editMessageReplyMarkup")

    await person.write("/export")
    export = (await person.hear("sendDocument")).parameters["document"]
    assert [(vote["is_helpful"], vote["reason"]) for vote in export["feedback"]] == [
        (False, "wrong")
    ]

    sure = await person.say("/forget")
    await person.press(sure, sure.buttons[0]["text"])
    await person.hear("editMessageText")
    assert "niczego nie zapisano" in await person.told(await person.press(shown, "👍 Pomogło"))
    assert kept(talking, question) == []
