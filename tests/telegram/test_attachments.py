"""What has no words gets a fitting reply in private, in both languages; never an error."""

from typing import Any

import pytest

from tests.telegram.conftest import Talking
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = {"file_id": "1", "file_unique_id": "1"}
SIZED = FILE | {"width": 1, "height": 1}
USER = {"id": 9, "is_bot": False, "first_name": "Ola"}
KINDS: list[tuple[dict[str, Any], str, str]] = [
    ({"photo": [SIZED]}, "zdjęć", "pictures"),
    ({"video": SIZED | {"duration": 1}}, "filmów", "videos"),
    ({"video_note": FILE | {"length": 1, "duration": 1}}, "filmów", "videos"),
    ({"voice": FILE | {"duration": 1}}, "nagrań", "recordings"),
    ({"audio": FILE | {"duration": 1}}, "nagrań", "recordings"),
    (
        {"sticker": SIZED | {"type": "regular", "is_animated": False, "is_video": False}},
        "Dziękuję",
        "Thank you",
    ),
    ({"animation": SIZED | {"duration": 1}, "document": FILE}, "Dziękuję", "Thank you"),
    ({"dice": {"emoji": "🎲", "value": 3}}, "Dziękuję", "Thank you"),
    ({"document": FILE}, "plików", "files"),
    ({"contact": {"phone_number": "1", "first_name": "A"}}, "kontaktów", "contacts"),
    (
        {
            "poll": {
                "id": "1",
                "question": "?",
                "options": [],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            }
        },
        "ankietach",
        "polls",
    ),
    ({"story": {"id": 1, "chat": {"id": 9, "type": "private"}}}, "zdjęć", "pictures"),
    ({"paid_media": {"star_count": 1, "paid_media": []}}, "zdjęć", "pictures"),
    ({"something_of_next_year": {"id": 1}}, "tekst", "text"),
]
FORWARDED = {
    "user": {"type": "user", "date": 1, "sender_user": USER},
    "hidden": {"type": "hidden_user", "date": 1, "sender_user_name": "Ola"},
    "channel": {
        "type": "channel",
        "date": 1,
        "chat": {"id": -100_7, "type": "channel", "title": "c"},
        "message_id": 4,
    },
}


@pytest.mark.parametrize("code", ["pl", "en"])
@pytest.mark.parametrize(
    ("content", "polish", "english"), KINDS, ids=[next(iter(kind[0])) for kind in KINDS]
)
async def test_each_kind_gets_a_fitting_reply(
    talking: Talking, content: dict[str, Any], polish: str, english: str, code: str
) -> None:
    person = Person(talking.api, code)

    await person.send(**content)

    assert (polish if code == "pl" else english) in (await person.hear()).text


@pytest.mark.parametrize(("code", "words"), [("pl", "lokalizacji"), ("en", "locations")])
@pytest.mark.parametrize("kind", ["location", "venue"])
async def test_a_place_gets_the_office_that_can_help(
    talking: Talking, code: str, words: str, kind: str
) -> None:
    person = Person(talking.api, code)
    location = {"latitude": 51.2, "longitude": 22.5}
    venue: dict[str, Any] = {"venue": {"location": location, "title": "t", "address": "a"}}

    await person.send(location=location, **(venue if kind == "venue" else {}))

    card = await person.hear()
    assert words in card.text
    assert "81 466 " in card.text
    assert card.buttons


async def test_a_caption_is_a_question(talking: Talking) -> None:
    person = Person(talking.api)

    await person.send(photo=[SIZED], caption="kontakt do fotoniki")

    assert "Fotoniki" in (await person.hear()).text


@pytest.mark.parametrize("origin", FORWARDED.values(), ids=FORWARDED)
async def test_a_forwarded_post_is_answered_where_it_asks_for_something(
    talking: Talking, origin: dict[str, Any]
) -> None:
    person = Person(talking.api, "en")

    await person.write("How can I join the photonics cluster?", forward_origin=origin)
    assert "How to join" in (await person.hear()).text
    await person.write("Dear all, tomorrow there is cake in the kitchen.", forward_origin=origin)
    assert "forwarded message" in (await person.hear()).text

    await person.write("/export")
    export = (await person.hear("sendDocument")).parameters["document"]
    assert [row["text"] for row in export["questions"]] == [
        "How can I join the photonics cluster?"
    ], "what was no question to the bot is not kept"


@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": {"text": "kontakt do fotoniki"}},
        {"edited_channel_post": {"text": "kontakt do fotoniki"}},
        {"business_message": {"text": "kontakt do fotoniki", "business_connection_id": "1"}},
        {"edited_business_message": {"text": "x", "business_connection_id": "1"}},
        {"guest_message": {"text": "kontakt do fotoniki"}},
        {"something_of_next_year": {"text": "kontakt do fotoniki"}},
        {"message": {"text": "card", "via_bot": "me"}},
        {"message": {"pinned_message": {"text": "x"}}},
        {"message": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}}},
    ],
    ids=lambda update: next(iter(update)) + "-" + next(iter(next(iter(update.values())))),
)
async def test_what_is_not_said_to_the_bot_is_left_alone(
    talking: Talking, update: dict[str, dict[str, Any]]
) -> None:
    person = Person(talking.api)
    kind, content = next(iter(update.items()))
    content = dict(content)
    if content.get("via_bot") == "me":
        content["via_bot"] = {"id": 123456789, "is_bot": True, "first_name": "K"}
    if "pinned_message" in content:
        chat = {"id": person.id, "type": "private"}
        content["pinned_message"] = {"message_id": 1, "date": 1, "chat": chat, "text": "x"}
    await person.send(kind=kind, **content)

    assert "Lotnicz" in (await person.say("kontakt do klastra lotniczego")).text
    await person.write("/export")
    export = (await person.hear("sendDocument")).parameters["document"]
    assert [row["text"] for row in export["questions"]] == ["kontakt do klastra lotniczego"]
