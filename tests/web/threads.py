"""The application served in a thread, for tests that are not asynchronous: browsers, fuzzers."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.assistant import Assistant
from tests.web.served import Served, served


@contextmanager
def serving(
    assistant: Assistant, folder: Path, *, per_minute: int = 10_000, origins: tuple[str, ...] = ()
) -> Iterator[tuple[str, Served]]:
    """Its address and what stands behind it, to be touched in no other way than to look."""
    ready = threading.Event()
    got: list[tuple[str, Served]] = []
    failed: list[BaseException] = []
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with (
            served(assistant, folder, per_minute=per_minute, origins=origins) as running,
            running.listening() as address,
        ):
            got.append((address, running))
            ready.set()
            await stop.wait()

    def work() -> None:
        try:
            loop.run_until_complete(serve())
        except BaseException as error:
            failed.append(error)
            raise
        finally:
            ready.set()
            loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    if failed:
        raise failed[0]
    try:
        yield got[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
