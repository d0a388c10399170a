"""Telegram's webhook: an update is committed to the inbox before it is acknowledged."""

import hmac
import json
import logging
from collections.abc import Callable, Iterable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.store.faults import StoreError
from bot.store.inbox import Inbox
from bot.store.records import Delivery
from handlers.telegram.arrivals import Arrivals

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

_log = logging.getLogger(__name__)
_LONGEST_BODY = 1024 * 1024
"""Bytes. Telegram's updates are of a few thousand, with long texts of some ten thousand."""


def webhook_route(
    secret: str, inbox: Inbox, arrivals: Arrivals, take: Callable[[Iterable[Delivery]], None]
) -> Route:
    """The endpoint. It answers 503 when the update is not committed: Telegram tries again then.

    What is no update gets 200, since it would come again for ever.
    """
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            text = body.decode()
            arrival = arrivals.read(json.loads(text), text)
        except (ValueError, RecursionError):
            _log.warning("The webhook was sent something that is not JSON; it is left out")
            return Response()
        if arrival is not None:
            try:
                take(await inbox.put([arrival]))
            except StoreError:
                return Response(status_code=503)
        return Response()

    return Route(PATH, receive, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    """The body; None when it is too long."""
    parts, length = [], 0
    try:
        async for part in request.stream():
            length += len(part)
            if length > _LONGEST_BODY:
                return None
            parts.append(part)
    except ClientDisconnect:
        return b""
    return b"".join(parts)
