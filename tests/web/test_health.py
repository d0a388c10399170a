"""Health and metrics of a running program, and what it says when it cannot listen."""

import json
import re
import socket
from pathlib import Path

from bot.metrics import Metrics
from tests.databases import PostgresServer
from tests.documents import text_of
from tests.telegram.emulator import TOKEN, BotApi
from tests.telegram.people import Person
from tests.telegram.running import RunningBot
from tests.web.asking import address_of, get, get_until

QUESTION = "kontakt do fotoniki"


async def test_it_is_alive_and_ready_and_counts(tmp_path: Path) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path)
        address = await address_of(running)
        alive = await get(f"{address}/healthz")
        ready = await get_until(f"{address}/readyz", 200)
        await Person(api).say(QUESTION)
        # The question is counted once Telegram has taken the answer, a moment after it is heard.
        metrics = await get_until(f"{address}/metrics", 200, "bot_questions_total{")
        missing, _ = await get(f"{address}/nowhere")
        code = await running.stop()

    assert code == 0
    assert alive[0] == 200
    assert json.loads(alive[1])["status"] == "alive"
    assert json.loads(ready) == {
        "status": "ready",
        "knowledge": "loaded",
        "database": "answers",
        "telegram": "reached",
    }
    assert 'bot_questions_total{language="pl",outcome="found"} 1.0' in metrics
    assert "bot_paused 0.0" in metrics
    assert set(families(metrics)) == documented()
    assert missing == 404


async def test_it_is_not_ready_while_telegram_is_away(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    running = await RunningBot.start(f"http://127.0.0.1:{unused_tcp_port}", tmp_path)
    address = await address_of(running)
    await running.wrote("Telegram cannot be reached")
    status, body = await get(f"{address}/readyz")
    alive, _ = await get(f"{address}/healthz")
    async with BotApi(port=unused_tcp_port):
        await get_until(f"{address}/readyz", 200)
        code = await running.stop()

    assert (status, alive, code) == (503, 200, 0)
    said = json.loads(body)
    assert said["status"] == "not ready"
    assert re.fullmatch(r"not reached for \d+ s", said["telegram"])
    assert TOKEN.split(":")[1] not in body


async def test_it_is_not_ready_while_the_database_is_away(
    tmp_path: Path, postgres: PostgresServer, postgres_url: str
) -> None:
    async with BotApi() as api:
        running = await RunningBot.start(api.url, tmp_path, DATABASE_URL=postgres_url)
        address = await address_of(running)
        await get_until(f"{address}/readyz", 200)
        postgres.stop()
        body = await get_until(f"{address}/readyz", 503)
        metrics, _ = await get(f"{address}/metrics")
        alive, _ = await get(f"{address}/healthz")
        postgres.start()
        await get_until(f"{address}/readyz", 200)
        code = await running.stop()

    assert (metrics, alive, code) == (200, 200, 0)
    assert f"The PostgreSQL server at 127.0.0.1:{postgres.port} " in json.loads(body)["database"]
    assert "sesame" not in body + running.output


async def test_a_port_in_use_is_named_in_one_sentence(tmp_path: Path) -> None:
    async with BotApi() as api:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            running = await RunningBot.start(api.url, tmp_path, PORT=str(port))
            code = await running.ended()

    assert code == 2
    last = running.output.splitlines()[-1]
    assert last.startswith(f"Cannot listen on 127.0.0.1:{port} (")
    assert last.endswith("stop the program that uses this port, or set another HOST and PORT.")
    assert "Traceback" not in running.output


def test_every_metric_is_documented_and_no_other() -> None:
    assert set(families(Metrics().text().decode())) == documented()


def families(metrics: str) -> list[str]:
    """Names as Prometheus shows them; the times of creation stand beside each of them."""
    names = re.findall(r"^# HELP (\S+)", metrics, re.MULTILINE)
    return [name for name in names if not name.endswith("_created")]


def documented() -> set[str]:
    return set(re.findall(r"^\| `(bot_\w+)", text_of("docs/operations.md"), re.MULTILINE))
