"""The interface for programs: what it answers, what it refuses, and how it says so."""

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.assistant import Assistant
from handlers.web.bodies import LONGEST_BODY
from tests.web.served import VERSION, Served, served

ORIGIN = "https://lublin.example"


@pytest_asyncio.fixture
async def web(assistant: Assistant, tmp_path: Path) -> AsyncIterator[Served]:
    async with served(assistant, tmp_path, per_minute=5, origins=(ORIGIN,)) as running:
        yield running


@pytest_asyncio.fixture
async def client(web: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with web.client() as client:
        yield client


async def ask(client: httpx.AsyncClient, question: str, **more: str | None) -> Any:
    response = await client.post("/api/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["detail"].endswith(".")
    return body


async def test_a_question_gets_its_card(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "kontakt do fotoniki")

    assert answer["outcome"] == "found"
    assert answer["language"] == "pl"
    assert (answer["entity"], answer["topic"]) == ("fotonika-i-swiatlowody", "contact")
    card = answer["card"]
    assert card["title"] == "Klaster Fotoniki i Światłowodów – Kontakt"
    assert card["lines"][0]["kind"] in ("answer", "fact", "gap")
    assert {source["id"] for source in card["sources"]} == set(answer["sources"])
    assert {"label", "target", "url"} == set(card["follow_ups"][0])


async def test_a_list_has_a_table(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "lista klastrów informatycznych", lang="en")

    assert answer["language"] == "en"
    assert answer["set"] == [row["entity"] for row in answer["card"]["table"]["rows"]]


async def test_what_is_not_ours_gets_suggestions(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "jaka będzie pogoda?")

    assert (answer["outcome"], answer["topic"]) == ("not_found", "none")
    assert answer["suggestions"][0] == {"entity": None, "topic": "list"}


async def test_a_conversation_goes_on_by_question_and_by_follow_up(
    client: httpx.AsyncClient,
) -> None:
    first = await ask(client, "klaster lotniczy")
    target = next(
        follow_up["target"]
        for follow_up in first["card"]["follow_ups"]
        if follow_up["target"]["entity"] == "lotniczy"
    )
    opened = await client.post(
        "/api/v1/open", json={**target, "conversation": first["conversation"]}
    )
    third = await ask(client, "a telefon?", conversation=first["conversation"])

    assert opened.json()["topic"] == target["topic"]
    assert opened.json()["question_id"] is None
    assert opened.json()["conversation"] == first["conversation"] == third["conversation"]
    assert (third["entity"], third["topic"]) == ("lotniczy", "contact")


async def test_the_same_answer_comes_to_different_people(client: httpx.AsyncClient) -> None:
    one, other = [await ask(client, "kontakt do fotoniki") for _ in range(2)]

    assert one["conversation"] != other["conversation"]
    assert one["question_id"] != other["question_id"]
    assert one["card"] == other["card"]


async def test_a_verdict_and_then_forgetting(client: httpx.AsyncClient, web: Served) -> None:
    answer = await ask(client, "kontakt do fotoniki")
    verdict = {"question_id": answer["question_id"], "helped": False, "reason": "outdated"}
    kept = await client.post("/api/v1/feedback", json=verdict)
    forgotten = await client.post("/api/v1/forget", json={"conversation": answer["conversation"]})
    late = await client.post("/api/v1/feedback", json=verdict)

    assert (kept.status_code, kept.content) == (204, b"")
    assert forgotten.json() == {"questions": 1}
    problem(late, 404)
    assert await web.rows("questions") == await web.rows("conversations") == []


async def test_over_the_limit_it_says_when_to_come_again(web: Served) -> None:
    async with web.client("192.0.2.8") as client:
        responses = [
            await client.post("/api/v1/ask", json={"question": "kontakt", "lang": "pl"})
            for _ in range(16)
        ]

    assert [response.status_code for response in responses[:15]] == [200] * 15
    said = problem(responses[-1], 429)
    seconds = responses[-1].headers["retry-after"]
    assert f"zaczekać {seconds} sekun" in said["detail"]


async def test_during_a_pause_it_says_what_staff_say(
    web: Served, client: httpx.AsyncClient
) -> None:
    web.talk.follow_pause("Back at noon.")
    response = await client.post("/api/v1/ask", json={"question": "kontakt"})

    assert "Back at noon." in problem(response, 503)["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n "}, "question"),
        ({"question": "x" * 1001}, "question"),
        ({"question": 7}, "question"),
        ({"question": "a", "lang": "de"}, "lang"),
        ({"question": "a", "conversation": "mine"}, "conversation"),
        ({"question": "a", "langauge": "en"}, "langauge"),
        ([], "body"),
    ],
)
async def test_a_bad_question_is_named(
    client: httpx.AsyncClient, body: object, field: str
) -> None:
    said = problem(await client.post("/api/v1/ask", json=body), 422)

    assert said["detail"].startswith(f"{field}: ")
    assert [error["field"] for error in said["errors"]] == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 10_000, b'{"question": NaN}'])
async def test_what_is_no_json_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = await client.post("/api/v1/ask", content=body, headers=headers)

    assert problem(response, response.status_code)["status"] in (400, 422)


async def test_half_a_letter_is_refused(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    body = rb'{"question": "kontakt \ud83d"}'

    problem(await client.post("/api/v1/ask", content=body, headers=headers), 400)


async def test_another_type_than_json_is_refused(client: httpx.AsyncClient) -> None:
    body = json.dumps({"question": "kontakt"})
    headers = {"Content-Type": "text/plain"}
    response = await client.post("/api/v1/ask", content=body, headers=headers)

    assert "Content-Type: application/json" in problem(response, 422)["detail"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/LD+JSON"])
async def test_what_is_called_json_is_read(client: httpx.AsyncClient, kind: str) -> None:
    body = json.dumps({"question": "kontakt"})
    response = await client.post("/api/v1/ask", content=body, headers={"Content-Type": kind})

    assert response.status_code == 200


async def test_a_long_body_is_refused(client: httpx.AsyncClient) -> None:
    body = {"question": "x" * (LONGEST_BODY + 1)}

    problem(await client.post("/api/v1/ask", json=body), 413)


@pytest.mark.parametrize("path", ["/nowhere", "/clusters/nowhere", "/clusters/..%2f"])
async def test_what_is_not_there_is_said(client: httpx.AsyncClient, path: str) -> None:
    problem(await client.get(f"/api/v1{path}"), 404)


async def test_another_method_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.delete("/api/v1/ask")

    problem(response, 405)
    assert response.headers["allow"] == "POST"


async def test_a_mistake_of_ours_is_not_shown_and_counted(
    web: Served,
    client: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    private = "Balthazar"

    def fail(*_: object) -> None:
        raise ValueError(private)

    monkeypatch.setattr(web.talk, "ask", fail)
    response = await client.post("/api/v1/ask", json={"question": private})

    problem(response, 500)
    assert private not in response.text + caplog.text
    assert "ValueError" in caplog.text
    assert b"bot_errors_total 1.0" in web.metrics.text()


async def test_the_clusters_are_listed_and_filtered(client: httpx.AsyncClient) -> None:
    everything = (await client.get("/api/v1/clusters")).json()
    some = (await client.get("/api/v1/clusters?sector=ict&founded_to=2007")).json()
    big = (await client.get("/api/v1/clusters?members_from=100")).json()
    key = (await client.get("/api/v1/clusters?status=key-cluster")).json()

    assert everything["total"] == len(everything["clusters"]) == 22
    assert [one["id"] for one in some["clusters"]] == ["wschodni-klaster-ict"]
    assert all(one["members"] >= 100 for one in big["clusters"])
    assert big["total"] > 0
    assert all("key-cluster" in one["status"] for one in key["clusters"])
    assert key["total"] > 0


async def test_the_pages_of_the_list_follow_each_other(client: httpx.AsyncClient) -> None:
    seen, address = [], "/api/v1/clusters?per_page=9&founded_from=1990"
    while address:
        part = (await client.get(address)).json()
        seen += [one["id"] for one in part["clusters"]]
        address = part["next"]

    assert len(seen) == len(set(seen)) == part["total"] == 19


async def test_the_clusters_come_as_csv(client: httpx.AsyncClient) -> None:
    file = await client.get("/api/v1/clusters.csv?sector=ict")
    asked_for = await client.get("/api/v1/clusters?sector=ict", headers={"Accept": "text/csv"})

    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.text.removeprefix("\ufeff") == asked_for.text
    rows = list(csv.DictReader(io.StringIO(asked_for.text)))
    assert [row["id"] for row in rows] == ["wschodni-klaster-ict", "klaster-teleinformatyczny"]
    assert rows[0]["name_pl"] == "Wschodni Klaster ICT"


async def test_an_unknown_sector_or_filter_is_named(client: httpx.AsyncClient) -> None:
    sector = problem(await client.get("/api/v1/clusters?sector=cheese"), 422)
    filter_ = problem(await client.get("/api/v1/clusters?colour=red"), 422)

    assert "there are hospitality, ict" in sector["detail"]
    assert filter_["detail"].startswith("colour: ")


async def test_a_cluster_is_shown_with_facts_and_their_sources(client: httpx.AsyncClient) -> None:
    cluster = (await client.get("/api/v1/clusters/lotniczy")).json()
    named = {
        source
        for section in cluster["topics"].values()
        for fact in section["facts"]
        for source in fact["sources"]
    }

    assert cluster["name"]["en"] == "Lublin Cluster of Advanced Aviation Technologies"
    assert (cluster["founded"], cluster["members"]) == (2015, 25)
    assert named <= {source["id"] for source in cluster["sources"]}


@pytest.mark.parametrize(
    "path", ["/clusters", "/clusters.csv", "/clusters/esta", "/topics", "/sources"]
)
async def test_the_same_knowledge_is_not_sent_twice(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(f"/api/v1{path}")
    etag = first.headers["etag"]
    again = await client.get(f"/api/v1{path}", headers={"If-None-Match": f'"x", W/{etag}'})
    other = await client.get(f"/api/v1{path}", headers={"If-None-Match": '"other"'})

    assert first.status_code == other.status_code == 200
    assert VERSION in etag
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)


async def test_only_named_origins_are_let_in(client: httpx.AsyncClient) -> None:
    wish = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    allowed = await client.options("/api/v1/ask", headers={"Origin": ORIGIN, **wish})
    refused = await client.options(
        "/api/v1/ask", headers={"Origin": "https://evil.example", **wish}
    )
    answered = await client.get("/api/v1/topics", headers={"Origin": ORIGIN})
    failed = await client.get("/api/v1/nowhere", headers={"Origin": ORIGIN})
    page = await client.get("/", headers={"Origin": ORIGIN})

    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers
    for response in (answered, failed):
        assert response.headers["access-control-allow-origin"] == ORIGIN
        assert "access-control-allow-credentials" not in response.headers
    assert "access-control-allow-origin" not in page.headers


async def test_without_the_setting_no_origin_is_let_in(
    assistant: Assistant, tmp_path: Path
) -> None:
    async with served(assistant, tmp_path) as web, web.client() as client:
        answered = await client.get("/api/v1/topics", headers={"Origin": ORIGIN})

    assert "access-control-allow-origin" not in answered.headers


async def test_an_address_behind_a_trusted_proxy_counts_for_itself(web: Served) -> None:
    async def statuses(address: str, forwarded: str) -> set[int]:
        async with httpx.AsyncClient(base_url=address) as client:
            headers = {"X-Forwarded-For": forwarded}
            body = {"question": "kontakt"}
            return {
                (await client.post("/api/v1/ask", json=body, headers=headers)).status_code
                for _ in range(10)
            }

    async with web.listening(trusted_proxies=["127.0.0.1"]) as address:
        behind = [await statuses(address, f"192.0.2.{n}") for n in range(50, 53)]
    async with web.listening() as address:
        pretending = [await statuses(address, f"192.0.2.{n}") for n in range(60, 63)]

    assert behind == [{200}] * 3
    assert 429 in pretending[-1]
