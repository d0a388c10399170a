"""Cards that Telegram would cut are named before anybody sees them cut."""

from datetime import date

from bot.assistant import Assistant
from bot.cards import Target
from bot.checking.cards import long_cards
from bot.checking.wording import change_in_words, medal_in_words, point_in_words
from bot.conversation import Conversation
from handlers.telegram.rendering import LIMIT, card_html, fits, length
from knowledge.changes import changes
from knowledge.completeness import MEDALS, completeness
from knowledge.freshness import stale
from knowledge.model import LANGUAGES, Knowledge, Text


def with_longer_facts(knowledge: Knowledge, times: int) -> Knowledge:
    cluster = knowledge.clusters["lotniczy"]
    overview = cluster.section("overview")
    facts = tuple(
        fact.model_copy(update={"text": Text(pl=fact.text.pl * times, en=fact.text.en)})
        for fact in overview.facts
    )
    section = overview.model_copy(update={"facts": facts})
    longer = cluster.model_copy(update={"topics": {**cluster.topics, "overview": section}})
    return knowledge.model_copy(update={"clusters": {**knowledge.clusters, longer.id: longer}})


def test_every_shipped_card_fits(assistant: Assistant, today: date) -> None:
    found = long_cards(assistant.knowledge, assistant.texts, today, length, LIMIT)

    assert list(found) == []


def test_a_card_that_is_too_long_is_named_in_its_language(
    assistant: Assistant, today: date
) -> None:
    knowledge = with_longer_facts(assistant.knowledge, 20)

    (found,) = long_cards(knowledge, assistant.texts, today, length, LIMIT)

    assert (found.file, found.path) == ("clusters/lotniczy.yaml", ("topics", "overview"))
    assert (found.rule, found.values["language"]) == ("card-too-long", "pl")
    assert int(found.values["length"]) > LIMIT


def test_no_card_is_passed_over_because_it_seems_short(assistant: Assistant, today: date) -> None:
    """At every limit the short cut finds what looking at each card finds."""
    knowledge, texts = assistant.knowledge, assistant.texts
    for limit in (600, 1_200, 2_000):
        named = {
            (one.path[1], one.file)
            for one in long_cards(knowledge, texts, today, length, limit)
            if one.file.startswith("clusters/")
        }
        for cluster in knowledge.clusters.values():
            for topic in cluster.topics:
                too_long = False
                for language in LANGUAGES:
                    reply = assistant.open(
                        Target(topic, cluster.id), Conversation(language=language), today
                    )
                    too_long |= length(reply.answer.card, texts, language) > limit
                if too_long:
                    assert (topic, f"clusters/{cluster.id}.yaml") in named


def test_the_length_is_that_of_the_message(assistant: Assistant, today: date) -> None:
    reply = assistant.open(Target("overview", "lotniczy"), Conversation(language="pl"), today)

    assert length(reply.answer.card, assistant.texts, "pl") <= LIMIT
    assert fits(card_html(reply.answer.card, assistant.texts, "pl"))


def test_stale_is_what_the_cards_ask_to_confirm(assistant: Assistant, today: date) -> None:
    knowledge = assistant.knowledge
    due = {(one.entity, one.topic) for one in stale(knowledge, today)}
    for id_, entity in knowledge.entities.items():
        for topic in entity.topics:
            reply = assistant.open(Target(topic, id_), Conversation(language="pl"), today)
            assert bool(reply.answer.card.confirm) == ((id_, topic) in due), (id_, topic)


def test_medals_and_what_is_missing_have_words(assistant: Assistant, today: date) -> None:
    knowledge, texts = assistant.knowledge, assistant.texts
    for language in LANGUAGES:
        assert len({medal_in_words(medal, texts, language) for medal in (None, *MEDALS)}) == 4
        for one in completeness(knowledge, today):
            for _, points in one.missing:
                words = [point_in_words(point, knowledge, texts, language) for point in points]
                assert all(words)
                assert len(set(words)) == len(words)


def test_a_medal_needs_all_before_it(assistant: Assistant, today: date) -> None:
    for one in completeness(assistant.knowledge, today):
        lacking = [medal for medal, _ in one.missing]
        earned = MEDALS.index(one.medal) + 1 if one.medal else 0
        assert MEDALS[earned : earned + 1] == tuple(lacking[:1])


def test_changes_are_told_in_both_languages(assistant: Assistant) -> None:
    old, texts = assistant.knowledge, assistant.texts
    new = with_longer_facts(old, 2)
    (change, *_) = changes(old, new)

    told = [change_in_words(change, old, new, texts, language) for language in LANGUAGES]

    assert told[0].startswith("Lubelski Klaster Zaawansowanych Technologii Lotniczych, ")
    assert ", zdanie, po polsku: „" in told[0]
    assert ", sentence, in Polish: “" in told[1]
