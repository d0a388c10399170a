"""Requests for headers alone, as those who check links and watch services send them."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Heads:
    """Has HEAD answered like GET; the server, which knows better, leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
