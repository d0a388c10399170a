"""What a log record belongs to: the number of the request that is being worked on.

The number of an update says nothing of the person who sent it.
"""

from contextvars import ContextVar

_request: ContextVar[str | None] = ContextVar("request", default=None)


class LogContext:
    """Have every record of this task, and of those that it starts, name this request."""

    __slots__ = ("_request", "_token")

    def __init__(self, request: object) -> None:
        self._request = str(request)

    def __enter__(self) -> None:
        self._token = _request.set(self._request)

    def __exit__(self, *_: object) -> None:
        _request.reset(self._token)


def current_request() -> str | None:
    """The request that this task works on."""
    return _request.get()
