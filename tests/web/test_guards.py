"""What guards every response: headers, limits of bodies, files that may be kept."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from bot.assistant import Assistant
from handlers.web import bodies
from handlers.web.application import WIDGET
from handlers.web.assets import Assets
from handlers.web.bodies import LimitedBody
from handlers.web.languages import preferred
from knowledge.model import Language
from tests.web.served import served


@pytest_asyncio.fixture
async def client(assistant: Assistant, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with served(assistant, tmp_path) as web, web.client() as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/nowhere", f"/{WIDGET}", "/static/nowhere.js"])
async def test_pages_allow_little_and_frame_nowhere(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))

    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/api/v1/topics", "/api/v1/nowhere"])
async def test_data_is_no_page(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers

    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_an_error_page_speaks_the_visitors_language(
    client: httpx.AsyncClient, assistant: Assistant, language: Language
) -> None:
    response = await client.get("/nowhere", headers={"Accept-Language": f"de, {language};q=0.5"})

    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.text
    assert assistant.texts.say("web.missing.line", language) in response.text


async def test_files_are_kept_for_good_and_the_widget_for_a_while(
    client: httpx.AsyncClient, assistant: Assistant
) -> None:
    address = Assets(assistant.texts).url(WIDGET)
    kept = await client.get(address)
    lasting = await client.get(f"/{WIDGET}", headers={"Accept-Encoding": "identity"})
    etag = {"If-None-Match": lasting.headers["etag"]}
    again = await client.get(f"/{WIDGET}", headers=etag)

    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["content-encoding"] == "gzip"
    assert kept.content == lasting.content
    assert "immutable" not in lasting.headers["cache-control"]
    assert lasting.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "__TEXTS__" not in lasting.text
    assert (again.status_code, again.content) == (304, b"")
    assert len(gzip.compress(lasting.content)) < 15_000


async def test_a_body_that_does_not_come_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "_SECONDS", 0.01)

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(_: Message) -> None: ...

    async def read(scope: Scope, receive: Receive, _: Send) -> None:
        await Request(scope, receive).body()

    with pytest.raises(HTTPException) as refused:
        await LimitedBody(read)({"type": "http", "method": "POST"}, receive, send)

    assert refused.value.status_code == 408


@given(st.text(st.characters(codec="latin-1")))
def test_any_wish_for_a_language_gets_one_of_ours(header: str) -> None:
    headers = [(b"accept-language", header.encode("latin-1"))]

    assert preferred(Request({"type": "http", "headers": headers})) in ("pl", "en")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en", "en"),
        ("en-GB,en;q=0.9,pl;q=0.8", "en"),
        ("de, pl;q=0.3, en;q=0.7", "en"),
        ("en;q=0, pl;q=0.1", "pl"),
        ("uk, ru;q=0.9", "pl"),
        ("", "pl"),
        ("en;q=nan", "pl"),
    ],
)
def test_the_language_of_a_browser(header: str, language: str) -> None:
    headers = [(b"accept-language", header.encode())]

    assert preferred(Request({"type": "http", "headers": headers})) == language
