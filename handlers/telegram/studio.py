"""Where pictures are drawn: off the event loop, one at a time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from bot.pictures.png import Subject, png

_KEPT = 16
"""Of about 80 kB each. A picture is wanted again when two people ask before the first has it."""


class Studio:
    """Draws in a thread of its own, as what draws cannot be used in several."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "pictures")
        self._png = lru_cache(_KEPT)(png)

    async def png(self, subject: Subject) -> bytes:
        """The picture as PNG."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._png, subject)

    def close(self) -> None:
        """Draw nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
