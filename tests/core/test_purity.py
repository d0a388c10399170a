"""The assistant is a value: equal questions get equal replies, whoever asks and whenever."""

import copy
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from pydantic import ValidationError

from bot.app import build_assistant
from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation, Question, Reply
from bot.settings import Settings
from knowledge.model import LANGUAGES
from tests.taxonomy import ENTITIES, TOPICS

QUESTIONS = (
    "Jak dołączyć do klastra lotniczego?",
    "a telefon?",
    "największe klastry",
    "Which clusters were founded after 2012?",
    "kontakt do klastra",
    "compare the aviation and the photonics cluster",
    "thank you",
    "jaka będzie pogoda?",
    "kontkat do fotnoiki",
    "",
    "😀",
)
CONVERSATIONS = (
    Conversation(),
    Conversation(entity="lotniczy", topic="contact", language="pl"),
    Conversation(topic="list", set=("lotniczy", "biotechnologiczny"), language="en"),
)
THREADS = 4


def all_questions(today: date) -> list[Question]:
    return [Question(text, today, before) for text in QUESTIONS for before in CONVERSATIONS]


def all_replies(assistant: Assistant, today: date) -> list[Reply]:
    return [assistant.ask(question) for question in all_questions(today)]


def test_asking_again_gives_the_same(assistant: Assistant, today: date) -> None:
    assert all_replies(assistant, today) == all_replies(assistant, today)


def test_the_order_of_questions_does_not_matter(assistant: Assistant, today: date) -> None:
    backwards = [assistant.ask(question) for question in reversed(all_questions(today))]

    assert backwards[::-1] == all_replies(assistant, today)


def test_threads_share_it(assistant: Assistant, today: date) -> None:
    expected = all_replies(assistant, today)
    start = threading.Barrier(THREADS)

    def together() -> list[Reply]:
        start.wait()
        return all_replies(assistant, today)

    with ThreadPoolExecutor(THREADS) as pool:
        results = [pool.submit(together) for _ in range(THREADS)]

    assert [result.result() for result in results] == [expected] * THREADS


def test_asking_leaves_its_argument_as_it_was(assistant: Assistant, today: date) -> None:
    questions = all_questions(today)
    before = copy.deepcopy(questions)

    for question in questions:
        assistant.ask(question)

    assert questions == before


def test_pressing_leaves_the_conversation_as_it_was(assistant: Assistant, today: date) -> None:
    conversation = Conversation(
        entity="lotniczy", topic="contact", set=("lotniczy",), language="en"
    )
    before = copy.deepcopy(conversation)

    assistant.open(Target("join", "lubelska-medycyna"), conversation, today)

    assert conversation == before


def test_two_builds_answer_alike(assistant: Assistant, today: date) -> None:
    other = build_assistant(Settings(_env_file=None))

    assert other is not assistant
    assert all_replies(other, today) == all_replies(assistant, today)
    for language in LANGUAGES:
        before = Conversation(language=language)
        for target in (Target(topic, id_) for id_ in ENTITIES for topic in TOPICS["entity"]):
            assert other.open(target, before, today) == assistant.open(target, before, today)


def test_the_day_only_adds_requests_to_confirm(assistant: Assistant) -> None:
    """What is known does not change overnight; only its age does."""
    question = "Kto prowadzi klaster lotniczy?"

    young, old = (
        assistant.ask(Question(question, day)).answer.card
        for day in (date(2019, 12, 1), date(2039, 12, 1))
    )

    assert [line.text for line in young.lines] == [line.text for line in old.lines]
    assert young.sources == old.sources
    assert old.confirm


def test_a_term_that_has_ended_is_said_to_have_ended(assistant: Assistant) -> None:
    target = Target("status", "fotonika-i-swiatlowody")

    during, after = (
        assistant.open(target, Conversation(language="en"), day).answer.card.lines
        for day in (date(2023, 6, 1), date(2025, 6, 1))
    )

    ended = "That term ended on 31 December 2024; a renewal is not known to us."
    assert not any(ended in line.text for line in during)
    assert any(ended in line.text for line in after)


def test_replies_cannot_be_changed(assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question("kontakt do klastra lotniczego", today))

    with pytest.raises(FrozenInstanceError):
        reply.answer.card.title = "x"  # type: ignore[misc]


def test_the_knowledge_cannot_be_changed(assistant: Assistant) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        assistant.knowledge.clusters["lotniczy"].name.pl = "x"  # type: ignore[misc]


def test_warming_up_changes_no_reply(assistant: Assistant, today: date) -> None:
    warm = build_assistant(Settings(_env_file=None))
    warm.warm_up(today)

    assert all_replies(warm, today) == all_replies(assistant, today)
