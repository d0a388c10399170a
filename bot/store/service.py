"""What the service knows of itself: the key of its pseudonyms, and whether it is paused."""

import base64
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.tables import service

_KEY, _PAUSE = "privacy_key", "pause"
_KEY_BYTES = 32
_INSERT: dict[str, Callable[..., Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


async def key(engine: AsyncEngine) -> bytes:
    """The key of this database's pseudonyms, made when it is first asked for.

    Processes that start together get the same one: only the first can put it there.
    """
    fresh = base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode("ascii")
    statement = _INSERT[engine.dialect.name](service)
    async with engine.begin() as connection:
        await connection.execute(
            statement.values(name=_KEY, value=fresh, changed_at=_now()).on_conflict_do_nothing()
        )
        kept = await _value(connection, _KEY)
    assert kept is not None  # put there by us or by another process
    return base64.urlsafe_b64decode(kept)


async def pause(engine: AsyncEngine, message: str) -> None:
    """Have every process answer with `message` only, until `resume`."""
    statement = _INSERT[engine.dialect.name](service)
    values = {"value": message, "changed_at": _now()}
    async with engine.begin() as connection:
        await connection.execute(
            statement.values(name=_PAUSE, **values).on_conflict_do_update(
                index_elements=[service.c.name], set_=values
            )
        )


async def resume(engine: AsyncEngine) -> None:
    """Have every process answer questions again."""
    async with engine.begin() as connection:
        await connection.execute(delete(service).where(service.c.name == _PAUSE))


async def paused(engine: AsyncEngine) -> str | None:
    """The notice that is answered with while the service is paused, or None.

    An engine for reading will do, and waits for no writer.
    """
    async with engine.connect() as connection:
        return await _value(connection, _PAUSE)


async def _value(connection: AsyncConnection, name: str) -> str | None:
    value: str | None = await connection.scalar(
        select(service.c.value).where(service.c.name == name)
    )
    return value


def _now() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
