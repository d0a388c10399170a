"""The body of a request: neither too long nor too slow."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 64 * 1024
"""Bytes: a question of 1,000 characters and what was said before it, each letter an escape."""
_SECONDS = 10


class LimitedBody:
    """Refuses a longer body with 413 and a slower one with 408, by way of HTTPException."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        length, is_whole = 0, False

        async def receive_limited() -> Message:
            nonlocal length, is_whole
            if is_whole:  # what comes now is the end of the connection
                return await receive()
            try:
                async with asyncio.timeout(_SECONDS):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408) from None
            length += len(message.get("body", b""))
            if length > LONGEST_BODY:
                raise HTTPException(413)
            is_whole = not message.get("more_body", False)
            return message

        await self._app(scope, receive_limited, send)
