"""Cards that are longer than a channel shows: it would leave out their last lines."""

from collections.abc import Callable, Iterator
from datetime import date

from bot.answering import entity_cards, other_cards
from bot.answering.parts import Writer
from bot.cards import Card, Target
from bot.texts import Texts
from knowledge.finding import Finding, Path
from knowledge.model import LANGUAGES, Fact, Knowledge, Language, Section, Topic

Length = Callable[[Card, Texts, Language], int]
"""How long a channel finds a card."""

_SURELY_SHORT = 3
"""A card whose own words fill less than this part of the limit cannot pass it by the rest."""

_OF_A_LINE = 60
"""About what the date and marks of a line, or of a source, add."""


def long_cards(
    knowledge: Knowledge, texts: Texts, today: date, length: Length, limit: int
) -> Iterator[Finding]:
    """A warning for every page of facts that passes the limit in one of the languages."""
    for language in LANGUAGES:
        writer = Writer(knowledge, texts, language, today)
        for folder, entities in (
            ("clusters", knowledge.clusters),
            ("organisations", knowledge.organisations),
        ):
            for entity in entities.values():
                for topic, section in entity.topics.items():
                    if _size(section, knowledge, language) < limit / _SURELY_SHORT:
                        continue
                    pages = _pages(section.facts, entity_cards.FACTS_ON_A_PAGE)
                    cards = (
                        entity_cards.entity_card(writer, Target(topic, entity.id, page))
                        for page in pages
                    )
                    longest = max(length(card, texts, language) for card in cards)
                    path = ("topics", topic)
                    file = f"{folder}/{entity.id}.yaml"
                    yield from _too_long(file, path, topic, language, longest, limit)
        for one in knowledge.topics.values():
            if one.scope != "general" or _size(one, knowledge, language) < limit / _SURELY_SHORT:
                continue
            pages = _pages(one.facts, other_cards.FACTS_ON_A_PAGE)
            cards = (other_cards.general_card(writer, Target(one.id, None, p)) for p in pages)
            longest = max(length(card, texts, language) for card in cards)
            yield from _too_long(f"topics/{one.id}.yaml", (), one.id, language, longest, limit)


def _too_long(
    file: str, path: Path, topic: str, language: Language, length: int, limit: int
) -> Iterator[Finding]:
    if length > limit:
        values = {
            "topic": topic,
            "language": language,
            "length": str(length),
            "limit": str(limit),
        }
        yield Finding(file, path, "card-too-long", values)


def _pages(facts: tuple[Fact, ...], on_a_page: int) -> range:
    return range(1, max(1, -(-len(facts) // on_a_page)) + 1)


def _size(known: Section | Topic, knowledge: Knowledge, language: Language) -> int:
    """About how many letters all that is known of a topic has."""
    size = sum(len(text.in_(language)) for text in (*known.contradictions, *known.missing))
    for fact in known.facts:
        ways = filter(None, (fact.phone, fact.fax, fact.email, fact.address, fact.url))
        size += len(fact.text.in_(language)) + sum(map(len, ways)) + _OF_A_LINE
        for id_ in fact.source:
            source = knowledge.sources[id_]
            size += len(source.title.in_(language)) + len(source.publisher) + _OF_A_LINE
    return size
