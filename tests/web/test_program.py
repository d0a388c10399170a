"""`python -m bot run` without Telegram: the web answers, is kept, and ends well."""

from pathlib import Path

import aiohttp

from tests.telegram.running import RunningBot
from tests.web.asking import address_of, get


async def test_without_a_token_the_web_answers_and_goes_on_after_a_restart(
    tmp_path: Path,
) -> None:
    url = "http://127.0.0.1:1"
    running = await RunningBot.start_by_command(url, tmp_path, token="")
    address = await address_of(running)
    page = await get(f"{address}/")
    ready = await get(f"{address}/readyz")
    first = await _ask(address, {"question": "klaster lotniczy"})
    ended = await running.stop()
    lines = running.output.splitlines()

    again = await RunningBot.start(url, tmp_path, token="")
    second = await _ask(
        await address_of(again),
        {"question": "a telefon?", "conversation": first["conversation"]},
    )
    await again.stop()

    assert "python -m bot chat" in lines[0]
    assert lines[1].startswith("Telegram is off: ")
    assert "TELEGRAM_TOKEN" in lines[1]
    assert f"The chat: {address}/" in lines
    assert page[0] == ready[0] == 200
    assert '"telegram":"off"' in ready[1]
    assert ended == 0
    assert (second["entity"], second["topic"]) == ("lotniczy", "contact")
    assert "Traceback" not in running.output + again.output
    assert "lotniczy" not in running.output


async def _ask(address: str, body: dict[str, str]) -> dict[str, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/api/v1/ask", json=body) as response,
    ):
        assert response.status == 200
        answer: dict[str, str] = await response.json()
        return answer
