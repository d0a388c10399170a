from datetime import date
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.cards import Picture, PictureButton, PictureKind, Target
from bot.conversation import Conversation
from handlers.telegram.callbacks import (
    DRAW,
    FORGET,
    LIMIT,
    ChooseLanguage,
    Draw,
    Forget,
    Open,
    Press,
    SaveContact,
    ShowPlace,
    Turn,
    decode,
    encode,
)
from handlers.telegram.deep_links import address_of, is_known, target_of
from handlers.telegram.keyboards import picture_keyboard
from knowledge.model import LANGUAGES, LONGEST_ENTITY_ID, LONGEST_TOPIC_ID

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,1}", fullmatch=True)
TARGETS = st.builds(
    Target, topic=IDS, entity=st.none() | IDS, page=st.integers(min_value=1, max_value=9999)
)
PICTURES = st.builds(
    Picture,
    st.sampled_from(get_args(PictureKind)),
    st.lists(IDS, max_size=2).map(tuple),
)
COMPARED = st.builds(Target, st.just("compare"), IDS, other=IDS)
SPOKEN = st.sampled_from(LANGUAGES)
PRESSES: st.SearchStrategy[Press] = (
    st.builds(Open, TARGETS | COMPARED, SPOKEN)
    | st.builds(Turn, TARGETS, SPOKEN)
    | st.builds(SaveContact, TARGETS, SPOKEN)
    | st.builds(ShowPlace, TARGETS, SPOKEN)
    | st.builds(ChooseLanguage, SPOKEN, st.none() | TARGETS)
    | st.builds(Forget, SPOKEN, is_sure=st.booleans())
    | st.builds(Draw, PICTURES, SPOKEN)
)


@given(PRESSES)
def test_what_is_encoded_is_decoded(press: Press) -> None:
    assert decode(encode(press)) == press
    assert bool(FORGET.match(encode(press))) == isinstance(press, Forget)
    assert bool(DRAW.match(encode(press))) == isinstance(press, Draw)


@given(
    st.text()
    | st.from_regex(r"1:g:(pl|en|de):[mfhcx]?(/[a-z-]{0,9}){0,3}")
    | st.from_regex(r"1:[opvmclfkx]:(pl|en|de):[a-z/-]{0,9}(/[a-z-]{0,9}/[0-9]{0,5})?")
)
def test_foreign_data_is_nothing_or_a_button_of_ours(data: str) -> None:
    press = decode(data)

    assert press is None or encode(press) == data


def test_data_of_another_version_is_nothing() -> None:
    assert decode("2:o:pl:lotniczy/contact/2") is None


@pytest.mark.parametrize(
    "press",
    [
        Open(Target("contact", "x" * 60), "pl"),
        Turn(Target("compare", "esta", other="lotniczy"), "pl"),
        Open(Target("list", "esta", other="lotniczy"), "pl"),
    ],
    ids=str,
)
def test_what_does_not_fit_a_button_is_refused(press: Press) -> None:
    with pytest.raises(ValueError, match=r"esta|bytes"):
        encode(press)


def test_every_target_of_the_knowledge_fits_a_button(assistant: Assistant) -> None:
    topics, entities = assistant.knowledge.topics, assistant.knowledge.entities
    targets = [
        Target(topic, entity, page)
        for topic in topics
        for entity in (None, *entities)
        for page in (1, 999)
    ]

    for target in targets:
        for press in (Open(target, "en"), Turn(target, "en"), ChooseLanguage("en", target)):
            assert len(encode(press).encode()) <= LIMIT
    for one, other in permutations(entities, 2):
        assert encode(Open(Target("compare", one, other=other), "en"))


def test_the_longest_ids_that_the_check_takes_fit_every_button() -> None:
    one, other, topic = "x" * LONGEST_ENTITY_ID, "y" * LONGEST_ENTITY_ID, "z" * LONGEST_TOPIC_ID
    target = Target(topic, one, 999)
    presses: list[Press] = [
        Open(target, "en"),
        Turn(target, "en"),
        SaveContact(target, "en"),
        ShowPlace(target, "en"),
        ChooseLanguage("en", target),
        Open(Target("compare", one, other=other), "en"),
        *(Draw(Picture(kind, (one, other)), "en") for kind in get_args(PictureKind)),
    ]

    assert max(len(encode(press)) for press in presses) == LIMIT
    assert len(f"{one}--{topic}") <= 61, "an inline result also has its language in its id"


def test_buttons_of_the_first_version_work_for_ever() -> None:
    """What stands under messages that people have: a change here breaks their buttons."""
    target = Target("contact", "lotniczy", 2)

    assert decode("1:o:pl:lotniczy/contact/2") == Open(target, "pl")
    assert decode("1:o:en:/join-general/1") == Open(Target("join-general"), "en")
    assert decode("1:l:en:lotniczy/contact/2") == ChooseLanguage("en", target)
    assert decode("1:l:en:") == ChooseLanguage("en", None)
    assert decode("1:f:pl:") == Forget("pl", is_sure=True)
    assert decode("1:k:pl:") == Forget("pl", is_sure=False)
    assert decode("1:p:pl:lotniczy/contact/2") == Turn(target, "pl")
    assert decode("1:v:pl:lotniczy/contact/2") == SaveContact(target, "pl")
    assert decode("1:m:pl:lotniczy/contact/2") == ShowPlace(target, "pl")
    compared = Target("compare", "esta", other="lotniczy")
    assert decode("1:c:pl:esta/lotniczy") == Open(compared, "pl")


def test_every_button_of_every_card_is_known(assistant: Assistant) -> None:
    for topic in assistant.knowledge.topics.values():
        for entity in (None, *assistant.knowledge.entities):
            reply = assistant.open(Target(topic.id, entity), Conversation(), date(2026, 1, 1))
            for follow_up in reply.answer.card.follow_ups:
                assert is_known(follow_up.target, assistant.knowledge), follow_up


def test_every_two_clusters_have_a_button_for_their_comparison_and_more_show_all(
    assistant: Assistant,
) -> None:
    clusters = sorted(assistant.knowledge.clusters, key=len)
    two, three = Picture("comparison", (*clusters[-2:],)), Picture("comparison", (*clusters[-3:],))
    years = Picture("founded", (*clusters[-3:],))

    pressed = [
        decode(str(row[0].callback_data))
        for row in picture_keyboard(
            [PictureButton("Chart", picture) for picture in (two, three, years)], "en"
        ).inline_keyboard
    ]

    assert pressed == [
        Draw(two, "en"),
        Draw(Picture("members"), "en"),
        Draw(Picture("founded"), "en"),
    ]


def test_every_address_leads_back_to_its_card(assistant: Assistant) -> None:
    knowledge = assistant.knowledge
    for topic in knowledge.topics.values():
        owners = knowledge.entities if topic.scope == "entity" else (None,)
        for owner in owners:
            address = address_of(Target(topic.id, owner), "LublinClustersBot")
            payload = address.removeprefix("https://t.me/LublinClustersBot?start=")
            assert len(payload) <= 64
            assert target_of(payload, knowledge) == Target(topic.id, owner)
