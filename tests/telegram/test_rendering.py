from collections.abc import Iterator
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
    Pages,
    Row,
    SourceNote,
    Table,
    Target,
)
from bot.conversation import Conversation, Found, Reply
from bot.texts import PACKAGED, Texts, load_texts
from handlers.telegram.keyboards import reply_keyboard
from handlers.telegram.rendering import LIMIT, card_html, cut_plain
from knowledge.model import LANGUAGES, Language
from tests.program import ROOT
from tests.telegram.telegram_html import parse, utf16_length

TEXT = st.text(min_size=1) | st.sampled_from(
    ["<b>", "&amp;", "R&D", '"><a href="', "</i>", "\U0001d4b3"]
)
LONG = TEXT | st.integers(1, 3000).map(lambda length: "ę😀<&>" * (length // 5 + 1))
OPTIONAL = st.none() | TEXT
NUMBERS = st.integers(0, 9_999).map(str)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        header=st.lists(TEXT, min_size=width, max_size=width).map(tuple),
        rows=st.lists(
            st.builds(
                Row,
                st.lists(TEXT | NUMBERS, min_size=width, max_size=width).map(tuple),
                st.none() | st.just("esta"),
            ),
            max_size=40,
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
        table=Table(
            ("Cluster", "Year", "Size"),
            (Row(("Egg", "2015", "–"), "egg"), Row(("Fees", "none", "2"))),
        ),
        contacts=(Contact("Office", "+48 81 1", "a@b.pl", "Rynek 1, Lublin", "as of 2021"),),
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
        "<b>Egg</b>\nYear: 2015 · Size: not known\n"
        "<b>Fees</b>\n• Year: none\n• Size: 2\n\n"
        "<b>Office</b> <i>(as of 2021)</i>\n+48 81 1\na@b.pl\n"
        '<a href="https://www.google.com/maps/search/?api=1&amp;query=Rynek+1%2C+Lublin">'
        "Rynek 1, Lublin</a>\n\n"
        '<a href="https://x.pl/?a=1&amp;b=2">Website</a>\n\n'
        "<i>Please confirm.</i>\n\n"
        '<blockquote expandable>Sources\n<a href="https://x.pl">Table</a>, City, 2019\n'
        "Minutes, Council</blockquote>"
    )


def test_figures_stand_in_columns(texts: Texts) -> None:
    listed = Table(
        ("Cluster", "Year", "Members"),
        (Row(("Egg", "2015", "8"), "egg"), Row(("Metal", "–", "139"), "metal")),
    )
    compared = Table(
        ("", "Egg", "Metal"),
        (Row(("Members", "8", "139")), Row(("Companies", "–", "12")), Row(("Fees", "–", "None."))),
    )

    shown = [card_html(Card("", (), table), texts, "en").strip() for table in (listed, compared)]

    assert shown == [
        (
            "<b>Egg</b>\nYear: 2015 · Members: \u2007\u20078\n"
            "<b>Metal</b>\nYear: not known · Members: 139"
        ),
        (
            "<b>Members</b>\n• \u2007\u20078 – Egg\n• 139 – Metal\n"
            "<b>Companies</b>\n• not known – Egg\n• 12 – Metal\n"
            "<b>Fees</b>\n• Egg: not known\n• Metal: None."
        ),
    ]


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


def told(card: Card) -> Iterator[str]:
    """All that a card tells, without its buttons."""
    yield card.title
    for line in card.lines:
        yield from (line.text, line.date)
    for row in card.table.rows if card.table else ():
        yield from (cell for cell in row.cells if cell != "–")
    for contact in card.contacts:
        yield from filter(None, (contact.name, contact.phone, contact.email, contact.address))
    for link in card.links:
        yield link.url if link.url in card.lines[0].text else link.label
    for source in card.sources:
        yield from (source.title, source.publisher, source.date)
    yield card.confirm


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_of_the_knowledge_is_told_whole_by_its_text(
    assistant: Assistant, language: Language
) -> None:
    knowledge, conversation = assistant.knowledge, Conversation(language=language)
    for topic in knowledge.topics.values():
        owners = knowledge.entities if topic.scope == "entity" else (None,)
        for owner in owners:
            reply = assistant.open(Target(topic.id, owner), conversation, date(2026, 1, 1))
            html = card_html(reply.answer.card, assistant.texts, language)
            text = parse(html)
            assert utf16_length(text) <= LIMIT
            assert assistant.texts.say("telegram.cut", language) not in text, topic.id
            assert [part for part in told(reply.answer.card) if part not in text] == []


def keyboard_of(card: Card, topic: str, entity: str | None = "esta") -> list[list[str]]:
    texts = load_texts(PACKAGED, ROOT / "handlers" / "telegram" / "texts")
    keyboard = reply_keyboard(Reply(Found(entity, topic, card), "en", Conversation()), texts)
    assert keyboard is not None
    assert [button.style for row in keyboard.inline_keyboard for button in row].count(
        "primary"
    ) == 1
    return [[button.text for button in row] for row in keyboard.inline_keyboard]


def test_a_card_has_two_rows_of_what_may_be_wanted_next() -> None:
    follow_ups = tuple(
        FollowUp(label, Target(label.lower().replace(" ", "-"), "esta"))
        for label in ("Join", "Fees", "Members", "A label that needs a row", "Status", "Founded")
    )
    card = Card("Title", (Line("Answer"),), follow_ups=follow_ups)

    assert keyboard_of(card, "overview") == [
        ["Join", "Fees", "Members"],
        ["A label that needs a row"],
    ]


def test_a_contact_can_be_saved_copied_and_found_on_the_map() -> None:
    office = Contact("Office", "+48 81 1", "a@b.pl", "Rynek 1, Lublin")
    card = Card(
        "Title",
        (Line("Answer"),),
        links=(Link("A whole sentence on the site", "https://www.b.pl/x"),),
        follow_ups=(FollowUp("Join", Target("join", "esta")),),
        main_contact=office,
    )

    assert keyboard_of(card, "contact") == [
        ["Save contact", "Copy phone", "Map"],
        ["Join", "b.pl", "Share"],
    ]
    assert keyboard_of(card, "join") == [
        ["Join", "b.pl", "Save contact"],
        ["Copy phone", "Map", "Share"],
    ]


def test_a_website_is_opened_and_one_that_is_not_known_is_not_offered() -> None:
    known = FollowUp("Website", Target("website", "esta"), "https://esta.pl")
    unknown = FollowUp("Website", Target("website", "lpnt"))
    card = Card("Title", (Line("Answer"),), follow_ups=(known, unknown))

    assert keyboard_of(card, "overview") == [["Website", "Share"]]


def test_pages_are_turned_in_a_row_of_their_own() -> None:
    pages = Pages(Target("status", "esta", 2), 3)
    more = FollowUp("More: Status", Target("status", "esta", 3))
    card = Card(
        "Title",
        (Line("Answer"),),
        follow_ups=(more, FollowUp("Join", Target("join", "esta"))),
        pages=pages,
    )

    assert keyboard_of(card, "status") == [["Join", "Share"], ["◀ Back 1/3", "Next 3/3 ▶"]]


def test_a_button_whose_ids_are_too_long_is_left_out_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    too_long = FollowUp("Fees", Target("fees", "x" * 60))
    join = FollowUp("Join", Target("join", "esta"))
    pages = Pages(Target("overview", "x" * 60), 2)
    card = Card("Title", (Line("Answer"),), follow_ups=(too_long, join), pages=pages)

    assert keyboard_of(card, "overview") == [["Join", "Share"]]
    assert "A card is shown without a button" in caplog.text
