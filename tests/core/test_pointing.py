"""Words that name nobody but point at one of the conversation, and those that only seem to."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.answering.figures import ReferenceList
from bot.assistant import Assistant
from bot.conversation import Conversation, Found, Question
from bot.understanding.conditions import Condition
from bot.understanding.listening import Vocabulary
from bot.understanding.pointing import Pointed, pointed
from bot.understanding.signs import SignReader
from knowledge.model import Knowledge

EASTERN, OTHER_ICT = "wschodni-klaster-ict", "klaster-teleinformatyczny"
FOOD, ONION, EGG = "branza-spozywcza", "lubelski-cebularz", "lubelskie-jajko"
MEDICAL, WOOD, METAL = "lubelska-medycyna", "lubelskie-drewno", "obrobka-metali"

NOTHING = Conversation()
PAIR = Conversation(topic="compare", set=(EASTERN, OTHER_ICT))
ONE_OF_PAIR = Conversation(
    entity=OTHER_ICT, topic="contact", set=(EASTERN, OTHER_ICT), mentioned=(OTHER_ICT,)
)
THREE = Conversation(topic="list", set=(FOOD, ONION, EGG))
RANKING = Conversation(
    entity=MEDICAL,
    topic="list",
    set=(MEDICAL,),
    ranking=(MEDICAL, EASTERN, WOOD, METAL),
    mentioned=(MEDICAL,),
)
TALK = Conversation(entity=METAL, previous=WOOD, topic="contact", mentioned=(WOOD, METAL))
OFF_THE_LIST = Conversation(topic="compare", set=("wyzyna-it", "lpnt"))

Point = Callable[[str, Conversation], Pointed | None]


@pytest.fixture(scope="module")
def point(assistant: Assistant, vocabulary: Vocabulary) -> Point:
    signs = SignReader(
        vocabulary.knowledge,
        vocabulary.lexicon,
        vocabulary.entities,
        assistant.learned.classifier,
    )

    def at(text: str, conversation: Conversation) -> Pointed | None:
        return pointed(signs.signs(signs.glance(vocabulary.reader.read(text)), conversation))

    return at


@pytest.fixture(scope="module")
def reference(shipped: Knowledge) -> ReferenceList:
    return ReferenceList(shipped)


@pytest.mark.parametrize(
    ("conversation", "text", "entity"),
    [
        (PAIR, "do tego większego jak dołączyć", EASTERN),
        (PAIR, "the bigger one - contact?", EASTERN),
        (PAIR, "fees in the older?", EASTERN),
        (PAIR, "a w młodszym?", OTHER_ICT),
        (PAIR, "wolę ten mniejszy. adres?", OTHER_ICT),
        (PAIR, "the smaller: how to join", OTHER_ICT),
        (PAIR, "tell me more about the winner", EASTERN),
        (PAIR, "kto prowadzi tego zwycięzcę", EASTERN),
        (PAIR, "the one with more members, phone", EASTERN),
        (PAIR, "ten co ma więcej członków - kontakt", EASTERN),
        (PAIR, "the latter's website", OTHER_ICT),
        (PAIR, "nie ten pierwszy, tylko drugi", OTHER_ICT),
        (PAIR, "the other one", OTHER_ICT),
        (ONE_OF_PAIR, "and the other one?", EASTERN),
        (ONE_OF_PAIR, "a ten drugi?", EASTERN),
        (ONE_OF_PAIR, "tamten gdzie ma biuro", EASTERN),
        (THREE, "ten trzeci kto go prowadzi", EGG),
        (THREE, "the first: fees", FOOD),
        (THREE, "a ten durgi?", ONION),
        (THREE, "klaster numer 2 kontakt", ONION),
        (THREE, "number three, who runs it", EGG),
        (THREE, "i ten ostatni", EGG),
        (THREE, "ten środkowy ma stronę?", ONION),
        (THREE, "najstarszy z nich - telefon", ONION),
        (THREE, "największy z tych trzech jak się zapisać", FOOD),
        (THREE, "second biggest of them: website", ONION),
        (THREE, "which one is the biggest and how do we join it", FOOD),
        (RANKING, "and the second, who leads it?", EASTERN),
        (RANKING, "i czwarty?", METAL),
        (RANKING, "the next one?", EASTERN),
        (RANKING, "their phone", MEDICAL),
        (TALK, "ok wróć do tego pierwszego - gdzie mają biuro", WOOD),
        (TALK, "back to the first one - who manages it", WOOD),
        (TALK, "a ten drugi?", WOOD),
        (TALK, "telefon do tego drugiego", METAL),
        (TALK, "the other one's email", WOOD),
        (TALK, "ten poprzedni, kto nim kieruje", WOOD),
        (TALK, "and that last one, when was it created", METAL),
        (TALK, "the oldest of them, fees", WOOD),
        (TALK, "kto kieruje tym klastrem", METAL),
        (OFF_THE_LIST, "a w tym drugim kto szefem", "lpnt"),
        (OFF_THE_LIST, "the older: contact", "lpnt"),
    ],
)
def test_words_that_point(
    point: Point,
    reference: ReferenceList,
    conversation: Conversation,
    text: str,
    entity: str,
) -> None:
    at = point(text, conversation)

    assert at is not None
    assert reference.one(at.condition, at.over) == entity


@pytest.mark.parametrize(
    ("conversation", "text"),
    [
        (NOTHING, "the first one"),
        (NOTHING, "a ten drugi?"),
        (TALK, "który jest najstarszy klaster"),
        (TALK, "the oldest cluster"),
        (TALK, "second biggest cluster"),
        (TALK, "drugie pytanie: ile kosztuje"),
        (TALK, "one more question"),
        (TALK, "na drugi dzień"),
        (TALK, "telefon do klastra lotniczego"),
        (THREE, "which of them is the biggest?"),
        (THREE, "who of these is first"),
        (THREE, "what is the first step to join a cluster"),
        (THREE, "for the first time I hear about it"),
        (THREE, "are there other clusters"),
        (THREE, "od największego do najmniejszego"),
        (THREE, "najmniejszy z całej listy"),
        (THREE, "największa firma"),
        (PAIR, "which one is bigger"),
        (PAIR, "który większy?"),
        (PAIR, "and bigger of the two?"),
        (PAIR, "jest jakiś większy?"),
        (PAIR, "are they bigger than photonics?"),
        (PAIR, "ten pierwszy czy drugi jest większy"),
        (PAIR, "oba telefony"),
        (RANKING, "who was the first president"),
        (RANKING, "ostatnie wydarzenia"),
        (RANKING, "and the biggest city in Africa"),
    ],
)
def test_words_that_point_at_nobody(point: Point, conversation: Conversation, text: str) -> None:
    assert point(text, conversation) is None


def test_one_that_cannot_be_measured_makes_nobody_the_bigger(reference: ReferenceList) -> None:
    """No source tells how many members the precision farming cluster has."""
    over = ("lotniczy", "rolnictwo-precyzyjne")

    assert reference.one(Condition(order="biggest"), over) is None
    assert reference.one(Condition(rank=2), over) == "rolnictwo-precyzyjne"


def test_who_was_talked_of_is_kept_in_order(assistant: Assistant, today: date) -> None:
    conversation = NOTHING
    for text in (
        "kontakt do klastra drzewnego",
        "a lotniczy?",
        "dzięki",
        "jaka będzie jutro pogoda?",
        "a lubelskie drewno?",
        "co to jest klaster?",
        "telefon do fotoniki",
    ):
        conversation = assistant.ask(Question(text, today, conversation)).conversation

    assert conversation.mentioned == (WOOD, "lotniczy", "fotonika-i-swiatlowody")


@pytest.mark.parametrize(
    ("between", "asked"),
    [("dzięki", "a drugi, kto go prowadzi?"), ("will it rain in Africa?", "who runs the second?")],
)
def test_what_was_shown_outlasts_other_talk(
    assistant: Assistant, today: date, between: str, asked: str
) -> None:
    conversation = NOTHING
    for text in ("które klastry założono w 2008 roku?", between):
        conversation = assistant.ask(Question(text, today, conversation)).conversation
    answer = assistant.ask(Question(asked, today, conversation)).answer

    assert isinstance(answer, Found)
    assert (answer.entity, answer.topic) == (ONION, "coordinator")
