from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.cards import (
    Card,
    Contact,
    FollowUp,
    Line,
    LineKind,
    Link,
    Row,
    SourceNote,
    Table,
    Target,
)
from bot.conversation import Conversation, Found, Reply
from bot.texts import PACKAGED, Texts, load_texts
from handlers.telegram.keyboards import reply_keyboard
from handlers.telegram.rendering import LIMIT, card_html, cut_plain
from knowledge.model import LANGUAGES
from tests.program import ROOT
from tests.telegram.telegram_html import parse, utf16_length

TEXT = st.text(min_size=1) | st.sampled_from(
    ["<b>", "&amp;", "R&D", '"><a href="', "</i>", "\U0001d4b3"]
)
LONG = TEXT | st.integers(1, 3000).map(lambda length: "ę😀<&>" * (length // 5 + 1))
OPTIONAL = st.none() | TEXT
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        header=st.lists(TEXT, min_size=width, max_size=width).map(tuple),
        rows=st.lists(
            st.builds(Row, st.lists(TEXT, min_size=width, max_size=width).map(tuple)), max_size=40
        ).map(tuple),
    )
)
CARDS = st.builds(
    Card,
    title=LONG,
    lines=st.lists(
        st.builds(Line, LONG, st.sampled_from(LineKind), TEXT | st.just("")), min_size=1
    ).map(tuple),
    table=st.none() | TABLES,
    contacts=st.lists(st.builds(Contact, TEXT, OPTIONAL, OPTIONAL, OPTIONAL, TEXT)).map(tuple),
    links=st.lists(st.builds(Link, TEXT, TEXT)).map(tuple),
    confirm=st.just("") | LONG,
    sources=st.lists(st.builds(SourceNote, TEXT, TEXT, TEXT, TEXT, OPTIONAL)).map(tuple),
)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load_texts(PACKAGED, ROOT / "handlers" / "telegram" / "texts")


@settings(deadline=None)
@given(card=CARDS)
def test_any_card_is_html_that_telegram_takes(card: Card, texts: Texts) -> None:
    for language in LANGUAGES:
        assert utf16_length(parse(card_html(card, texts, language))) <= LIMIT


@given(st.text() | st.integers(4000, 4200).map(lambda length: "😀" * length))
def test_plain_text_is_cut_between_letters(text: str) -> None:
    cut = cut_plain(text)

    assert utf16_length(cut) <= LIMIT
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_the_parts_of_a_card(texts: Texts) -> None:
    card = Card(
        title="R&D",
        lines=(
            Line("1 < 2", LineKind.ANSWER, "as of 2019"),
            Line("a fact"),
            Line("not known", LineKind.GAP),
        ),
        table=Table(("Cluster", "Year"), (Row(("Egg", "2015")),)),
        contacts=(Contact("Office", "+48 81 1", "a@b.pl", None, "as of 2021"),),
        links=(Link("Website", "https://x.pl/?a=1&b=2"),),
        confirm="Please confirm.",
        sources=(
            SourceNote("s", "Table", "City", "2019", "https://x.pl"),
            SourceNote("m", "Minutes", "Council"),
        ),
    )

    assert card_html(card, texts, "en") == (
        "<b>R&amp;D</b>\n1 &lt; 2 <i>(as of 2019)</i>\n\n"
        "• a fact\nnot known\n\n"
        "<b>Egg</b> · Year: 2015\n\n"
        "<b>Office</b> <i>(as of 2021)</i>\n+48 81 1\na@b.pl\n\n"
        '<a href="https://x.pl/?a=1&amp;b=2">Website</a>\n\n'
        "<i>Please confirm.</i>\n\n"
        '<blockquote expandable>Sources\n<a href="https://x.pl">Table</a>, City, 2019\n'
        "Minutes, Council</blockquote>"
    )


def test_what_does_not_fit_goes_as_a_whole_and_is_spoken_of(texts: Texts) -> None:
    lines = tuple(Line(f"fact {number} " + "x" * 100) for number in range(100))
    sources = tuple(SourceNote(str(number), f"Source {number}", "City") for number in range(5))

    seen = parse(card_html(Card("Title", lines, sources=sources), texts, "en"))

    facts = [line for line in seen.splitlines() if "fact" in line]
    assert len(facts) > 30
    assert all(fact.endswith("x" * 100) for fact in facts)
    assert "This is shortened" in seen
    assert "Source 2" in seen
    assert "Source 3" not in seen


def test_every_card_of_the_knowledge_is_taken_whole_with_its_buttons(
    assistant: Assistant,
) -> None:
    for topic in assistant.knowledge.topics.values():
        owners = assistant.knowledge.entities if topic.scope == "entity" else (None,)
        for owner in owners:
            for language in LANGUAGES:
                target, conversation = Target(topic.id, owner), Conversation(language=language)
                reply = assistant.open(target, conversation, date(2026, 1, 1))
                text = card_html(reply.answer.card, assistant.texts, language)
                assert utf16_length(parse(text)) <= LIMIT
                assert assistant.texts.say("telegram.cut", language) not in text, target
                keyboard = reply_keyboard(reply)
                assert keyboard is None or len(keyboard.inline_keyboard) <= 8


def test_a_link_with_a_long_label_is_a_button_with_the_name_of_the_site() -> None:
    links = (Link("Website", "https://a.pl/x"), Link("A whole sentence, " * 5, "https://b.pl/x"))
    follow_ups = (FollowUp("Join", Target("join")), FollowUp("Fees", Target("fees")))
    card = Card("Title", (Line("Answer"),), links=links, follow_ups=follow_ups)

    keyboard = reply_keyboard(Reply(Found(None, "join", card), "en", Conversation()))

    assert keyboard is not None
    labels = [[button.text for button in row] for row in keyboard.inline_keyboard]
    assert labels == [["Website"], ["b.pl"], ["Join", "Fees"]]
