"""Asking a running program over HTTP."""

import asyncio
import re

import aiohttp

from tests.telegram.emulator import TIMEOUT
from tests.telegram.running import RunningBot


async def address_of(running: RunningBot) -> str:
    """Where the program listens, once it does."""
    await running.wrote("/readyz")
    found = re.search(r"(http://\S+)/readyz", running.output)
    assert found
    return found[1]


async def get(url: str) -> tuple[int, str]:
    """Status and body."""
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def get_until(url: str, status: int, containing: str = "") -> str:
    """The body, once the answer has this status and this in its body."""
    async with asyncio.timeout(TIMEOUT):
        while True:
            got, body = await get(url)
            if got == status and containing in body:
                return body
