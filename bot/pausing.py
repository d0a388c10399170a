"""Pausing the program from another process: staff write a notice into the database."""

from pathlib import Path

from bot.settings import Settings
from bot.store import service
from bot.store.database import create_database, default_url, explaining
from bot.store.migrating import migrate

LONGEST_NOTICE = 1000


async def set_notice(settings: Settings, kept: Path, notice: str | None) -> None:
    """Have every process on the database answer with `notice` only; None ends the pause.

    Raises:
        StoreError: when the database cannot be used.
    """
    chosen = settings.database_url
    engine = create_database(chosen.get_secret_value() if chosen else default_url(kept))
    try:
        await migrate(engine)  # the pause may be there before the first start
        with explaining(engine.url):
            if notice is None:
                await service.resume(engine)
            else:
                await service.pause(engine, notice)
    finally:
        await engine.dispose()
