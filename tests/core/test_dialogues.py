"""Dialogues as data: tests/dialogues/*.yaml, to which anyone can add."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.conversation import Choose, Conversation, Found, NotFound, Question, Reply, SmallTalk
from knowledge import yaml_reader

FOLDER = Path(__file__).parent.parent / "dialogues"


def _data(name: str) -> list[Any]:
    data = yaml_reader.read(FOLDER / name, name).data
    assert isinstance(data, list)
    return data


def _shown(reply: Reply, turn: dict[str, Any]) -> dict[str, Any]:
    """What came, in the words of the turn, for the keys that the turn names."""
    came: dict[str, Any] = {"say": turn["say"], "language": reply.language}
    match reply.answer:
        case Found(entity, topic, _, shown):
            came |= {"outcome": "found", "entity": entity, "topic": topic, "set": list(shown)}
        case SmallTalk(topic, _):
            came |= {"outcome": "smalltalk", "topic": topic}
        case Choose():
            came |= {"outcome": "choose"}
        case NotFound():
            came |= {"outcome": "not_found"}
    return {key: came.get(key) for key in turn}


@pytest.mark.parametrize("turn", _data("one_question.yaml"), ids=lambda turn: turn["say"])
def test_one_question(turn: dict[str, Any], assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question(turn["say"], today))

    assert _shown(reply, turn) == turn


@pytest.mark.parametrize("dialogue", _data("follow_ups.yaml"), ids=lambda item: item["name"])
def test_a_dialogue(dialogue: dict[str, Any], assistant: Assistant, today: date) -> None:
    conversation = Conversation()
    for turn in dialogue["turns"]:
        reply = assistant.ask(Question(turn["say"], today, conversation))
        conversation = reply.conversation

        assert _shown(reply, turn) == turn


def test_a_very_long_message_is_answered(assistant: Assistant, today: date) -> None:
    reply = assistant.ask(Question("kontakt do klastra lotniczego " + "bardzo " * 5_000, today))

    assert isinstance(reply.answer, Found | NotFound | Choose)
