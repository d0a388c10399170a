"""`python -m bot run --workers 2`: several processes, one address, one database."""

import os
import signal
from pathlib import Path

import aiohttp

from tests.databases import PostgresServer
from tests.program import Program
from tests.telegram.running import RunningBot
from tests.web.asking import address_of, get_until


async def test_any_of_them_goes_on_with_a_conversation_and_they_end_together(
    tmp_path: Path, postgres: PostgresServer, postgres_url: str
) -> None:
    running = await RunningBot.start_by_command(
        "http://127.0.0.1:1", tmp_path, "", "--workers", "2", DATABASE_URL=postgres_url
    )
    address = await address_of(running)
    await get_until(f"{address}/readyz", 200)
    children = children_of(running.number)
    first = await _ask(address, {"question": "klaster lotniczy"})
    later = [
        await _ask(address, {"question": "a telefon?", "conversation": first["conversation"]})
        for _ in range(12)
    ]
    ended = await running.stop()

    assert len(children) == 2
    assert {answer["entity"] for answer in later} == {"lotniczy"}
    assert ended == 0
    assert running.output.count("/readyz") == 1
    assert "Traceback" not in running.output


async def test_when_one_is_killed_the_program_ends(
    tmp_path: Path, postgres: PostgresServer, postgres_url: str
) -> None:
    running = await RunningBot.start_by_command(
        "http://127.0.0.1:1", tmp_path, "", "--workers", "2", DATABASE_URL=postgres_url
    )
    await address_of(running)
    children = children_of(running.number)
    os.kill(children[1], signal.SIGKILL)

    assert await running.ended() == 1


def test_on_sqlite_they_are_refused_in_one_sentence(program: Program) -> None:
    done = program("run", "--workers", "2")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("--workers needs PostgreSQL")
    assert done.stderr.count("\n") == 1


def children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


async def _ask(address: str, body: dict[str, str]) -> dict[str, str]:
    """Over a connection of its own, so that any of the processes may take it."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/api/v1/ask", json=body) as response,
    ):
        assert response.status == 200
        answer: dict[str, str] = await response.json()
        return answer
