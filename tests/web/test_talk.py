"""The conversation with a visitor: what goes on, what is kept, what is forgotten."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Found, label_of
from bot.store.feedback import Reason
from handlers.web.talk import Outcome, Paused, Said, TooMany
from handlers.web.visitors import Visitor, Visitors
from tests.web.served import Served, served

HERE = "192.0.2.1"


@pytest_asyncio.fixture
async def web(assistant: Assistant, tmp_path: Path) -> AsyncIterator[Served]:
    async with served(assistant, tmp_path, per_minute=5) as running:
        yield running


def said(outcome: Outcome) -> Said:
    assert isinstance(outcome, Said)
    return outcome


async def test_a_question_goes_on_from_the_one_before(web: Served) -> None:
    first = said(await web.talk.ask("jak dołączyć do klastra lotniczego?", Visitor(HERE)))
    second = said(await web.talk.ask("a telefon?", Visitor(HERE, first.conversation)))

    assert second.conversation == first.conversation
    assert label_of(second.reply.answer).entity == "lotniczy"
    assert label_of(second.reply.answer).topic == "contact"


async def test_an_opened_link_is_gone_on_from(web: Served) -> None:
    opened = said(await web.talk.open(Target("overview", "lotniczy"), Visitor(HERE), "en"))
    next_ = said(await web.talk.ask("and the phone?", Visitor(HERE, opened.conversation)))

    assert opened.reply.language == "en"
    assert opened.question is None
    assert label_of(next_.reply.answer).entity == "lotniczy"


async def test_what_is_shown_to_passers_by_is_not_kept(web: Served) -> None:
    reply = web.talk.show(Target("overview", "lotniczy"), "en")

    assert isinstance(reply.answer, Found)
    assert await web.rows("conversations") == []


async def test_nobody_but_us_makes_an_id(web: Served) -> None:
    for made_up in ("x" * 24, "x" * 24 + "\n", "short", "", "ą" * 24):
        reply = said(await web.talk.ask("kontakt do fotoniki", Visitor(None, made_up)))
        assert reply.conversation != made_up


async def test_a_conversation_is_over_after_a_day(
    web: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = said(await web.talk.ask("klaster lotniczy", Visitor(HERE)))
    monkeypatch.setattr("handlers.web.talk._LIFE", -1)
    second = said(await web.talk.ask("a telefon?", Visitor(HERE, first.conversation)))

    assert second.conversation != first.conversation
    assert label_of(second.reply.answer).entity is None


async def test_a_question_is_kept_without_personal_data_and_the_id_is_not(web: Served) -> None:
    reply = said(await web.talk.ask("kontakt do fotoniki jan@example.org", Visitor(HERE)))
    [question] = await web.rows("questions")
    [conversation] = await web.rows("conversations")

    assert "jan@" not in question["text"]
    assert (question["channel"], question["outcome"]) == ("web", "found")
    assert question["person"] == conversation["chat"]
    assert reply.conversation not in f"{question} {conversation}"
    assert HERE not in f"{question} {conversation}"


async def test_many_at_once_are_all_kept(web: Served) -> None:
    asked = [
        web.talk.ask(f"kontakt do fotoniki {number}", Visitor(f"2001:db8:{number}::1"))
        for number in range(200)
    ]
    replies = [said(outcome) for outcome in await asyncio.gather(*asked)]
    kept = {
        f"{row['asked_at']}.{row['person']}": row["text"] for row in await web.rows("questions")
    }

    assert len(kept) == len(await web.rows("conversations")) == 200
    for number, reply in enumerate(replies):
        assert reply.question is not None
        assert kept[reply.question].endswith(f" {number}")


async def test_the_limit_is_of_a_conversation_and_of_an_address(web: Served) -> None:
    first = said(await web.talk.ask("kontakt", Visitor(None)))
    of_conversation = [
        await web.talk.ask("kontakt", Visitor(None, first.conversation)) for _ in range(6)
    ]
    of_address = [await web.talk.ask("kontakt", Visitor(HERE)) for _ in range(16)]
    other = await web.talk.ask("kontakt", Visitor("192.0.2.2"))

    assert [type(outcome) for outcome in of_conversation] == [Said] * 5 + [TooMany]
    assert [type(outcome) for outcome in of_address] == [Said] * 15 + [TooMany]
    assert isinstance(other, Said)
    assert isinstance(of_address[-1], TooMany)
    assert 1 <= of_address[-1].seconds <= 60


def test_who_waits_a_minute_may_ask_as_much_as_somebody_new() -> None:
    moment = 0
    visitors, visitor = Visitors(2, lambda: moment), Visitor(HERE, "x" * 24)

    def waits(count: int) -> list[bool]:
        return [visitors.seconds_to_wait(visitor) > 0 for _ in range(count)]

    assert waits(3) == [False, False, True]
    moment = 59_000
    assert visitors.seconds_to_wait(Visitor("192.0.2.7")) == 0
    moment = 60_000
    assert waits(3) == [False, False, True]


async def test_the_addresses_of_one_ipv6_network_count_together(web: Served) -> None:
    outcomes = [await web.talk.ask("kontakt", Visitor(f"2001:db8::{n:x}")) for n in range(16)]

    assert isinstance(outcomes[-1], TooMany)


async def test_during_a_pause_the_staff_have_the_word(web: Served) -> None:
    web.talk.follow_pause("Wracamy o 12.00.")
    paused = await web.talk.ask("kontakt do fotoniki", Visitor(HERE))
    opened = await web.talk.open(Target("list"), Visitor(HERE))
    web.talk.follow_pause(None)

    assert paused == opened == Paused("Wracamy o 12.00.")
    assert await web.rows("questions") == []
    assert isinstance(await web.talk.ask("kontakt do fotoniki", Visitor(HERE)), Said)


async def test_a_verdict_is_kept_once_and_only_of_a_question_of_ours(web: Served) -> None:
    reply = said(await web.talk.ask("kontakt do fotoniki", Visitor(HERE)))
    assert reply.question is not None
    asked_at, _, key = reply.question.partition(".")

    assert await web.talk.rate(reply.question, is_helpful=True)
    assert await web.talk.rate(reply.question, is_helpful=False, reason=Reason.OUTDATED)
    assert not await web.talk.rate(f"{int(asked_at) + 1}.{key}", is_helpful=True)
    assert not await web.talk.rate(f"{asked_at}.{key[::-1]}", is_helpful=True)
    assert not await web.talk.rate("", is_helpful=True)
    [verdict] = await web.rows("feedback")
    assert (verdict["is_helpful"], verdict["reason"]) == (False, "outdated")


async def test_forgetting_deletes_all_of_a_conversation_and_nothing_of_others(web: Served) -> None:
    reply = said(await web.talk.ask("kontakt do fotoniki", Visitor(HERE)))
    other = said(await web.talk.ask("kontakt do lotniczego", Visitor(HERE)))
    assert reply.question is not None
    await web.talk.rate(reply.question, is_helpful=True)

    forgotten = await web.talk.forget(reply.conversation)

    assert (forgotten.questions, forgotten.feedback, forgotten.conversations) == (1, 1, 1)
    assert len(await web.rows("questions")) == len(await web.rows("conversations")) == 1
    assert not await web.talk.rate(reply.question, is_helpful=True)
    again = said(await web.talk.ask("a telefon?", Visitor(HERE, other.conversation)))
    assert label_of(again.reply.answer).entity == "lotniczy"
