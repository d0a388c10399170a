"""The reply is in the language of the message; names of clusters do not decide it."""

from datetime import date

import pytest

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation, Question, SmallTalk
from knowledge.model import LANGUAGES, Language

MESSAGES: list[tuple[str, Language]] = [
    ("Jak dołączyć do klastra lotniczego?", "pl"),
    ("jak dolaczyc do klastra lotniczego", "pl"),
    ("kontakt do fotoniki", "pl"),
    ("ile jest klastrow", "pl"),
    ("czy sa skladki w lubelskiej medycynie", "pl"),
    ("KTO KIERUJE ESTA CLUSTER", "pl"),
    ("strona Design Innovation Fashion", "pl"),
    ("What is a cluster?", "en"),
    ("how do i join the aviation cluster", "en"),
    ("contact for fotonika", "en"),
    ("who runs Wschodni Klaster ICT", "en"),
    ("tell me about Lubelskie Jajko", "en"),
    ("does Klaster Lubelska Medycyna have a website?", "en"),
    ("I want to talk to Zespół ds. Klastrów", "en"),
    ("How many members does Lubelskie Drewno have", "en"),
    ("aviation cluster", "en"),
    ("egg cluster", "en"),
    ("hello", "en"),
    ("thank you!", "en"),
    ("cześć", "pl"),
    ("dzieki", "pl"),
    ("jaka bedzie jutro pogoda", "pl"),
    ("what will the weather be like tomorrow", "en"),
    ("ile kosztuje bilet na autobus", "pl"),
    ("how much is a bus ticket", "en"),
]
WITHOUT_LANGUAGE = ("", "😀", "2015", "?", "ESTA", "LPNT", "+48 81 466 25 07")


@pytest.mark.parametrize(("text", "language"), MESSAGES, ids=[text for text, _ in MESSAGES])
def test_the_message_decides(
    text: str, language: Language, assistant: Assistant, today: date
) -> None:
    assert assistant.ask(Question(text, today)).language == language


@pytest.mark.parametrize(("text", "language"), MESSAGES, ids=[text for text, _ in MESSAGES])
def test_the_message_wins_over_the_conversation(
    text: str, language: Language, assistant: Assistant, today: date
) -> None:
    other: Language = "en" if language == "pl" else "pl"

    reply = assistant.ask(Question(text, today, Conversation(language=other)))

    assert reply.language == language
    assert reply.conversation.language == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", WITHOUT_LANGUAGE)
def test_where_the_message_does_not_tell_the_conversation_does(
    text: str, language: Language, assistant: Assistant, today: date
) -> None:
    reply = assistant.ask(Question(text, today, Conversation(language=language)))

    assert reply.language == language


@pytest.mark.parametrize("text", WITHOUT_LANGUAGE)
def test_a_first_message_that_does_not_tell_is_answered_in_polish(
    text: str, assistant: Assistant, today: date
) -> None:
    assert assistant.ask(Question(text, today)).language == "pl"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [text for text, _ in MESSAGES])
def test_a_fixed_language_wins(
    text: str, language: Language, assistant: Assistant, today: date
) -> None:
    assert assistant.ask(Question(text, today, language=language)).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("po angielsku proszę", "en"),
        ("mów po angielsku", "en"),
        ("in English please", "en"),
        ("po polsku", "pl"),
        ("speak Polish", "pl"),
        ("switch to Polish, please", "pl"),
    ],
)
def test_a_wish_for_a_language_is_granted(
    text: str, language: Language, assistant: Assistant, today: date
) -> None:
    reply = assistant.ask(Question(text, today))

    assert isinstance(reply.answer, SmallTalk)
    assert (reply.answer.topic, reply.language) == ("language", language)
    assert reply.conversation.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_answers_in_the_language_of_the_conversation(
    language: Language, assistant: Assistant, today: date
) -> None:
    conversation = Conversation(language=language)

    reply = assistant.open(Target("contact", "lotniczy"), conversation, today)

    assert reply.language == language
    name = assistant.knowledge.clusters["lotniczy"].name.in_(language)
    assert reply.answer.card.title.startswith(name)
