"""Why a message was understood as it was: the explanation tells of the very same understanding."""

from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.assistant import Assistant
from bot.conversation import Choose, Conversation, Found, NotFound, Question, SmallTalk
from bot.understanding.explanation import Correction, Evidence, Explanation, margin, runner_up
from bot.understanding.morphology import Morphology
from bot.understanding.subjects import WAYS
from bot.understanding.understander import Understander
from knowledge import yaml_reader

NEW = Conversation()


class Explain(Protocol):
    def __call__(self, text: str, before: Conversation = ..., /) -> Explanation: ...


QUESTIONS = Path(__file__).parent.parent / "dialogues" / "one_question.yaml"


def texts() -> list[str]:
    data: Any = yaml_reader.read(QUESTIONS, QUESTIONS.name).data
    return [turn["say"] for turn in data]


@pytest.fixture(scope="module")
def understander(assistant: Assistant, morphology: Morphology) -> Understander:
    return Understander(assistant.knowledge, morphology, assistant.learned)


@pytest.fixture
def explain(assistant: Assistant, today: date) -> Explain:
    return lambda text, before=NEW: assistant.explain(Question(text, today, before))


@pytest.mark.parametrize("text", texts())
def test_it_explains_the_very_understanding(
    text: str, assistant: Assistant, understander: Understander, today: date
) -> None:
    question = Question(text, today)

    explanation = assistant.explain(question)

    assert explanation.understanding == understander.understand(question)
    assert explanation == understander.explain(question)
    assert explanation.way in WAYS


@pytest.mark.parametrize("text", texts())
def test_it_explains_the_answer_that_comes(
    text: str, assistant: Assistant, explain: Explain, today: date
) -> None:
    reply = assistant.ask(Question(text, today))

    understanding = explain(text).understanding

    assert understanding.language == reply.language
    match reply.answer:
        case Found(entity, topic, _, shown):
            assert understanding.meaning.topic == topic
            assert entity is None or understanding.meaning.entities == (entity,)
            assert topic != "compare" or understanding.meaning.entities == shown
        case SmallTalk(topic, _):
            assert understanding.meaning.topic == topic
        case NotFound():
            assert understanding.meaning.topic is None
        case Choose(_, choices):
            assert understanding.meaning.topic in {choice.topic for choice in choices}


def test_a_misspelt_word_shows_what_it_was_taken_for(explain: Explain) -> None:
    assert explain("kontakt do fotnoiki").corrections == (Correction("fotnoiki", ("fotoniki",)),)
    assert explain("kontakt do fotoniki").corrections == ()


def test_words_that_point_to_an_entity_are_told_by_what_they_are(explain: Explain) -> None:
    name = explain("telefon do klastra lotniczego").entities[0]
    hint = explain("ten od śmigłowców, jaka strona").entities[0]

    assert (name.id, name.evidence) == ("lotniczy", (Evidence("name", "klastra lotniczego"),))
    assert (hint.id, hint.evidence) == ("lotniczy", (Evidence("hint", "smiglowcow"),))


def test_words_that_ask_for_a_topic_are_told_with_their_families(explain: Explain) -> None:
    topic = explain("jak dołączyć do klastra lotniczego").topics[0]

    assert (topic.id, topic.taken, topic.words) == ("join", True, ("jak", "dolaczyc"))
    assert topic.families == ("how", "join")
    assert 0 < topic.likeness < topic.score


def test_the_runner_up_is_told_with_the_margin(explain: Explain) -> None:
    explanation = explain("informatyk szuka kontaktu do klastra")
    first, *_ = explanation.entities
    second = runner_up(explanation.entities)

    assert first.id == "wschodni-klaster-ict"
    assert second is not None
    assert second.id == "wyzyna-it"
    assert margin(explanation.entities) == first.score - second.score
    assert runner_up(explanation.topics) == explanation.topics[1]


def test_who_comes_alone_has_no_runner_up(explain: Explain) -> None:
    explanation = explain("hej")

    assert runner_up(explanation.topics) is None
    assert margin(explanation.topics) is None
    assert runner_up(explanation.entities) is None


def test_the_likeness_is_told_in_words(explain: Explain) -> None:
    explanation = explain("jak dołączyć do klastra lotniczego")

    assert explanation.like[0].label == "join"
    told = {(feature.kind, feature.text) for feature in explanation.features[:3]}
    assert told == {("family", "join"), ("pair", "do <name>"), ("word", "dolaczyc")}


def test_off_topic_words_are_told(explain: Explain) -> None:
    weather = explain("czy jutro będzie padać")
    servers = explain("how to restart a kubernetes cluster")

    assert (weather.way, weather.unknown) == ("outside", ("jutro", "padac"))
    assert weather.weighed[0].probability > 0.9
    assert servers.way == "outside"
    assert [(one.id, one.words, one.settled) for one in servers.neighbours] == [
        ("computing-clusters", ("kubernetes",), True)
    ]


def test_a_condition_is_told_with_the_words_of_its_sectors(explain: Explain) -> None:
    explanation = explain("największe klastry informatyczne")

    assert explanation.way == "set"
    assert explanation.condition.order == "biggest"
    assert [(one.id, one.words) for one in explanation.sectors] == [("ict", ("informatyczne",))]


def test_a_follow_up_is_told_as_one(explain: Explain) -> None:
    before = Conversation(entity="lotniczy", topic="join", language="pl")

    explanation = explain("a telefon?", before)

    assert (explanation.way, explanation.entities) == ("before", ())
    assert explanation.understanding.meaning.entities == ("lotniczy",)
    assert explanation.topics[0].id == "contact"
