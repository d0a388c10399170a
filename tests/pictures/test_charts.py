"""What a chart shows is what the knowledge says, in both languages."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.cards import Card, Picture, Target
from bot.conversation import Conversation, Question
from bot.pictures.charts import chart_of
from bot.pictures.subjects import Bars, Chart, Years
from knowledge.model import LANGUAGES, UNDATED, Fact, Knowledge, Language

WITH_HISTORY = (
    "biotechnologiczny",
    "ekoenergetyczny",
    "lotniczy",
    "lubelska-medycyna",
    "motoryzacyjny-i-maszynowy",
    "obrobka-metali",
    "wschodni-klaster-ict",
)
TODAY = date(2026, 1, 1)


def drawn(assistant: Assistant, picture: Picture, language: Language = "pl") -> Chart:
    chart = chart_of(picture, assistant.knowledge, assistant.texts, language)
    assert chart is not None
    return chart


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


def asked(assistant: Assistant, text: str) -> Card:
    return assistant.ask(Question(text, TODAY, Conversation())).answer.card


def offered(assistant: Assistant) -> Iterator[Picture]:
    """Every picture that a card of the knowledge offers, and those that they lead on to."""
    for topic in assistant.knowledge.topics.values():
        owners = assistant.knowledge.entities if topic.scope == "entity" else (None,)
        for owner in owners:
            reply = assistant.open(Target(topic.id, owner), Conversation(), TODAY)
            if reply.answer.card.picture is not None:
                yield reply.answer.card.picture.picture


def day_of(fact: Fact, assistant: Assistant, language: Language) -> str:
    if fact.as_of == UNDATED:
        return assistant.texts.as_of(UNDATED, language)
    return assistant.texts.day(fact.as_of, language).lower()


def from_list(knowledge: Knowledge, id_: str, topic: str) -> tuple[int | None, int | None]:
    source = knowledge.lists.reference.source
    for fact in knowledge.clusters[id_].section(topic).facts:
        if source in fact.source and fact.value is not None:
            return fact.value, fact.companies
    return None, None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_members_are_those_of_the_list(assistant: Assistant, language: Language) -> None:
    knowledge = assistant.knowledge
    expected, unknown = set(), []
    for id_ in knowledge.lists.reference.clusters:
        short = knowledge.clusters[id_].short.in_(language)
        members, companies = from_list(knowledge, id_, "members")
        if members is None:
            unknown.append(short)
        else:
            part = "" if companies is None else f" ({companies})"
            expected.add(f"{short[0].upper()}{short[1:]}: {members}{part}")

    chart = drawn(assistant, Picture("members"), language)

    assert set(chart.lines) == expected
    (bars,) = chart.panels
    assert isinstance(bars, Bars)
    values = [bar.members for bar in bars.bars]
    assert values == sorted(values, reverse=True)
    assert [str(bar.members) for bar in bars.bars] == [bar.shown for bar in bars.bars]
    assert any(all(name in note for name in unknown) for note in chart.notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_years_are_those_of_the_list_and_others_are_told_apart(
    assistant: Assistant, language: Language
) -> None:
    knowledge = assistant.knowledge
    expected = sorted(
        year
        for id_ in knowledge.lists.reference.clusters
        if (year := from_list(knowledge, id_, "founded")[0]) is not None
    )

    chart = drawn(assistant, Picture("founded"), language)

    (years,) = chart.panels
    assert isinstance(years, Years)
    assert [event.year for event in years.events if not event.is_weak] == expected
    weak = [event for event in years.events if event.is_weak]
    assert len(weak) == 2
    assert {event.year for event in weak} == {2014}
    assert len(chart.lines) == len(expected)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cluster", WITH_HISTORY)
def test_a_history_has_every_number_with_its_date_and_source(
    assistant: Assistant, cluster: str, language: Language
) -> None:
    knowledge = assistant.knowledge
    facts = [fact for fact in knowledge.clusters[cluster].section("members").facts if fact.value]

    chart = drawn(assistant, Picture("history", (cluster,)), language)

    assert len(chart.lines) == len(facts)
    for fact in facts:
        publishers = [knowledge.sources[id_].publisher for id_ in fact.source]
        assert any(
            str(fact.value) in line
            and day_of(fact, assistant, language) in line.lower()
            and all(publisher in line for publisher in publishers)
            and (fact.companies is None or str(fact.companies) in line)
            for line in chart.lines
        ), fact


def test_a_history_goes_from_the_earliest_date_and_keeps_the_words_of_the_sources(
    assistant: Assistant,
) -> None:
    lines = drawn(assistant, Picture("history", ("lubelska-medycyna",)), "en").lines

    assert [line.split(" – ")[0] for line in lines] == [
        "16 March 2015: 50",
        "May 2015: over 50",
        "28 August 2016: over 100",
        "1 December 2016: 103",
        "18 November 2019: 137",
        "2019: 139 (112)",
        "2 April 2021: 159",
        "2021: over 160 (over 130)",
        "Undated: 130 (over 100)",
    ]


def test_what_is_not_simply_members_is_told_with_its_own_sentence(assistant: Assistant) -> None:
    lines = drawn(assistant, Picture("history", ("lotniczy",)), "en").lines

    assert lines == (
        "August 2015: 37 – End of August 2015: 37 supporting members. – kontraktdlalublina.pl",
        "2019: 25 (18) – Urząd Miasta Lublin",
    )


def test_where_sources_differ_the_chart_says_so(assistant: Assistant) -> None:
    history = drawn(assistant, Picture("history", ("lotniczy",)))
    members = drawn(assistant, Picture("members"))

    (differ,) = assistant.knowledge.clusters["lotniczy"].section("members").contradictions
    assert f"Źródła się różnią: {differ.pl}" in history.notes
    assert any("podpis pod nią o 2015 r." in note for note in members.notes)


def test_a_comparison_has_the_figures_of_both_and_says_what_is_not_known(
    assistant: Assistant,
) -> None:
    chart = drawn(assistant, Picture("comparison", ("lotniczy", "lubelskie-jajko")), "en")

    assert chart.lines == (
        "Members (of them companies):",
        "Aviation cluster: 25 (18)",
        "Egg cluster: 8",
        "Founding year:",
        "Aviation cluster: 2015 (other sources: 2014)",
        "Egg cluster: 2015 (other sources: 2014)",
    )
    assert "Number of companies not known: egg cluster." in chart.notes


def test_both_languages_show_the_same_figures(assistant: Assistant) -> None:
    for picture in {*offered(assistant), Picture("comparison", ("lotniczy", "esta"))}:
        polish, english = (drawn(assistant, picture, language) for language in LANGUAGES)

        assert len(polish.lines) == len(english.lines)
        assert numbers("\n".join(polish.lines)) == numbers("\n".join(english.lines)), picture


def test_cards_offer_a_picture_where_it_helps(assistant: Assistant) -> None:
    pictures = [
        card.picture and card.picture.picture
        for card in (
            asked(assistant, "największy klaster"),
            asked(assistant, "najstarszy klaster"),
            asked(assistant, "lista klastrów"),
            asked(assistant, "ilu członków ma Lubelska Medycyna?"),
            asked(assistant, "ilu członków ma klaster fotoniki?"),
            asked(assistant, "kiedy powstał klaster lotniczy?"),
            asked(assistant, "porównaj klaster lotniczy i fotoniki"),
            asked(assistant, "kontakt do klastra lotniczego"),
            asked(assistant, "ilu członków ma klaster ESTA?"),
        )
    ]

    assert pictures == [
        Picture("members", ("lubelska-medycyna",)),
        Picture("founded", ("restauratorzy-i-hotelarze",)),
        Picture("members"),
        Picture("history", ("lubelska-medycyna",)),
        Picture("members", ("fotonika-i-swiatlowody",)),
        Picture("founded", ("lotniczy",)),
        Picture("comparison", ("lotniczy", "fotonika-i-swiatlowody")),
        None,
        None,
    ]


def test_every_picture_that_is_offered_can_be_drawn_and_leads_on(assistant: Assistant) -> None:
    pictures = set(offered(assistant))

    assert {Picture("history", (id_,)) for id_ in WITH_HISTORY} <= pictures
    for picture in pictures:
        for button in drawn(assistant, picture).further:
            assert drawn(assistant, button.picture).further


@pytest.mark.parametrize(
    "picture",
    [
        Picture("history", ("dissolved-cluster",)),
        Picture("members", ("dissolved-cluster",)),
        Picture("history", ("esta",)),
        Picture("history", ("wyzyna-it",)),
        Picture("history"),
        Picture("comparison", ("esta", "rolnictwo-precyzyjne")),
        Picture("comparison"),
    ],
    ids=str,
)
def test_where_there_is_nothing_to_draw_there_is_no_chart(
    assistant: Assistant, picture: Picture
) -> None:
    assert chart_of(picture, assistant.knowledge, assistant.texts, "pl") is None
