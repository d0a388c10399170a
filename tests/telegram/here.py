"""The running program in this process, on the assistant of the tests: starting it costs little."""

import asyncio
import contextlib
from datetime import date
from pathlib import Path
from typing import Any, Self

from bot.assistant import Assistant
from bot.live import Live
from bot.serving import Program
from bot.settings import Settings
from tests.telegram.emulator import TOKEN


class BotHere:
    """Use `start` and `stop`; what it keeps is at `database`, also when it starts again."""

    def __init__(self, program: Program) -> None:
        self._task = asyncio.create_task(program.run())

    @classmethod
    def start(
        cls, assistant: Assistant, url: str, database: str, folder: Path, *staff: int
    ) -> Self:
        """Start it on the Bot API at `url`."""
        chosen: dict[str, Any] = {
            "telegram_token": TOKEN,
            "telegram_api_url": url,
            "database_url": database,
            "host": "127.0.0.1",
            "port": "0",
            "staff_ids": ",".join(map(str, staff)),
        }
        settings = Settings(_env_file=None, **chosen)
        today = date.today  # as of a process of its own
        program = Program(Live(assistant), settings, folder, today, lambda _: None)
        return cls(program)

    async def stop(self) -> None:
        """End it; an error of the program is one of the test."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
