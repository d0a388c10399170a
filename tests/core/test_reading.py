"""Text as people type it: whatever comes is read, and how it is typed does not matter."""

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.conversation import Conversation, Question, Reply
from bot.plain import plain_text
from bot.understanding.normalise import fold, fold_each, words
from knowledge.model import LANGUAGES, Language
from tests.taxonomy import ENTITIES

ANYTHING = st.text()
WITHOUT_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]))
OUR_WORDS = """
klaster klastry lotniczy fotonika jak dołączyć kontakt telefon ile najstarszy członków pogoda
cluster clusters aviation how join contact oldest members weather more than which who and a do i
2014 50 😀 ? ! Lublin
"""
NEAR_QUESTIONS = st.lists(st.sampled_from(OUR_WORDS.split()), max_size=12).map(" ".join)
CONVERSATIONS = st.builds(
    Conversation,
    entity=st.sampled_from([None, "lotniczy", "zespol-ds-klastrow"]),
    topic=st.sampled_from([None, "contact", "list", "benefits"]),
    set=st.sampled_from([(), ("lotniczy",), ("lotniczy", "lubelskie-jajko")]),
    language=st.sampled_from([None, *LANGUAGES]),
)
ASKED_ON = date(2025, 12, 1)

SAMPLE = (
    "Jak dołączyć do klastra lotniczego?",
    "Kto koordynuje Klaster Fotoniki i Światłowodów?",
    "Ilu członków ma Lubelska Medycyna?",
    "Które klastry powstały w 2008 roku?",
    "Gdzie są kursy języka polskiego dla cudzoziemców?",
    "Najstarszy klaster w Lublinie",
    "Składki w klastrze ekoenergetycznym",
    "Jaka będzie jutro pogoda?",
    "Does the biotechnology cluster have a website?",
    "Which clusters were founded before 2010?",
    "What is a cluster?",
)


def said(reply: Reply) -> tuple[object, ...]:
    """What a reply says, whatever its type."""
    return (type(reply.answer), reply.answer.card, reply.language)


@given(text=ANYTHING, conversation=CONVERSATIONS)
@example(text="", conversation=Conversation())
@example(text="\x00\ufeff\u200b", conversation=Conversation())
@example(text="😀👩‍👩‍👧🏳️‍🌈" * 50, conversation=Conversation())
@example(
    text="\u202e\u0645\u0631\u062d\u0628\u0627 \u0643\u064a\u0641\u061f\u202c",
    conversation=Conversation(),
)
@example(text="שלום, איך מצטרפים?", conversation=Conversation())
@example(
    text="\u210c\U0001d522\U0001d529\U0001d529\U0001d52c \u2460 \ufdfd \u01c6 \ufb01",
    conversation=Conversation(),
)
@example(text="\ud800 half a pair", conversation=Conversation())
@example(text="9" * 5_000, conversation=Conversation())
@example(text="٣٤٥ ²³ Ⅷ ½", conversation=Conversation())
@example(text="%s {0} {name} <b> & ' \" \\ ; --", conversation=Conversation())
def test_any_text_gets_a_reply(
    assistant: Assistant, text: str, conversation: Conversation
) -> None:
    reply = assistant.ask(Question(text, ASKED_ON, conversation))

    assert reply.answer.card.lines[0].text
    assert plain_text(reply.answer.card, assistant.texts, reply.language)


@given(text=NEAR_QUESTIONS, conversation=CONVERSATIONS)
def test_any_heap_of_our_words_gets_a_reply(
    assistant: Assistant, text: str, conversation: Conversation
) -> None:
    reply = assistant.ask(Question(text, ASKED_ON, conversation))

    assert reply.answer.card.lines[0].text
    known = {*ENTITIES, None}
    assert reply.conversation.entity in known
    assert set(reply.conversation.set) <= known


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "klaster " * 1_250, "😀" * 10_000, "jak " * 2_500, "\n" * 10_000, "a-" * 5_000],
    ids=["letters", "clusters", "emoji", "small words", "lines", "hyphens"],
)
def test_ten_thousand_characters_get_a_reply(text: str, assistant: Assistant) -> None:
    assert assistant.ask(Question(text, ASKED_ON)).answer.card.lines


@given(text=WITHOUT_SURROGATES)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=WITHOUT_SURROGATES)
def test_words_of_folded_text_are_the_words(text: str) -> None:
    assert words(fold(text)) == words(text)


@given(text=WITHOUT_SURROGATES)
def test_words_have_neither_blanks_nor_marks(text: str) -> None:
    for word in words(text):
        assert word
        assert word == word.strip()
        assert not any(character.isspace() for character in word)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Światłowodów", "swiatlowodow"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("za\u017co\u0301l\u0301c", "zazolc"),
        ("\uff2b\uff2c\uff21\uff33\uff34\uff25\uff32", "klaster"),
        ("Straße", "strasse"),
        ("ﬁrma", "firma"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klaster-Group.pl", ("klaster", "group", "pl")),
        ("what's up?", ("what", "s", "up")),
        ("e-mail", ("e", "mail")),
        ("😀 kontakt!!! 📞", ("kontakt",)),
        ("ICT/IT", ("ict", "it")),
        ("", ()),
        ("😀", ()),
        ("…?!", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def without_accents(text: str) -> str:
    plain = text.translate(str.maketrans("łŁ", "lL"))
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@pytest.mark.parametrize("question", SAMPLE)
@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        str.upper,
        str.swapcase,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFKC", text),
        lambda text: text.rstrip("?"),
        lambda text: f"  {text} \n",
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: f"{text} 😀🙏",
        lambda text: text + "!!!",
        lambda text: f"„{text}”",
    ],
    ids=[
        "small letters",
        "capitals",
        "swapped case",
        "decomposed",
        "composed",
        "no question mark",
        "blanks around",
        "double blanks",
        "hard blanks",
        "emoji",
        "exclamation",
        "quotes",
    ],
)
def test_how_it_is_typed_does_not_change_the_answer(
    typed: Callable[[str], str], question: str, assistant: Assistant
) -> None:
    expected = said(assistant.ask(Question(question, ASKED_ON)))

    assert said(assistant.ask(Question(typed(question), ASKED_ON))) == expected


@pytest.mark.parametrize("question", SAMPLE)
def test_polish_letters_are_optional(question: str, assistant: Assistant) -> None:
    language: Language = "pl" if not question.isascii() else "en"
    expected = assistant.ask(Question(question, ASKED_ON, language=language))

    plain = assistant.ask(Question(without_accents(question), ASKED_ON, language=language))

    assert said(plain) == said(expected)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))))
def test_many_lines_are_folded_as_each_by_itself(lines: list[str]) -> None:
    assert fold_each([*lines, "Łódź"]) == [*map(fold, lines), "lodz"]
