"""The order of work: one update after the other in a chat, different chats at once."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class Lanes(BaseUpdateProcessor):
    """A lane for each chat that has something to do; `most` updates at once."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._lanes: dict[int, _Lane] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait until the earlier updates of the chat are done, then do this one."""
        chat = update.effective_chat if isinstance(update, Update) else None
        id_ = chat.id if chat else 0
        lane = self._lanes.setdefault(id_, _Lane())
        lane.updates += 1
        try:
            async with lane.lock:
                await coroutine
        finally:
            lane.updates -= 1
            if not lane.updates:
                del self._lanes[id_]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


class _Lane:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.updates = 0
