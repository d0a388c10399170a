"""Whom a message rules out, and when it takes back whom the one before was about."""

from collections.abc import Callable

import pytest

from bot.assistant import Assistant
from bot.conversation import Conversation
from bot.understanding.correction import corrects
from bot.understanding.entities import entity_ids
from bot.understanding.listening import Vocabulary
from bot.understanding.signs import SignReader, Signs

ASKED_FEES = Conversation(entity="lotniczy", topic="fees", mentioned=("lotniczy",))

Show = Callable[[str], Signs]


@pytest.fixture(scope="module")
def show(assistant: Assistant, vocabulary: Vocabulary) -> Show:
    """The signs of a message after one about the fees of the aviation cluster."""
    signs = SignReader(
        vocabulary.knowledge,
        vocabulary.lexicon,
        vocabulary.entities,
        assistant.learned.classifier,
    )

    def shown(text: str) -> Signs:
        return signs.signs(signs.glance(vocabulary.reader.read(text)), ASKED_FEES)

    return shown


@pytest.mark.parametrize(
    ("text", "meant", "denied"),
    [
        ("nie jajko, tylko cebularz", "lubelski-cebularz", "lubelskie-jajko"),
        ("cebularz, nie jajko", "lubelski-cebularz", "lubelskie-jajko"),
        ("nie o jajko mi chodzi ale o cebularz", "lubelski-cebularz", "lubelskie-jajko"),
        ("zamiast drewna metal", "obrobka-metali", "lubelskie-drewno"),
        ("nie klaster drzewny lecz obróbka metali", "obrobka-metali", "lubelskie-drewno"),
        ("not wood, metal", "obrobka-metali", "lubelskie-drewno"),
        ("biotech, not the photonics one", "biotechnologiczny", "fotonika-i-swiatlowody"),
        ("metal instead of wood", "obrobka-metali", "lubelskie-drewno"),
        ("I don't mean egg, I mean cebularz", "lubelski-cebularz", "lubelskie-jajko"),
        ("nie, medyczny a nie fotonika", "lubelska-medycyna", "fotonika-i-swiatlowody"),
    ],
)
def test_one_that_is_ruled_out_is_not_meant(
    show: Show, text: str, meant: str, denied: str
) -> None:
    found = show(text).found

    assert entity_ids(found.chosen) == (meant,)
    assert denied in entity_ids(found.denied)


@pytest.mark.parametrize(
    "text",
    [
        "nie fotonika?",
        "nie tylko fotonika, medycyna też",
        "not only photonics, biotech too",
        "czy fotonika to nie medycyna",
        "nie wiem kto prowadzi klaster lotniczy",
        "why isn't photonics a key cluster",
        "nie mam drewna, szukam klastra medycznego",
    ],
)
def test_a_not_that_rules_nobody_out(show: Show, text: str) -> None:
    assert show(text).found.denied == ()


@pytest.mark.parametrize(
    "text",
    [
        "nie, chodziło mi o metalowy",
        "sorry, I meant metal",
        "pomyliłem, drewno miało być",
        "no, the egg one",
        "not wood, metal",
        "my mistake, photonics",
        "pytałem o klaster drzewny",
        "wrong one, I want the design cluster",
    ],
)
def test_a_correction(show: Show, text: str) -> None:
    assert corrects(show(text))


@pytest.mark.parametrize(
    "text",
    [
        "no to kto prowadzi klaster drzewny",
        "sorry, what is the phone of the egg cluster",
        "nie rozumiem",
        "sorry",
        "klaster medyczny",
    ],
)
def test_what_corrects_nobody(show: Show, text: str) -> None:
    assert not corrects(show(text))
