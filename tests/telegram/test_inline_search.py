import statistics
import time
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Found
from handlers.telegram.deep_links import payload_of, target_of
from handlers.telegram.inline_search import InlineSearch
from knowledge.model import LANGUAGES, Language

DAY = date(2025, 12, 1)


@pytest.fixture(scope="module")
def search(assistant: Assistant) -> InlineSearch:
    return InlineSearch(assistant)


def test_every_shared_card_is_found_again(assistant: Assistant, search: InlineSearch) -> None:
    knowledge = assistant.knowledge
    for entity in knowledge.entities:
        for topic in knowledge.topics.values():
            if topic.scope != "entity":
                continue
            target = Target(topic.id, entity)
            payload = payload_of(target)
            assert payload is not None
            assert target_of(payload, knowledge) == target
            assert len(payload) <= 64
            for language in LANGUAGES:
                shown = search.search(payload, language, DAY, is_fixed=False)
                assert shown[0] == language
                assert shown[1][0] == target


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_name_typed_letter_by_letter_finds_its_cluster(
    assistant: Assistant, search: InlineSearch, language: Language
) -> None:
    for id_, entity in assistant.knowledge.entities.items():
        name = entity.name.in_(language)
        _, shown = search.search(name, language, DAY, is_fixed=True)
        found = [one.entity for one in shown if isinstance(one, Target)]
        assert id_ in found, name


def test_a_search_takes_little_of_a_moment(search: InlineSearch) -> None:
    queries = ("lotniczy kontakt", "fotonika", "lista klastrów", "brumbrum xyzzy", "bio", "it")
    taken = []
    for query in queries:
        start = time.process_time()
        _, shown = search.search(query, "pl", DAY, is_fixed=False)
        for one in shown[:10]:
            if isinstance(one, Target):
                search.card(one, "pl", DAY)
        taken.append(time.process_time() - start)

    assert statistics.median(taken) < 0.05


def test_the_biggest_clusters_are_cards(search: InlineSearch) -> None:
    assert len(search.biggest) >= 10
    for target in search.biggest:
        assert isinstance(search.card(target, "pl", DAY).answer, Found)
