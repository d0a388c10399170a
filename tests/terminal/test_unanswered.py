"""`python -m bot unanswered`: for people, for programs, and where nothing was asked."""

import asyncio
import json
import time
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.store.database import create_database
from bot.store.migrating import migrate
from bot.store.tables import questions
from tests.program import Program

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database in which beekeepers were asked for twice this week and something long ago."""
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    now = time.time_ns() // 1_000_000
    texts = {
        "where can I find the beekeepers cluster": now,
        "where to find a beekeeper's cluster": now,
        "kryptowaluty": now - 20 * DAY,
    }
    rows = [
        {
            "person": None,
            "channel": "web",
            "asked_at": at,
            "text": text,
            "language": "en",
            "outcome": "not_found",
            "entity": None,
            "topic": "none",
            "knowledge_version": "v",
            "milliseconds": 1.0,
        }
        for text, at in texts.items()
    ]

    async def fill() -> None:
        engine = create_database(url)
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.execute(insert(questions), rows)
        await engine.dispose()

    asyncio.run(fill())
    return url


def test_it_lists_groups_with_lines_to_put_into_files(database: str, program: Program) -> None:
    done = program("unanswered", "--days", "7", DATABASE_URL=database)

    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("2 × where ")
    assert "en 2 · bez odpowiedzi 2 · " in lines[1]
    at = lines.index("    examples/none.yaml ▸ en")
    assert lines[at + 1].startswith("      - 'where ")
    assert "kryptowaluty" not in done.stdout


def test_it_lists_them_for_programs(database: str, program: Program) -> None:
    done = program("unanswered", "--json", DATABASE_URL=database)

    found = json.loads(done.stdout)
    assert [group["count"] for group in found] == [2, 1]
    assert found[0]["languages"] == {"en": 2}
    assert {"kind", "file", "path", "item", "line", "target"} == set(found[0]["suggestions"][0])


def test_it_says_that_there_are_none(tmp_path: Path, program: Program) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"

    assert program("unanswered", DATABASE_URL=url).stdout == (
        "Nie ma pytań bez dobrej odpowiedzi.\n"
    )
    assert program("unanswered", "--lang", "en", DATABASE_URL=url).stdout == (
        "There are no questions without a good answer.\n"
    )
