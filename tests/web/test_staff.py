"""The console over HTTP: who comes in, who does not, and what it says."""

import csv
import io
import re
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.app import KEPT
from bot.assistant import Assistant
from bot.store import attempts
from handlers.web.staff.passwords import Password
from knowledge.loader import PACKAGED
from tests.web.reading import read
from tests.web.served import Served, served
from tests.web.staffed import FORMULA, HASH, IN_VAIN, PASSWORD, console_on, log_in, staff, token

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = (
    *("/staff/unanswered", "/staff/freshness", "/staff/completeness", "/staff/findings"),
    *("/staff/cards", "/staff/tryout", "/staff/versions", "/staff/usage"),
    *("/staff/unanswered.csv", "/staff/usage.csv", "/staff/attempts/any"),
)
FORMS = ("/staff/logout", "/staff/unanswered/mark", "/staff/attempts")


@pytest_asyncio.fixture(loop_scope="session")
async def member(office: Served) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is logged in, each from an address of their own."""
    async with staff(office, f"192.0.2.{next(_addresses)}") as client:
        yield client


_addresses = iter(range(10, 250))


async def sent(client: httpx.AsyncClient, path: str, **form: object) -> httpx.Response:
    """A form of the console."""
    return await client.post(path, data={"csrf": await token(client), **form})


async def test_without_a_password_the_console_is_off_and_says_how_to_switch_it_on(
    assistant: Assistant, tmp_path: Path
) -> None:
    async with served(assistant, tmp_path) as site, site.client() as client:
        page = await client.get("/staff?lang=en")

        assert "STAFF_PASSWORD" in page.text
        assert [(await client.get(path)).status_code for path in PAGES] == [404] * len(PAGES)
        assert {(await client.post(path)).status_code for path in FORMS} == {404}


async def test_nobody_comes_in_without_the_password(office: Served) -> None:
    async with office.client() as client:
        for path in PAGES:
            answer = await client.get(path)
            assert (answer.status_code, answer.headers["location"][:6]) == (303, "/staff"), path
        wrong = await log_in(client, PASSWORD + "!")

        assert wrong.status_code == 403
        assert "That is not the password." in wrong.text
        assert (await client.get("/staff/usage")).status_code == 303


async def test_a_session_is_kept_by_the_browser_alone_and_by_no_page(office: Served) -> None:
    async with office.client("192.0.2.3") as client:
        answer = await log_in(client)
        [cookie] = SimpleCookie(answer.headers["set-cookie"]).values()

        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
            True,
            "strict",
            "/staff",
        )
        assert not cookie["secure"]
        page = await client.get("/staff")
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert read(page.text).one("meta", name="robots").attributes["content"] == "noindex"


async def test_over_https_the_session_goes_over_https_only(office: Served) -> None:
    transport = httpx.ASGITransport(office.application, client=("192.0.2.4", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.test") as client:
        answer = await log_in(client)

        assert "; Secure" in answer.headers["set-cookie"]


async def test_who_logs_out_is_out(office: Served) -> None:
    async with staff(office, "192.0.2.5") as client:
        await sent(client, "/staff/logout")

        assert (await client.get("/staff/usage")).status_code == 303


async def test_a_session_ends(assistant: Assistant, tmp_path: Path) -> None:
    console = console_on(PACKAGED, KEPT, life=-1)
    async with served(assistant, tmp_path, console=console) as site, site.client() as client:
        assert (await log_in(client)).status_code == 403  # even that of the login form


async def test_sessions_hold_for_another_process_and_end_with_the_password(
    assistant: Assistant, office: Served, tmp_path: Path
) -> None:
    async with staff(office, "192.0.2.6") as client:
        cookies = client.cookies
    for number, (password, status) in enumerate(((HASH, 200), ("another password", 303))):
        folder = tmp_path / str(number)
        folder.mkdir()
        console = console_on(PACKAGED, KEPT, password=password)
        async with served(assistant, folder, console=console) as site, site.client() as other:
            other.cookies = cookies
            assert (await other.get("/staff/usage")).status_code == status


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("csrf", ["", "made-up"])
async def test_a_form_of_another_page_is_refused(
    member: httpx.AsyncClient, path: str, csrf: str
) -> None:
    answer = await member.post(path, data={"csrf": csrf, "kind": "later", "gist": "0" * 16})

    assert answer.status_code == 403


async def test_the_login_takes_no_form_of_another_page(office: Served) -> None:
    async with office.client() as client:
        answer = await client.post("/staff/login", data={"csrf": "x", "password": PASSWORD})

        assert answer.status_code == 403
        assert "staff" not in client.cookies


async def test_a_password_cannot_be_tried_for_long(office: Served) -> None:
    async with office.client("198.51.100.1") as client, office.client("198.51.100.2") as other:
        tries = [await log_in(client, "not the password") for _ in range(6)]
        refused = await log_in(client)

        assert {answer.status_code for answer in tries} == {403}
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert (await log_in(other)).status_code == 303


@pytest.mark.parametrize("told", [PASSWORD, HASH], ids=["plain", "hash"])
async def test_a_password_is_told_as_it_is_or_as_its_hash(told: str) -> None:
    password = Password(told)

    assert [password.fits(guess) for guess in (PASSWORD, "x", "", told[:-1])] == [
        True,
        False,
        False,
        False,
    ]


async def test_what_was_asked_in_vain_is_listed_and_can_be_put_off(
    member: httpx.AsyncClient, office: Served
) -> None:
    before = read((await member.get("/staff/unanswered?lang=en")).text)
    [group] = [one for one in before.all("section") if IN_VAIN in one.text]
    gist = group.all("input", name="gist")[0].attributes["value"]

    assert "2 times" in group.text
    answer = await sent(member, "/staff/unanswered/mark", kind="not_ours", gist=gist, size=2)
    assert answer.status_code == 303
    after = await member.get("/staff/unanswered?lang=en")
    assert IN_VAIN not in after.text
    newest = (await office.rows("staff_actions"))[-1]
    assert (newest["action"], newest["detail"], newest["staff"]) == ("not_ours", gist, None)


async def test_a_spreadsheet_takes_no_question_for_a_formula(member: httpx.AsyncClient) -> None:
    answer = await member.get("/staff/unanswered.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["question"] for row in rows if "HYPERLINK" in row["question"]] == [f"'{FORMULA}"]


async def test_the_usage_is_told_in_numbers_and_as_a_file(member: httpx.AsyncClient) -> None:
    page = read((await member.get("/staff/usage?lang=en&days=7")).text)
    answer = await member.get("/staff/usage.csv?days=7")

    assert "5 questions were asked." in page.text
    tables = [table.text for table in page.all("table")]
    assert any("Photonics and Fiber Optics Cluster1" in text for text in tables)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(row["questions"]) for row in rows) == 5


async def test_who_would_know_can_be_written_to(member: httpx.AsyncClient) -> None:
    page = read((await member.get("/staff/freshness?lang=en")).text)

    letters = [a for a in page.all("a") if a.attributes["href"].startswith("mailto:")]
    assert letters
    assert max(len(letter.attributes["href"]) for letter in letters) <= 2_000
    assert re.fullmatch(
        r"mailto:[^?\s]+@[^?\s]+\?subject=\S+&body=\S+", letters[0].attributes["href"]
    )


async def test_every_card_can_be_seen_in_both_languages(member: httpx.AsyncClient) -> None:
    page = read((await member.get("/staff/cards?entity=lotniczy&topic=contact")).text)

    titles = [card.one("h2").text for card in page.all("div", "card")]
    assert [title.rpartition(" – ")[2] for title in titles] == ["Kontakt", "Contact"]
    spoken = page.all("div", "spoken")
    assert [one.attributes["lang"] for one in spoken] == ["pl", "en"]
    assert all(title in one.text for title, one in zip(titles, spoken, strict=True))


@pytest.mark.parametrize("query", ["entity=nobody", "topic=nothing", "entity=lotniczy&topic=x"])
async def test_a_card_that_is_not_there_breaks_no_page(
    member: httpx.AsyncClient, query: str
) -> None:
    assert (await member.get(f"/staff/cards?{query}")).status_code == 200


async def test_a_question_can_be_tried_with_the_reasons_and_is_not_stored(
    member: httpx.AsyncClient, office: Served
) -> None:
    before = await office.rows("questions")
    page = read((await member.get("/staff/tryout?lang=en&q=telefon+do+fotoniki")).text)

    assert "fotonika-i-swiatlowody" in page.text
    assert "the words “telefon”" in page.text
    assert await office.rows("questions") == before


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "alias", "entity": "../sources"},
        {"kind": "alias", "entity": ""},
        {"kind": "example", "topic": "../clusters/lotniczy"},
        {"kind": "anything"},
        {"kind": "outside", "item": "two\nlines"},
        {"kind": "outside", "item": "   "},
        {"kind": "outside", "item": "x" * 201},
    ],
)
async def test_a_line_goes_nowhere_but_where_the_knowledge_has_a_place(
    member: httpx.AsyncClient, office: Served, form: dict[str, str]
) -> None:
    before = await office.rows("attempts")
    filled = {"language": "pl", "item": "słowo", "gist": "0" * 16, "size": 1, **form}

    answer = await sent(member, "/staff/attempts", **filled)

    assert answer.status_code == 422
    assert before == await office.rows("attempts")


async def test_an_attempt_that_nobody_made_is_not_found(member: httpx.AsyncClient) -> None:
    assert (await member.get("/staff/attempts/made-up")).status_code == 404


async def test_what_has_gone_wrong_with_an_attempt_is_told(
    member: httpx.AsyncClient, office: Served
) -> None:
    told = {"file": "clusters/esta.yaml", "line": "- 'x'", "question": "x"}
    await attempts.begin(office.engine, "gone-wrong", told)
    await attempts.end(office.engine, "gone-wrong", "failed", {"reason": "layout"})

    page = await member.get("/staff/attempts/gone-wrong?lang=en")

    assert "Nothing was changed." in page.text
    assert "Add it by hand." in page.text
