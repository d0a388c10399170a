"""Dialogues as data: tests/dialogues/*.yaml, to which anyone can add.

A turn says what a person writes (`say`) and what should come: `outcome`, `entity`, `topic`, `set`
and `language`, as far as they matter. `first` is a part of the first line, `shows` a part of the
whole reply.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.conversation import Choose, Conversation, Found, NotFound, Question, Reply, SmallTalk
from bot.plain import plain_text
from bot.texts import Texts
from knowledge import yaml_reader
from tests.taxonomy import ENTITIES, TOPICS

FOLDER = Path(__file__).parent.parent / "dialogues"
SINGLE = ("one_question.yaml", "proxies.yaml", "set_questions.yaml")
DIALOGUES = sorted(path.name for path in FOLDER.glob("*.yaml") if path.name not in SINGLE)
KEYS = {"say", "outcome", "entity", "topic", "set", "language", "first", "shows"}
OUTCOMES = {"found", "choose", "not_found", "smalltalk"}


def _data(*names: str) -> list[Any]:
    entries: list[Any] = []
    for name in names:
        data = yaml_reader.read(FOLDER / name, name).data
        assert isinstance(data, list)
        entries += data
    return entries


def _shown(reply: Reply, turn: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """What came, in the words of the turn, for the keys that the turn names."""
    came: dict[str, Any] = {"say": turn["say"], "language": reply.language}
    card = reply.answer.card
    for key, text in (
        ("first", card.lines[0].text),
        ("shows", plain_text(card, texts, reply.language)),
    ):
        came[key] = turn[key] if key in turn and turn[key] in text else text
    match reply.answer:
        case Found(entity, topic, _, shown):
            came |= {
                "outcome": "found",
                "entity": entity or "null",
                "topic": topic,
                "set": list(shown),
            }
        case SmallTalk(topic, _):
            came |= {"outcome": "smalltalk", "topic": topic}
        case Choose():
            came |= {"outcome": "choose"}
        case NotFound():
            came |= {"outcome": "not_found"}
    return {key: came.get(key) for key in turn}


def test_the_dialogues_say_what_can_come() -> None:
    turns = [turn for dialogue in _data(*DIALOGUES) for turn in dialogue["turns"]]
    topics = {topic for of_scope in TOPICS.values() for topic in of_scope}
    for turn in (*turns, *_data(*SINGLE)):
        assert turn.keys() <= KEYS, turn
        assert len(turn) > 1, turn
        assert turn.get("outcome", "found") in OUTCOMES, turn
        assert turn.get("entity", "null") in (*ENTITIES, "null"), turn
        assert turn.get("topic", "list") in topics, turn
        assert set(turn.get("set", ())) <= set(ENTITIES), turn


@pytest.mark.parametrize("turn", _data(*SINGLE), ids=lambda turn: turn["say"])
def test_one_question(turn: dict[str, Any], assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question(turn["say"], today))

    assert _shown(reply, turn, assistant.texts) == turn


@pytest.mark.parametrize("dialogue", _data(*DIALOGUES), ids=lambda item: item["name"])
def test_a_dialogue(dialogue: dict[str, Any], assistant: Assistant, today: date) -> None:
    conversation = Conversation()
    for turn in dialogue["turns"]:
        reply = assistant.ask(Question(turn["say"], today, conversation))
        conversation = reply.conversation

        assert _shown(reply, turn, assistant.texts) == turn


def test_the_wish_of_a_very_long_message_is_heard(assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question("kontakt do klastra lotniczego " + "bardzo " * 5_000, today))

    assert isinstance(reply.answer, Found)
    assert (reply.answer.entity, reply.answer.topic) == ("lotniczy", "contact")
