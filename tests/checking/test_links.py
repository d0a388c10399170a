"""Addresses are asked over HTTP, of a server that does what servers on the web do."""

from itertools import pairwise

import pytest

from bot.checking.links import Checked, findings
from knowledge.addresses import Address, addresses
from knowledge.model import Knowledge
from tests.checking.web import PAUSE, Web


@pytest.mark.parametrize(
    ("path", "status", "is_dead"),
    [
        *(("/200", 200, False), ("/moved", 200, False), ("/403", 403, False)),
        *(("/429", 429, False), ("/503", 503, False)),
        *(("/404", 404, True), ("/410", 410, True), ("/500", 500, True)),
        *(("/circle", None, True), ("/silent", None, True), ("/rude", None, True)),
    ],
)
def test_an_address_is_dead_where_a_person_would_see_nothing(
    path: str, status: int | None, is_dead: bool, web: Web
) -> None:
    answer = web.check(path)[f"{web.address}{path}"]

    assert (answer.status, answer.is_dead) == (status, is_dead)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://no-such-host.invalid/", "http://a..b/"]
)
def test_where_nobody_listens_there_is_no_answer(url: str, web: Web) -> None:
    assert web.check(url)[url] == Checked(url, None)


def test_a_bad_line_is_tried_twice(web: Web) -> None:
    web.check("/silent")

    assert [path for path, _ in web.asked] == ["/silent", "/silent"]


def test_each_address_is_asked_once_and_a_host_is_not_hurried(web: Web) -> None:
    told: list[Checked] = []

    web.check("/200", "/201", "/200", "/204", "/404", told=told)

    times = [time for _, time in web.asked]
    assert [path for path, _ in web.asked] == ["/200", "/201", "/204", "/404"]
    assert all(later - one >= PAUSE for one, later in pairwise(times))
    assert web.most_at_once == 1
    assert len(told) == 4


def test_a_dead_address_is_told_at_each_of_its_places() -> None:
    gone, silent, fine = "https://a.pl/x", "https://b.pl", "https://c.pl"
    of = [
        Address(url, f"{place}.yaml", (place,))
        for place, url in enumerate((gone, silent, fine, gone))
    ]
    answers = {gone: Checked(gone, 404), silent: Checked(silent, None), fine: Checked(fine, 200)}

    found = findings(of, answers)

    assert [(one.rule, one.file, one.path) for one in found] == [
        ("dead-link", "0.yaml", (0,)),
        ("silent-link", "1.yaml", (1,)),
        ("dead-link", "3.yaml", (3,)),
    ]


def test_every_address_of_facts_and_sources_is_found(shipped: Knowledge) -> None:
    urls = [address.url for address in addresses(shipped)]

    assert {source.address for source in shipped.sources.values() if source.address} < set(urls)
    for entity in shipped.entities.values():
        for section in entity.topics.values():
            assert {fact.url for fact in section.facts if fact.url} <= set(urls)
