"""`python -m bot run` with a Telegram token, as a process of its own."""

import asyncio
import signal
from pathlib import Path
from typing import Self

from tests.program import COMMAND, environment
from tests.telegram.emulator import TIMEOUT, TOKEN


class RunningBot:
    """The process and all that it has written so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.output = ""
        self._process = process
        self._wrote = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, url: str, folder: Path, token: str = TOKEN, *options: str, **settings: str
    ) -> Self:
        """Start it on the Bot API at `url`; its database is in `folder`."""
        database = f"sqlite:///{folder / 'bot.sqlite'}"
        chosen = {"DATABASE_URL": database, "PORT": "0", **settings}
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            "run",
            *options,
            cwd=folder,
            env=environment(TELEGRAM_TOKEN=token, TELEGRAM_API_URL=url, **chosen),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process)

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def wrote(self, text: str) -> None:
        """Wait until it has written this."""
        async with asyncio.timeout(TIMEOUT), self._wrote:
            await self._wrote.wait_for(lambda: text in self.output)

    async def stop(self) -> int:
        """Ask it to end as an operating system does; the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """End it as a lost power supply does."""
        self._process.kill()
        await self.ended()

    async def ended(self) -> int:
        """The exit code, once it has ended."""
        async with asyncio.timeout(TIMEOUT):
            await self._reading
            return await self._process.wait()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            async with self._wrote:
                self.output += line.decode()
                self._wrote.notify_all()
