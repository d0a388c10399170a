"""A mistake of ours in a request: logged without what was asked, answered politely."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.metrics import Metrics
from bot.mistakes import log_mistake


class Mistakes:
    """Answers with `apology` where the application raises, unless it has begun to answer."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, apology: Callable[[Request], Response]
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._apology = apology

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception as error:
            log_mistake(f"Answering {scope['method']} on the web", error)
            self._metrics.errors.inc()
            if has_begun:
                raise ConnectionResetError from None  # the server hangs up
            await self._apology(Request(scope))(scope, receive, send)
