from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation
from handlers.telegram.callbacks import (
    FORGET,
    LIMIT,
    ChooseLanguage,
    Forget,
    Open,
    Press,
    SaveContact,
    Turn,
    decode,
    encode,
)
from handlers.telegram.deep_links import is_known
from knowledge.model import LANGUAGES

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,1}", fullmatch=True)
TARGETS = st.builds(
    Target, topic=IDS, entity=st.none() | IDS, page=st.integers(min_value=1, max_value=9999)
)
COMPARED = st.builds(Target, st.just("compare"), IDS, other=IDS)
SPOKEN = st.sampled_from(LANGUAGES)
PRESSES: st.SearchStrategy[Press] = (
    st.builds(Open, TARGETS | COMPARED, SPOKEN)
    | st.builds(Turn, TARGETS, SPOKEN)
    | st.builds(SaveContact, TARGETS, SPOKEN)
    | st.builds(ChooseLanguage, SPOKEN, st.none() | TARGETS)
    | st.builds(Forget, SPOKEN, is_sure=st.booleans())
)


@given(PRESSES)
def test_what_is_encoded_is_decoded(press: Press) -> None:
    assert decode(encode(press)) == press
    assert bool(FORGET.match(encode(press))) == isinstance(press, Forget)


@given(
    st.text() | st.from_regex(r"1:[opvclfkx]:(pl|en|de):[a-z/-]{0,9}(/[a-z-]{0,9}/[0-9]{0,5})?")
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
    compared = Target("compare", "esta", other="lotniczy")
    assert decode("1:c:pl:esta/lotniczy") == Open(compared, "pl")


def test_every_button_of_every_card_is_known(assistant: Assistant) -> None:
    for topic in assistant.knowledge.topics.values():
        for entity in (None, *assistant.knowledge.entities):
            reply = assistant.open(Target(topic.id, entity), Conversation(), date(2026, 1, 1))
            for follow_up in reply.answer.card.follow_ups:
                assert is_known(follow_up.target, assistant.knowledge), follow_up
