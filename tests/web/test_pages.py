"""The pages as they come from the server, as a browser without JavaScript shows them."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from handlers.web.linking import linked
from handlers.web.said import readable
from knowledge.model import LANGUAGES, Knowledge
from tests.web.reading import Element, read
from tests.web.served import Served, served

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIRST_VIEW = 50_000
"""Bytes of the start page with all that it loads."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def client(site: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with site.client() as client:
        yield client


async def page(client: httpx.AsyncClient, path: str, status: int = 200) -> Element:
    response = await client.get(path)
    assert response.status_code == status
    return read(response.text)


async def sent(
    client: httpx.AsyncClient, before: Element, status: int = 200, **fields: str
) -> Element:
    """The page that comes back when a form is sent by a browser without JavaScript."""
    form: Mapping[str, Any] = {**before.form, **fields}
    response = await client.post("/", data=form)
    assert response.status_code == status
    return read(response.text)


def titles(shown_page: Element) -> list[str]:
    return [card.one("h2").text for card in shown_page.all("div", "card")]


def questions(shown_page: Element) -> list[str]:
    return [said.text.partition(": ")[2] for said in shown_page.all("p", "question")]


async def test_the_first_view_is_light_and_all_from_here(client: httpx.AsyncClient) -> None:
    response = await client.get("/")
    start = read(response.text)
    needed = {
        *(element.attributes["href"] for element in start.all("link", rel="stylesheet")),
        *(element.attributes["href"] for element in start.all("link", rel="icon")),
        *(element.attributes["src"] for element in [*start.all("script"), *start.all("img")]),
    }

    assert all(urlsplit(address).netloc == "" for address in needed)
    sizes = [len((await client.get(address)).content) for address in needed]
    assert len(response.content) + sum(sizes) < FIRST_VIEW


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [
        ("/", "en-GB,en;q=0.9", "en"),
        ("/", "de,pl;q=0.8,en;q=0.5", "pl"),
        ("/", "", "pl"),
        ("/?lang=en", "pl", "en"),
        ("/?lang=xx", "en", "en"),
        ("/clusters", "en", "en"),
    ],
)
async def test_a_page_speaks_the_language_chosen_or_that_of_the_browser(
    client: httpx.AsyncClient, path: str, header: str, language: str
) -> None:
    response = await client.get(path, headers={"Accept-Language": header})

    assert read(response.text).one("html").attributes["lang"] == language
    assert response.headers["content-language"] == language
    assert "Accept-Language" in response.headers["vary"]


@pytest.mark.parametrize("path", ["/", "/c/lotniczy/contact", "/clusters?sector=ict", "/privacy"])
async def test_every_page_leads_to_itself_in_the_other_language(
    client: httpx.AsyncClient, path: str
) -> None:
    polish = await page(client, path)
    switch = polish.one("nav").one("a", hreflang="en").attributes["href"]

    english = await page(client, switch)

    assert english.one("html").attributes["lang"] == "en"
    back = english.one("nav").one("a", hreflang="pl").attributes["href"]
    assert urlsplit(back).path == urlsplit(path).path
    assert ("sector=ict" in back) == ("sector=ict" in path)


async def test_the_first_view_offers_questions_in_both_languages(
    client: httpx.AsyncClient,
) -> None:
    start = await page(client, "/?lang=en")
    groups = start.all("div", "examples")

    assert [group.attributes["lang"] for group in groups] == ["en", "pl"]
    for group in groups:
        button = group.all("button")[1]
        answered = await sent(client, start, open=button.attributes["value"])
        assert answered.one("div", "card").attributes["lang"] == group.attributes["lang"]
        assert questions(answered) == [button.text]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_link_to_a_card_tells_search_engines_what_it_is(
    client: httpx.AsyncClient, shipped: Knowledge, language: str
) -> None:
    card = await page(client, f"/c/lubelska-medycyna/contact?lang={language}")
    cluster = shipped.clusters["lubelska-medycyna"]
    name = cluster.name.pl if language == "pl" else cluster.name.en

    assert card.one("title").text.startswith(name)
    assert card.one("meta", name="description").attributes["content"]
    address = "http://bot.test/c/lubelska-medycyna/contact"
    assert card.one("link", rel="canonical").attributes["href"] == f"{address}?lang={language}"
    assert {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in card.all("link", rel="alternate")
    } == {"pl": f"{address}?lang=pl", "en": f"{address}?lang=en", "x-default": address}
    described = json.loads(card.one("script", type="application/ld+json").text)
    assert described["@type"] == "Organization"
    assert described["name"] == name
    assert described["telephone"] == "+48 81 466 25 05"


async def test_every_cluster_and_organisation_has_its_page(
    client: httpx.AsyncClient, shipped: Knowledge
) -> None:
    sitemap = (await client.get("/sitemap.xml")).text

    for id_, entity in shipped.entities.items():
        assert f"<loc>http://bot.test/c/{id_}?lang=pl</loc>" in sitemap
        card = await page(client, f"/c/{id_}?lang=en")
        assert titles(card) == [entity.name.en]


async def test_links_can_be_checked_without_their_content(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        for path in ("/", "/c/lotniczy", "/clusters", "/privacy", "/sitemap.xml"):
            checked = await client.head(path)
            assert checked.status_code == 200
            assert checked.content == b""


async def test_robots_are_led_to_the_site_map(client: httpx.AsyncClient) -> None:
    robots = (await client.get("/robots.txt")).text

    assert "Sitemap: http://bot.test/sitemap.xml" in robots.splitlines()
    assert "Disallow: /?q=" in robots.splitlines()


async def test_a_dead_link_names_the_nearest_cards(client: httpx.AsyncClient) -> None:
    dead = await page(client, "/c/lotnczy?lang=pl", 404)

    near = [link.attributes["href"] for link in dead.one("main").all("a")]
    assert "/c/lotniczy?lang=pl" in near
    assert (await page(client, "/c/lotniczy/weather", 404)).one("h1").text
    assert (await page(client, "/nothing/here", 404)).one("h1").text


async def test_a_question_in_a_link_is_answered(client: httpx.AsyncClient) -> None:
    answered = await page(client, "/?q=who+runs+the+aviation+cluster&lang=en")

    assert titles(answered) == ["Lublin Cluster of Advanced Aviation Technologies – Who runs it"]
    assert answered.one("meta", name="robots").attributes["content"] == "noindex"


@pytest.mark.parametrize(
    ("path", "rule"),
    [("/", "no-cache"), ("/c/lotniczy", "no-cache"), ("/?q=list+of+clusters", "no-store")],
)
async def test_nobody_else_is_shown_the_conversation_of_a_visitor(
    client: httpx.AsyncClient, path: str, rule: str
) -> None:
    assert (await client.get(path)).headers["cache-control"] == rule


async def test_contacts_can_be_pressed_and_saved(client: httpx.AsyncClient) -> None:
    card = await page(client, "/c/lubelska-medycyna/contact?lang=pl")
    addresses = [link.attributes["href"] for link in card.one("div", "card").all("a")]

    assert "tel:+48814662505" in addresses
    assert "mailto:biznes@lublin.eu" in addresses
    place = "ul.%20Spokojna%202%2C%20Lublin"
    assert f"https://www.openstreetmap.org/search?query={place}" in addresses
    (file,) = [address for address in addresses if ".vcf" in address]
    saved = await client.get(file)
    assert saved.headers["content-type"].startswith("text/vcard")
    assert "lubelska-medycyna.vcf" in saved.headers["content-disposition"]
    assert "ORG:Lubelska Medycyna" in saved.text
    assert "TEL;TYPE=WORK,VOICE:+48814662505\r\n" in saved.text
    assert "EMAIL;TYPE=INTERNET,WORK:biznes@lublin.eu\r\n" in saved.text
    assert saved.text.count("BEGIN:VCARD\r\n") == saved.text.count("END:VCARD\r\n")
    assert (await client.get("/c/lotniczy/contact.vcf")).status_code == 404


@pytest.mark.parametrize(
    ("first", "second", "answered"),
    [
        (
            "kto prowadzi klaster fotoniki?",
            "a kontakt?",
            "Klaster Fotoniki i Światłowodów – Kontakt",
        ),
        (
            "who runs the photonics cluster?",
            "and how do I join?",
            "Photonics and Fiber Optics Cluster – How to join",
        ),
    ],
)
async def test_a_conversation_goes_on_without_javascript(
    client: httpx.AsyncClient, first: str, second: str, answered: str
) -> None:
    start = await page(client, "/")
    one = await sent(client, start, q=first)
    two = await sent(client, one, q=second)

    assert questions(two) == [first, second]
    assert titles(two)[0] == titles(one)[0]
    assert titles(two)[1] == answered
    assert [turn.attributes.get("id") for turn in two.all("article")] == [None, "newest"]


async def test_a_question_on_the_page_of_a_card_follows_on_it(client: httpx.AsyncClient) -> None:
    card = await page(client, "/c/fotonika-i-swiatlowody?lang=en")

    answered = await sent(client, card, q="and how do I join?")

    assert titles(answered)[1] == "Photonics and Fiber Optics Cluster – How to join"


async def test_buttons_of_a_card_lead_on_in_its_language(client: httpx.AsyncClient) -> None:
    card = await page(client, "/c/lotniczy?lang=en")
    button = card.one("ul", "follow-ups").all("button")[0]

    answered = await sent(client, card, open=button.attributes["value"], q="half a thou")

    assert answered.all("div", "card")[1].attributes["lang"] == "en"
    assert button.text in titles(answered)[1]
    assert answered.one("input", id="question").attributes["value"] == "half a thou"


async def test_short_words_are_answered_in_the_language_of_the_page(
    client: httpx.AsyncClient,
) -> None:
    for language in LANGUAGES:
        start = await page(client, f"/?lang={language}")
        answered = await sent(client, start, q="ICT")
        assert answered.one("div", "card").attributes["lang"] == language


async def test_a_very_long_conversation_keeps_its_newest_part(client: httpx.AsyncClient) -> None:
    talk = await page(client, "/")
    for number in range(8):
        talk = await sent(client, talk, q=f"{'ż' * 600} {number} lista klastrów")

    assert len(talk.all("article")) < 8
    assert questions(talk)[-1].endswith("7 lista klastrów")


async def test_feedback_is_kept_with_its_reason(site: Served, client: httpx.AsyncClient) -> None:
    answered = await sent(client, await page(client, "/?lang=en"), q="ICT cluster fees")
    no = answered.one("div", "feedback").all("button")[1]

    asked_why = await sent(client, answered, helped=no.attributes["value"])
    reasons = asked_why.one("div", "feedback").all("button")
    thanked = await sent(client, asked_why, helped=reasons[1].attributes["value"])

    assert thanked.one("div", "feedback").text.strip() == "Thank you for your feedback."
    latest = (await site.rows("feedback"))[-1]
    assert (latest["is_helpful"], latest["reason"]) == (False, "outdated")


async def test_feedback_on_no_answer_of_ours_is_refused(client: httpx.AsyncClient) -> None:
    answered = await sent(client, await page(client, "/?lang=en"), q="ICT cluster fees")

    forged = await sent(client, answered, helped="en:yes:1.AAAAAAAAAAAAAAAAAAAAAA")
    odd = await sent(client, answered, 422, helped="en:maybe:1")

    assert "no longer" in forged.one("div", "feedback").text
    assert odd.one("p", id="trouble").text


@pytest.mark.parametrize(
    ("question", "words"), [("", "Please write a question."), ("x" * 1001, "at most 1000")]
)
async def test_what_is_no_question_is_said_and_kept(
    client: httpx.AsyncClient, question: str, words: str
) -> None:
    start = await page(client, "/?lang=en")

    refused = await sent(client, start, 422, q=question)

    assert words in refused.one("p", id="trouble").text
    assert refused.one("input", id="question").attributes["value"] == question


async def test_who_asks_too_much_is_told_so_and_keeps_question_and_conversation(
    assistant: Assistant, tmp_path: Path
) -> None:
    async with served(assistant, tmp_path, per_minute=1) as busy, busy.client() as client:
        talk = await page(client, "/?lang=en")
        talk = await sent(client, talk, q="list of clusters")
        talk = await sent(client, talk, q="how many are there?")
        refused = await sent(client, talk, 429, q="and the oldest?")

        assert refused.form["conversation"] == talk.form["conversation"]
        assert "wait" in refused.one("p", id="trouble").text
        assert refused.one("input", id="question").attributes["value"] == "and the oldest?"


async def test_a_pause_is_told_in_the_words_of_the_staff(
    site: Served, client: httpx.AsyncClient
) -> None:
    site.talk.follow_pause("back at noon")
    try:
        paused = await sent(client, await page(client, "/?lang=en"), 503, q="list of clusters")
    finally:
        site.talk.follow_pause(None)

    assert "back at noon" in paused.one("p", id="trouble").text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_privacy_page_says_how_long_what_is_kept(
    client: httpx.AsyncClient, language: str
) -> None:
    privacy = (await page(client, f"/privacy?lang={language}")).one("main").text

    assert re.search(r"\b90 (dni|days)\b", privacy)
    assert re.search(r"\b24 (godziny|hours)\b", privacy)


async def test_a_conversation_is_deleted_at_the_press_of_a_button(
    site: Served, client: httpx.AsyncClient
) -> None:
    answered = await sent(client, await page(client, "/?lang=en"), q="is 14 Deleted Street known?")
    before = await site.rows("questions")
    form = {name: answered.form[name] for name in ("conversation", "lang")}

    gone = read((await client.post("/forget", data=form)).text)

    assert "deleted 1 question" in gone.one("main").text
    assert len(await site.rows("questions")) == len(before) - 1
    assert "Deleted Street" not in str(await site.rows("questions"))


async def test_the_list_is_filtered_and_drawn_in_the_numbers_of_its_table(
    client: httpx.AsyncClient,
) -> None:
    everything = await page(client, "/clusters?lang=en")
    some = await page(client, "/clusters?lang=en&founded_from=2008&members_from=30&words=&sector=")
    wood = await page(client, "/clusters?lang=pl&words=DREWNO")

    assert len(everything.one("tbody").all("tr")) == 19
    rows = [
        [cell.text for cell in row.content if isinstance(cell, Element)]
        for row in some.one("tbody").all("tr")
    ]
    assert rows
    assert all(int(row[2]) >= 2008 and int(row[3]) >= 30 for row in rows)
    sizes, years = some.all("svg", role="img")
    drawn = sorted(int(text.text) for text in sizes.all("text", "value"))
    assert drawn == sorted(int(row[3]) for row in rows)
    written = {text.text for text in years.all("text", "value") if text.text}
    assert written == {row[2] for row in rows}
    for chart in (sizes, years):
        named = chart.attributes["aria-labelledby"].split()
        assert [part.attributes["id"] for part in chart if "id" in part.attributes] == named
    assert [row.all("a")[0].attributes["href"] for row in wood.one("tbody").all("tr")] == [
        "/c/lubelskie-drewno?lang=pl"
    ]


@pytest.mark.parametrize(
    "query", ["founded_to=soon", "members_to=-1", "sector=nothing", "members_from=99999"]
)
async def test_filters_that_make_no_sense_are_refused_in_words(
    client: httpx.AsyncClient, query: str
) -> None:
    assert (await page(client, f"/clusters?{query}", 422)).one("h1").text


async def test_no_cluster_may_fit(client: httpx.AsyncClient) -> None:
    none = await page(client, "/clusters?lang=en&words=zeppelin")

    assert not none.all("table")
    assert not none.all("svg")
    assert none.one("input", name="words").attributes["value"] == "zeppelin"


HOSTILE = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("<>&\"'`/=\u202e\u2066\u200b\u200d\ufeff\0\x08\x1b\x85🧀👩‍🔬ąłŻ{}%"),
    ),
    max_size=60,
)
TAGS = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '" autofocus onfocus="alert(1)',
        "</p></main>",
        "<style>",
        "{{7*7}}",
        "javascript:alert(1)",
        "<!--",
        "]]>",
        "&lt;b&gt;",
    ]
)


@settings(max_examples=120)
@given(st.lists(st.one_of(HOSTILE, TAGS), min_size=1, max_size=3).map("".join))
async def test_whatever_is_typed_stays_text(client: httpx.AsyncClient, typed: str) -> None:
    response = await client.post("/", data={"q": typed, "said": [f"?{typed}", typed]})
    answered = read(response.text)

    allowed = {urlsplit(src).path for src in (e.attributes.get("src", "") for e in answered)}
    assert all(path == "" or path.startswith("/static/") for path in allowed)
    assert not answered.all("style")
    for element in answered:
        assert not any(name.startswith("on") for name in element.attributes)
        assert "style" not in element.attributes
        assert not element.attributes.get("href", "").startswith("javascript:")
    for said in questions(answered):
        assert said in {readable(typed), readable(typed).strip()}
    assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", response.text)


@given(st.text())
async def test_addresses_in_a_text_become_links_and_the_text_stays(text: str) -> None:
    assert read(str(linked(text))).text == text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tel. +48 81 466 25 07.", "tel:+48814662507"),
        ("biuro@lublin.eu, pokój 5", "mailto:biuro@lublin.eu"),
        ("(https://lublin.eu/a?b=c&d)", "https://lublin.eu/a?b=c&d"),
    ],
)
async def test_phone_numbers_mail_and_web_addresses_are_found(text: str, address: str) -> None:
    assert read(str(linked(text))).one("a").attributes["href"] == address
