"""The knowledge that ships with the program is whole, and says the same in both languages."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel

from knowledge.model import Knowledge, Scope, Text
from knowledge.numbers import disagreement
from tests.taxonomy import CLUSTERS_OF_2019, LATER_CLUSTERS, ORGANISATIONS, TOPICS

POLISH_WORDS = re.compile(r"\b(jest|są|się|był\w*|oraz|nie|który\w*|członk\w+)\b", re.IGNORECASE)
ENGLISH_WORDS = re.compile(r"\b(is|are|was|were|has|have|had|the|of)\b", re.IGNORECASE)
NAME_OF_A_FOUNDATION = "Foundation for the Development of the Lublin Region"
KEYS_OF_NAMES = {"name", "short"}
"""Where Polish and English may be equal."""

PATHS = tuple[tuple[str, Text], ...]


def texts_in(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of the knowledge, with its place."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name), f"{path}/{name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, f"{path}/{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_in(item, f"{path}/{index}")


@pytest.fixture(scope="module")
def texts(shipped: Knowledge) -> PATHS:
    return tuple(texts_in(shipped))


def test_every_cluster_and_organisation_is_there(shipped: Knowledge) -> None:
    assert set(shipped.clusters) == {*CLUSTERS_OF_2019, *LATER_CLUSTERS}
    assert set(shipped.organisations) == set(ORGANISATIONS)


def test_the_reference_list_is_that_of_the_city(shipped: Knowledge) -> None:
    assert shipped.lists.reference.clusters == CLUSTERS_OF_2019
    assert set(LATER_CLUSTERS) <= set(shipped.lists.later.clusters)


@pytest.mark.parametrize("scope", TOPICS)
def test_every_topic_is_there(scope: Scope, shipped: Knowledge) -> None:
    assert {id_ for id_, t in shipped.topics.items() if t.scope == scope} == set(TOPICS[scope])


def test_every_topic_can_be_asked_for(shipped: Knowledge) -> None:
    assert set(shipped.cues) == set(shipped.topics)


def test_every_entity_has_an_overview(shipped: Knowledge) -> None:
    assert [e.id for e in shipped.entities.values() if not e.section("overview").facts] == []


def test_every_entity_is_recognised_in_both_languages(shipped: Knowledge) -> None:
    for entity in shipped.entities.values():
        aliases = entity.recognised_by.aliases
        assert aliases.pl, entity.id
        assert aliases.en, entity.id


def test_every_cluster_of_the_list_has_its_year(shipped: Knowledge) -> None:
    source = shipped.lists.reference.source
    for id_ in CLUSTERS_OF_2019:
        facts = shipped.clusters[id_].section("founded").facts
        years = [fact.value for fact in facts if source in fact.source and fact.value]
        assert len(years) == 1, id_
        assert 1990 < years[0] < 2020, id_


def test_every_published_address_is_one_that_a_browser_opens(shipped: Knowledge) -> None:
    sections = (s for entity in shipped.entities.values() for s in entity.topics.values())
    facts = [fact for section in sections for fact in section.facts]
    facts += [fact for topic in shipped.topics.values() for fact in topic.facts]
    addresses = [source.address for source in shipped.sources.values()]
    addresses += [fact.url for fact in facts]
    for address in filter(None, addresses):
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https"), address
        assert re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?", parts.netloc, re.ASCII), address
        assert re.fullmatch(r"[!-~]+", address), f"{address!r} is not plain ASCII"


def test_both_languages_are_complete(texts: PATHS) -> None:
    for path, text in texts:
        assert text.pl.strip(), path
        assert text.en.strip(), path
        if path.split("/")[-1] not in KEYS_OF_NAMES:
            assert text.pl != text.en, path


def test_no_text_is_left_in_the_other_language(texts: PATHS) -> None:
    for path, text in texts:
        polish = text.pl.replace(NAME_OF_A_FOUNDATION, "")
        assert POLISH_WORDS.findall(text.en) == [], path
        assert ENGLISH_WORDS.findall(polish) == [], path


def test_the_numbers_of_both_languages_agree(texts: PATHS) -> None:
    found = {path: disagreement(text.pl, text.en) for path, text in texts}

    assert {path: what for path, what in found.items() if any(what)} == {}


@pytest.mark.parametrize(
    ("polish", "english"),
    [
        ("8,3 tys. osób", "8,300 people"),
        ("15, 10, 5 lub 2 tys. zł", "PLN 15,000, 10,000, 5,000 or 2,000"),
        ("105,1 tys. (8,2%)", "105,100 (8.2%)"),
        ("1 200 członków", "1,200 members"),
        ("81 466 25 07 i 3 biura", "81 466 25 07 and three offices"),
        ("9 uczelni", "nine universities"),
        ("V i VI edycja", "5th and 6th edition"),
        ("18 listopada 2019 r.", "18 November 2019"),
    ],
)
def test_numbers_that_agree(polish: str, english: str) -> None:
    assert disagreement(polish, english) == ([], [])


@pytest.mark.parametrize(
    ("polish", "english"),
    [
        ("8,3 tys. osób", "8,400 people"),
        ("w 2019 r.", "in 2018"),
        ("5 firm", "members"),
        ("w 2019 r. 5 firm", "five firms"),
        ("12 firm, w tym 3 małe", "12 firms"),
    ],
)
def test_numbers_that_do_not_agree(polish: str, english: str) -> None:
    assert any(disagreement(polish, english))


def test_questions_of_entities_have_a_place_for_the_name(shipped: Knowledge) -> None:
    for topic in shipped.topics.values():
        places = 1 if topic.scope == "entity" else 0
        for question in (topic.question.pl, topic.question.en):
            assert question.count("{name}") == places, topic.id
            assert question.replace("{name}", "").isprintable(), topic.id
            assert "{" not in question.replace("{name}", ""), topic.id
