"""`python -m bot run` with a Telegram token, as a process of its own."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Self

from tests import warm
from tests.program import COMMAND, environment
from tests.telegram.emulator import TIMEOUT, TOKEN


class RunningBot:
    """The process and all that it has written so far."""

    def __init__(
        self, number: int, output: asyncio.StreamReader, exit_code: Callable[[], Awaitable[int]]
    ) -> None:
        self.number = number
        self.output = ""
        self._exit_code = exit_code
        self._wrote = asyncio.Condition()
        self._reading = asyncio.create_task(self._read(output))

    @classmethod
    async def start(cls, url: str, folder: Path, token: str = TOKEN, **settings: str) -> Self:
        """Start it on the Bot API at `url`; its database is in `folder`.

        It begins where the command has loaded the program and built the assistant.
        """
        chosen = _environment(url, folder, token, settings)
        process, written = await asyncio.to_thread(warm.start, ["run"], folder, chosen)
        output = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(output), written
        )

        async def exit_code() -> int:
            await asyncio.to_thread(process.join)
            assert process.exitcode is not None
            return process.exitcode

        assert process.pid is not None
        return cls(process.pid, output, exit_code)

    @classmethod
    async def start_by_command(
        cls, url: str, folder: Path, token: str = TOKEN, *options: str, **settings: str
    ) -> Self:
        """The same by the very command, which takes seconds to get ready."""
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            "run",
            *options,
            cwd=folder,
            env=_environment(url, folder, token, settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert process.stdout is not None
        return cls(process.pid, process.stdout, process.wait)

    async def wrote(self, text: str) -> None:
        """Wait until it has written this."""
        async with asyncio.timeout(TIMEOUT), self._wrote:
            await self._wrote.wait_for(lambda: text in self.output)

    async def stop(self) -> int:
        """Ask it to end as an operating system does; the exit code."""
        os.kill(self.number, signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """End it as a lost power supply does."""
        os.kill(self.number, signal.SIGKILL)
        await self.ended()

    async def ended(self) -> int:
        """The exit code, once it has ended."""
        async with asyncio.timeout(TIMEOUT):
            await self._reading
            return await self._exit_code()

    async def _read(self, output: asyncio.StreamReader) -> None:
        async for line in output:
            async with self._wrote:
                self.output += line.decode()
                self._wrote.notify_all()


def _environment(url: str, folder: Path, token: str, settings: dict[str, str]) -> dict[str, str]:
    database = f"sqlite:///{folder / 'bot.sqlite'}"
    chosen = {"DATABASE_URL": database, "PORT": "0", **settings}
    return environment(TELEGRAM_TOKEN=token, TELEGRAM_API_URL=url, **chosen)
