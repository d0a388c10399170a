"""The chat in a real browser: by mouse and by keyboard, with JavaScript and without."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.web.browsing import PHONE, Visit, visiting
from tests.web.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")

TALKS = {
    "pl": (
        ("kto prowadzi klaster fotoniki?", "Klaster Fotoniki i Światłowodów – Kto prowadzi"),
        ("a jak dołączyć?", "Klaster Fotoniki i Światłowodów – Jak dołączyć"),
    ),
    "en": (
        ("who runs the photonics cluster?", "Photonics and Fiber Optics Cluster – Who runs it"),
        ("and how do I join?", "Photonics and Fiber Optics Cluster – How to join"),
    ),
}
STATES = {
    "welcome": "/",
    "card": "/c/lubelska-medycyna/contact?lang=pl",
    "list": "/?q=lista+klastrów&lang=pl",
    "comparison": "/?q=compare+the+aviation+and+biotech+clusters&lang=en",
    "not found": "/?q=what+will+the+weather+be&lang=en",
    "clusters": "/clusters?lang=pl",
    "privacy": "/privacy?lang=en",
    "missing": "/c/lotnczy",
}


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, address: str) -> AsyncIterator[Visit]:
    """A visitor with JavaScript, who sees no error and loads nothing from elsewhere."""
    async with visiting(browser, address) as visit:
        yield visit
        assert visit.complaints == []
        assert visit.strangers == []


async def focused(page: Page) -> str:
    """What has the focus, by its id, name or text."""
    text: str = await page.evaluate(
        "() => { const e = document.activeElement; return e.id || e.name || e.textContent; }"
    )
    return text


async def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press the key until the focus is there."""
    for _ in range(60):
        if await page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


@pytest.mark.parametrize("language", TALKS)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
async def test_a_conversation_by_mouse(
    browser: Browser, address: str, language: str, javascript: bool
) -> None:
    async with visiting(browser, address, language=language, javascript=javascript) as visit:
        await visit.open("/")
        example = visit.page.locator(".examples").first.locator("button").nth(2)
        asked = await example.text_content()
        await example.click()
        await expect(visit.page.locator(".question").last).to_contain_text(asked or "")
        for number, (question, title) in enumerate(TALKS[language], start=2):
            await visit.field.fill(question)
            await visit.page.locator("#ask button.main").click()
            await visit.answered(number, title)
        await visit.cards.last.locator(".follow-ups button").first.click()
        await expect(visit.cards).to_have_count(4)

        assert visit.complaints == []
        assert visit.strangers == []


@pytest.mark.parametrize("language", TALKS)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
async def test_a_conversation_by_keyboard_alone(
    browser: Browser, address: str, language: str, javascript: bool
) -> None:
    async with visiting(browser, address, language=language, javascript=javascript) as visit:
        page = visit.page
        await visit.open("/")
        await page.keyboard.press("Tab")
        assert await focused(page) in ("Przejdź do treści", "Skip to content")
        await page.keyboard.press("Enter")
        await tab_to(page, "#question")
        for number, (question, title) in enumerate(TALKS[language], start=1):
            await tab_to(page, "#question")
            await page.keyboard.type(question)
            await page.keyboard.press("Enter")
            await visit.answered(number, title)
        await tab_to(page, "#newest summary")
        await page.keyboard.press("Enter")
        await expect(page.locator("#newest details")).to_have_attribute("open", "")
        await tab_to(page, "#newest .follow-ups button")
        await page.keyboard.press("Enter")
        await expect(visit.cards).to_have_count(3)

        assert visit.complaints == []


async def test_the_page_is_not_loaded_anew_and_the_answer_is_announced(visit: Visit) -> None:
    await visit.open("/?lang=en")
    await visit.page.evaluate("window.isTheSame = true")

    await visit.ask("how many members does lubelska medycyna have?")

    await visit.answered(1, "Lublin Medicine – Medical & Wellness Cluster – Members")
    status = visit.page.get_by_role("status")
    await expect(status).to_contain_text("Answer: Lublin Medicine")
    await expect(status).to_contain_text("over 160 members")
    assert await visit.page.evaluate("window.isTheSame")
    assert await focused(visit.page) == "question"
    await expect(visit.field).to_have_value("")


async def test_the_focus_follows_to_the_card_that_a_button_opens(visit: Visit) -> None:
    await visit.open("/c/lotniczy?lang=en")
    await visit.page.locator(".follow-ups button").first.click()

    await expect(visit.cards).to_have_count(2)
    assert await focused(visit.page) == await visit.cards.last.locator("h2").text_content()


async def test_a_cluster_in_a_list_opens_within_the_conversation(visit: Visit) -> None:
    await visit.open("/?lang=pl")
    await visit.ask("lista klastrów")
    await visit.answered(1, "Lista klastrów")

    await visit.cards.last.get_by_role("link", name="Klaster Designu, Innowacji i Mody").click()

    await visit.answered(2, "Klaster Designu, Innowacji i Mody")
    await visit.ask("a kontakt?")
    await visit.answered(3, "Klaster Designu, Innowacji i Mody – Kontakt")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
async def test_a_reload_keeps_the_conversation(
    browser: Browser, address: str, javascript: bool
) -> None:
    (first, title), (second, followed) = TALKS["en"]
    async with visiting(browser, address, language="en", javascript=javascript) as visit:
        await visit.open("/")
        await visit.ask(first)
        await visit.answered(1, title)

        await visit.page.reload()

        await expect(visit.cards.first.locator("h2")).to_have_text(title)
        cards = await visit.cards.count()
        await visit.ask(second)
        await visit.answered(cards + 1, followed)


async def test_a_link_to_a_card_adds_it_once_to_the_conversation(visit: Visit) -> None:
    await visit.open("/?lang=en")
    await visit.ask("who runs the photonics cluster?")
    await visit.answered(1, TALKS["en"][0][1])
    for _ in range(2):
        await visit.open("/c/lotniczy?lang=en")
        await visit.answered(2, "Lublin Cluster of Advanced Aviation Technologies")

    await visit.ask("and how do I join?")
    await visit.answered(3, "Lublin Cluster of Advanced Aviation Technologies – How to join")
    await visit.ask("and photonics?")
    await visit.answered(4, TALKS["en"][1][1])


async def test_feedback_takes_two_presses_and_stays(visit: Visit, site: Served) -> None:
    await visit.open("/?lang=en")
    await visit.ask("what does the wood cluster do?")
    feedback = visit.cards.last.locator(".feedback")
    await feedback.get_by_role("button", name="No").click()
    await expect(feedback).to_contain_text("What was wrong?")
    await feedback.get_by_role("button", name="Hard to understand").click()
    await expect(feedback).to_contain_text("Thank you for your feedback.")
    assert (await site.rows("feedback"))[-1]["reason"] == "unclear"

    await visit.page.reload()

    await expect(feedback).to_contain_text("Thank you for your feedback.")


async def test_being_offline_is_said_and_the_question_stays(
    browser: Browser, address: str
) -> None:
    question, title = TALKS["en"][0]
    async with visiting(browser, address, language="en") as visit:
        await visit.open("/")
        await visit.page.context.set_offline(True)
        await visit.ask(question)
        await expect(visit.page.get_by_role("alert")).to_contain_text("no internet connection")
        await expect(visit.field).to_have_value(question)

        await visit.page.context.set_offline(False)
        await visit.field.press("Enter")

        await visit.answered(1, title)
        await expect(visit.page.get_by_role("alert")).to_be_empty()


async def test_trouble_of_ours_is_said_and_the_question_stays(
    browser: Browser, address: str, site: Served
) -> None:
    async with visiting(browser, address, language="en") as visit:
        await visit.open("/")
        await visit.page.route("**/turn", lambda route: route.fulfill(status=502, body=""))
        await visit.ask("list of clusters")
        await expect(visit.page.get_by_role("alert")).to_contain_text("No answer could be fetched")
        await visit.page.unroute("**/turn")

        site.talk.follow_pause("back at noon")
        try:
            await visit.field.press("Enter")
            await expect(visit.page.get_by_role("alert")).to_contain_text("back at noon")
        finally:
            site.talk.follow_pause(None)
        await expect(visit.field).to_have_value("list of clusters")
        await expect(visit.cards).to_have_count(0)


@pytest.mark.parametrize("on", ["the chat", "the privacy page"])
async def test_a_conversation_is_deleted_here_and_there(
    visit: Visit, site: Served, on: str
) -> None:
    await visit.open("/?lang=en")
    await visit.ask(f"what was deleted on {on}?")
    await expect(visit.cards).to_have_count(1)
    await visit.open(f"/?lang=en&q=really+on+{on.replace(' ', '+')}?")
    await expect(visit.cards).to_have_count(2)
    assert on in str(await site.rows("questions"))
    if on == "the privacy page":
        await visit.open("/privacy?lang=en")

    await visit.page.get_by_role("button", name="Delete this conversation").click()

    await expect(visit.page.get_by_role("heading", name="Deleted")).to_be_visible()
    assert on not in str(await site.rows("questions"))
    await visit.page.get_by_role("link", name="Start anew").click()
    await expect(visit.page.locator(".examples").first).to_be_visible()
    await expect(visit.cards).to_have_count(0)


async def test_html_in_a_question_stays_text_in_the_browser(visit: Visit) -> None:
    hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202eabc'
    await visit.open("/?lang=en")

    await visit.ask(hostile)

    await expect(visit.cards).to_have_count(1)
    await expect(visit.page.locator(".question")).to_contain_text(hostile)
    await visit.page.reload()
    await expect(visit.page.locator(".question")).to_contain_text(hostile)
    assert await visit.page.title() == "Ask about the clusters of Lublin"


@pytest.mark.parametrize("state", STATES)
async def test_nothing_is_wider_than_a_phone_or_a_page_at_four_times_its_size(
    browser: Browser, address: str, state: str
) -> None:
    async with visiting(browser, address, size=PHONE) as visit:
        await visit.open(STATES[state])
        for width, height in (PHONE, (640, 400), (320, 256)):
            await visit.page.set_viewport_size({"width": width, "height": height})
            assert await visit.page.evaluate("document.documentElement.scrollWidth") <= width


async def test_the_question_field_never_covers_what_has_the_focus(
    browser: Browser, address: str
) -> None:
    async with visiting(browser, address, size=PHONE) as visit:
        await visit.open("/c/zespol-ds-klastrow/contact?lang=pl")
        links = await visit.cards.last.locator("a, button, summary").count()
        for _ in range(links):
            await visit.page.keyboard.press("Tab")
            is_covered = await visit.page.evaluate(
                """() => {
                    const focused = document.activeElement, form = document.getElementById("ask");
                    return !form.contains(focused) && focused.getBoundingClientRect().bottom
                        > form.getBoundingClientRect().top
                        && form.getBoundingClientRect().bottom
                        > focused.getBoundingClientRect().top;
                }"""
            )
            assert not is_covered, await focused(visit.page)
