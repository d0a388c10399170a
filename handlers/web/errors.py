"""Error pages: what is wrong, in the visitor's language, and a way on."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.store.faults import StoreError
from handlers.web.channel import Web
from handlers.web.frame import Frame, chosen

_log = logging.getLogger(__name__)

_KNOWN = (403, 404, 405, 408, 413, 422, 500, 503)

Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]
"""What Starlette calls with an exception of the kind that it is for."""


class ErrorPages:
    """The handlers for an application of pages."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def refused(self, request: Request, error: HTTPException) -> Response:
        """For what the routers refuse."""
        return self._page(request, error.status_code, error.headers)

    async def invalid(self, request: Request, _: Exception) -> Response:
        """For a form or an address with values that make no sense."""
        return self._page(request, 422)

    async def away(self, request: Request, error: Exception) -> Response:
        """For a database that cannot be used, where a page is nothing without it."""
        _log.warning("A page cannot be shown. %s", error)
        return self._page(request, 503)

    def apology(self, request: Request) -> Response:
        """For a mistake of ours."""
        return self._page(request, 500)

    @property
    def handlers(self) -> dict[int | type[Exception], Handler]:
        """By what they handle."""
        return {
            HTTPException: self.refused,
            RequestValidationError: self.invalid,
            StoreError: self.away,
        }

    def _page(
        self, request: Request, status: int, headers: Mapping[str, str] | None = None
    ) -> Response:
        language = chosen(request)
        known = status if status in _KNOWN else 422 if status < 500 else 500
        key = f"web.error_{known}"
        frame = Frame(request, language, self._web.texts.say(key, language), "")
        response = frame.response(
            self._web.templates, "error.html", status, is_missing=status == 404
        )
        response.headers.update(headers or {})
        return response
