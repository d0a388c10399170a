"""Every topic of every entity in both languages is a whole card, and every button leads on."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.cards import Card, LineKind, Target
from bot.conversation import Conversation, Found, NotFound, Reply, SmallTalk
from bot.plain import plain_text
from knowledge.model import LANGUAGES, Fact, Language
from tests.taxonomy import ENTITIES, TOPICS

OF_ENTITIES = TOPICS["entity"]
WORDS_OF_THE_OTHER: dict[Language, tuple[str, ...]] = {
    "pl": ("as of ", "undated", "Sources:", "Sources differ", "please confirm", "Also known"),
    "en": ("stan na", "bez daty", "Źródła", "Dane są", "Inne nazwy", "Składki:", "Więcej:"),
}


def opened(assistant: Assistant, target: Target, language: Language, today: date) -> Reply:
    return assistant.open(target, Conversation(language=language), today)


def pages(assistant: Assistant, target: Target, language: Language, today: date) -> list[Card]:
    """The card of a target and those that its "more" button leads to."""
    card = opened(assistant, target, language, today).answer.card
    following = Target(target.topic, target.entity, target.page + 1)
    more = any(button.target == following for button in card.follow_ups)
    return [card, *(pages(assistant, following, language, today) if more else [])]


def all_texts(card: Card) -> Iterator[str]:
    yield card.title
    for line in card.lines:
        yield line.text
    if card.table:
        yield from card.table.header
        for row in card.table.rows:
            yield from row.cells
    for contact in card.contacts:
        yield contact.name
        assert contact.phone or contact.email or contact.address
    for link in card.links:
        yield link.label
    for source in card.sources:
        yield source.title
        yield source.publisher
    for button in card.follow_ups:
        yield button.label


def check_texts(card: Card, shown: str, language: Language) -> None:
    """Nothing is empty, unfilled or in the other language."""
    for text in all_texts(card):
        assert text.strip(), card.title
        assert text == " ".join(text.split())
    for trace in ("{", "}", "None", "  ", "..", " ,", " .", "()"):
        assert trace not in shown.replace("Klaster-Group.pl.", ""), f"{trace!r} in {shown}"
    for word in WORDS_OF_THE_OTHER[language]:
        assert word not in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", OF_ENTITIES)
@pytest.mark.parametrize("entity", ENTITIES)
def test_the_card_of(
    entity: str, topic: str, language: Language, assistant: Assistant, today: date
) -> None:
    reply = opened(assistant, Target(topic, entity), language, today)

    answer = reply.answer
    assert isinstance(answer, Found)
    assert (answer.entity, answer.topic, reply.language) == (entity, topic, language)
    card = answer.card
    known = assistant.knowledge.entities[entity].section(topic).facts
    if known:
        assert card.lines[0].kind is LineKind.ANSWER
        assert card.lines[0].text.startswith(known[0].text.in_(language).rstrip("."))
        assert card.lines[0].date
        assert card.sources
    else:
        gap = assistant.knowledge.topics[topic].gap
        assert gap is not None
        assert (card.lines[0].kind, card.lines[0].text) == (LineKind.GAP, gap.in_(language))
        assert card.contacts or card.links or card.follow_ups
    check_texts(card, plain_text(card, assistant.texts, language), language)


@pytest.mark.parametrize("topic", OF_ENTITIES)
@pytest.mark.parametrize("entity", ENTITIES)
def test_both_languages_say_it_in_their_own_words(
    entity: str, topic: str, assistant: Assistant, today: date
) -> None:
    polish, english = (
        opened(assistant, Target(topic, entity), language, today).answer.card
        for language in LANGUAGES
    )

    assert polish.lines[0].text != english.lines[0].text
    assert plain_text(polish, assistant.texts, "pl") != plain_text(english, assistant.texts, "en")
    assert len(polish.lines) == len(english.lines)
    assert [line.kind for line in polish.lines] == [line.kind for line in english.lines]
    assert [source.id for source in polish.sources] == [source.id for source in english.sources]
    assert [b.target for b in polish.follow_ups] == [b.target for b in english.follow_ups]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS["general"])
def test_the_card_of_a_general_topic(
    topic: str, language: Language, assistant: Assistant, today: date
) -> None:
    reply = opened(assistant, Target(topic), language, today)

    assert isinstance(reply.answer, Found)
    card = reply.answer.card
    assert card.lines[0].kind is LineKind.ANSWER
    assert card.lines[0].date
    assert card.sources
    assert card.follow_ups
    check_texts(card, plain_text(card, assistant.texts, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS["conversation"])
def test_the_card_of_small_talk(
    topic: str, language: Language, assistant: Assistant, today: date
) -> None:
    reply = opened(assistant, Target(topic), language, today)

    assert isinstance(reply.answer, SmallTalk)
    card = reply.answer.card
    check_texts(card, plain_text(card, assistant.texts, language), language)


def facts_of(assistant: Assistant, target: Target) -> tuple[Fact, ...]:
    if target.entity is None:
        return assistant.knowledge.topics[target.topic].facts
    return assistant.knowledge.entities[target.entity].section(target.topic).facts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entity", [*ENTITIES, None])
def test_the_pages_show_every_fact_with_its_ways(
    entity: str | None, language: Language, assistant: Assistant, today: date
) -> None:
    for topic in TOPICS["general"] if entity is None else OF_ENTITIES:
        target = Target(topic, entity)
        cards = pages(assistant, target, language, today)
        shown = "\n".join(plain_text(card, assistant.texts, language) for card in cards)
        for fact in facts_of(assistant, target):
            parts = (fact.text.in_(language).rstrip("."), fact.phone, fact.fax, fact.email)
            for part in filter(None, (*parts, fact.address, fact.url)):
                assert part in shown, f"{part!r} of {target}"
            assert all(any(s.id == id_ for c in cards for s in c.sources) for id_ in fact.source)


def crawled(assistant: Assistant, language: Language, today: date) -> dict[Target, Reply]:
    """The replies to every target that a person can come to by buttons."""
    open_ones = [Target(topic, entity) for entity in ENTITIES for topic in OF_ENTITIES]
    open_ones += [
        Target(topic) for scope in TOPICS if scope != "entity" for topic in TOPICS[scope]
    ]
    replies: dict[Target, Reply] = {}
    while open_ones:
        target = open_ones.pop()
        if target not in replies:
            replies[target] = opened(assistant, target, language, today)
            open_ones += [button.target for button in replies[target].answer.card.follow_ups]
    return replies


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_on(language: Language, assistant: Assistant, today: date) -> None:
    replies = crawled(assistant, language, today)

    assert {t for t, r in replies.items() if not isinstance(r.answer, Found | SmallTalk)} == set()
    assert max(target.page for target in replies) > 1
    for target, reply in replies.items():
        assert target not in {button.target for button in reply.answer.card.follow_ups}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_of_a_card_differ_in_words(
    language: Language, assistant: Assistant, today: date
) -> None:
    for target, reply in crawled(assistant, language, today).items():
        labels = [button.label for button in reply.answer.card.follow_ups]
        assert len(set(labels)) == len(labels), f"{target}: {labels}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_of_a_refusal_and_of_the_welcome_lead_on(
    language: Language, assistant: Assistant, today: date
) -> None:
    unknown = assistant.open(Target("no-such-topic"), Conversation(language=language), today)
    welcome = assistant.welcome(language)

    assert isinstance(unknown.answer, NotFound)
    for reply in (unknown, welcome):
        assert reply.answer.card.follow_ups
        for button in reply.answer.card.follow_ups:
            answer = opened(assistant, button.target, language, today).answer
            assert isinstance(answer, Found | SmallTalk)


@pytest.mark.parametrize(
    "target",
    [
        Target("no-such-topic"),
        Target("contact", "no-such-entity"),
        Target("contact"),
        Target("contact", "lotniczy", page=0),
        Target("contact", "lotniczy", page=-1),
    ],
    ids=str,
)
def test_a_button_of_the_past_is_declined(
    target: Target, assistant: Assistant, today: date
) -> None:
    assert isinstance(opened(assistant, target, "pl", today).answer, NotFound)
