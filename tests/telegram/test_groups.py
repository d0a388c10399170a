"""Among people: when the bot speaks, where, in which language, and what it leaves alone."""

import asyncio
import sqlite3
from typing import Any

import pytest

from tests.telegram import telegram_html
from tests.telegram.conftest import Talking
from tests.telegram.emulator import ME, TIMEOUT, Call, Json
from tests.telegram.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ME = f"@{ME['username']}"
QUESTION = f"{AT_ME} kontakt do fotoniki"
BOT = {"id": ME["id"], "is_bot": True, "first_name": "Klastry"}


def first_line(call: Call) -> str:
    return telegram_html.parse(call.text).splitlines()[0]


def member(status: str) -> Json:
    more: Json = {}
    if status == "kicked":
        more = {"until_date": 0}
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages"
            " can_manage_video_chats can_restrict_members can_promote_members"
            " can_change_info can_invite_users can_post_stories can_edit_stories"
            " can_delete_stories"
        )
        more = dict.fromkeys(rights.split(), False)
    return {"status": status, "user": BOT, **more}


async def becomes(
    person: Person, before: str, after: str, kind: str = "supergroup", chat: int | None = None
) -> None:
    """What becomes of the bot in a chat, by what this person does."""
    place = {"id": chat or person.chat_id, "type": kind, "title": "g"}
    user = {"id": person.id, "is_bot": False, "first_name": "Jan"}
    user["language_code"] = person.language_code or "pl"
    await person.api.offer(
        my_chat_member={
            "chat": place,
            "from": user,
            "date": 1,
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        }
    )


def in_group(talking: Talking, code: str = "pl") -> Person:
    return Person(talking.api, code, group=-100_000_000 - talking.api.new_id())


@pytest.mark.parametrize(("code", "hello"), [("pl", "Dzień dobry!"), ("en", "Hello!")])
async def test_it_says_hello_once(talking: Talking, code: str, hello: str) -> None:
    person = in_group(talking, code)

    await becomes(person, "left", "member")
    assert (await person.hear()).text.startswith(hello)
    await talking.again()
    for before, after in (
        ("member", "administrator"),
        ("administrator", "left"),
        ("left", "member"),
        ("member", "kicked"),
    ):
        await becomes(person, before, after)

    assert first_line(await person.say(QUESTION)).endswith(" – Kontakt")


async def test_a_group_chooses_its_language(talking: Talking) -> None:
    first, second = in_group(talking), Person(talking.api, "pl")
    second.group = first.group
    await becomes(first, "left", "member")
    hello = await first.hear()

    await first.press(hello, "English")
    await first.hear("editMessageText")
    await talking.again()

    second.heard = len(talking.api.calls)
    assert first_line(await second.say(QUESTION)).endswith(" – Contact")
    private = Person(talking.api, "pl")
    private.id = first.id
    assert first_line(await private.say("kontakt do fotoniki")).endswith(" – Kontakt")


async def test_it_answers_in_the_topic_in_which_it_was_asked(talking: Talking) -> None:
    person = in_group(talking)

    number = await person.write(QUESTION, message_thread_id=77, is_topic_message=True)

    answer = await person.hear()
    assert answer.parameters["message_thread_id"] == "77"
    assert answer.parameters["reply_parameters"]["message_id"] == number


async def test_an_edited_question_has_its_answer_edited_there(talking: Talking) -> None:
    person = in_group(talking)
    number = await person.write(QUESTION)
    answer = await person.hear()

    await person.edit(number, f"{AT_ME} jak dołączyć do fotoniki")

    edited = await person.hear("editMessageText")
    assert edited.parameters["message_id"] == str(answer.message_id)
    assert first_line(edited).endswith(" – Jak dołączyć")


@pytest.mark.parametrize(
    "content",
    [
        {"text": "kontakt do fotoniki"},
        {"text": "@SomebodyElse kontakt do fotoniki"},
        {"text": QUESTION, "via_bot": BOT},
        {"text": QUESTION, "is_automatic_forward": True},
        {"text": QUESTION, "from": {"id": 8, "is_bot": True, "first_name": "Another"}},
        {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
        {"dice": {"emoji": "🎲", "value": 3}, "reply_to_message": "me"},
        {"new_chat_members": [BOT]},
        {"left_chat_member": BOT},
        {"migrate_to_chat_id": -100_4},
    ],
    ids=[
        "talk",
        "another bot is mentioned",
        "sent through the bot",
        "handed on by the channel",
        "written by another bot",
        "photo",
        "dice in reply",
        "joined",
        "left",
        "migrated",
    ],
)
async def test_it_is_silent(talking: Talking, content: dict[str, Any]) -> None:
    person = in_group(talking)
    if content.get("reply_to_message") == "me":
        chat = {"id": person.chat_id, "type": "group", "title": "g"}
        mine = {"message_id": 1, "date": 1, "chat": chat, "from": ME, "text": "…"}
        content = {**content, "reply_to_message": mine}

    await person.send(**content)

    assert first_line(await person.say(f"{AT_ME} jak dołączyć do fotoniki")).endswith("dołączyć")


async def test_an_anonymous_admin_is_answered(talking: Talking) -> None:
    person = in_group(talking)
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    group = {"id": person.chat_id, "type": "supergroup", "title": "g"}

    content: Json = {"text": QUESTION, "from": anonymous, "sender_chat": group}
    await person.send(**content)

    assert first_line(await person.hear()).endswith(" – Kontakt")


async def test_a_channel_hears_nothing(talking: Talking) -> None:
    person = Person(talking.api)

    await becomes(person, "left", "administrator", "channel", -100_5)
    await becomes(person, "administrator", "left", "channel", -100_5)

    assert first_line(await person.say("kontakt do fotoniki")).endswith(" – Kontakt")
    assert [c for c in talking.api.calls if c.parameters.get("chat_id") == "-1005"] == []


@pytest.mark.parametrize(
    "refusal",
    [
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: have no rights to send a message",
        "Bad Request: CHAT_WRITE_FORBIDDEN",
        "Bad Request: TOPIC_CLOSED",
        "Bad Request: message thread not found",
    ],
)
async def test_where_it_may_not_write_it_tries_once(talking: Talking, refusal: str) -> None:
    person = in_group(talking)
    start = len(talking.api.calls)
    talking.api.fail_next("sendMessage", 400, refusal)

    await person.write(QUESTION)

    other = Person(talking.api)
    await talking.api.wait_for(lambda call: not call.answer["ok"], start)
    assert first_line(await other.say("kontakt do fotoniki")).endswith(" – Kontakt")
    tried = [c for c in talking.api.calls[start:] if c.parameters["chat_id"] == str(person.group)]
    assert len(tried) == 1


async def noted(talking: Talking, count: int) -> None:
    """Until so many people are known to be gone."""
    async with asyncio.timeout(TIMEOUT):
        while True:
            with sqlite3.connect(talking.file) as connection:
                chosen = "SELECT count(*) FROM people WHERE gone_at IS NOT NULL"
                [(gone,)] = connection.execute(chosen)
            connection.close()
            if gone == count:
                return
            await asyncio.sleep(0)


async def test_who_blocks_the_bot_is_noted_and_who_comes_back_is_answered(
    talking: Talking,
) -> None:
    person = Person(talking.api)
    await person.say("kontakt do fotoniki")

    await becomes(person, "member", "kicked", "private")
    await noted(talking, 1)

    assert first_line(await person.say("kontakt do fotoniki")).endswith(" – Kontakt")
    await noted(talking, 0)
