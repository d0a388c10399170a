"""What a log record belongs to: the number of the request that is being worked on.

The number of an update says nothing of the person who sent it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request: ContextVar[str | None] = ContextVar("request", default=None)


@contextmanager
def log_context(request: object) -> Iterator[None]:
    """Have every record of this task, and of those that it starts, name this request."""
    token = _request.set(str(request))
    try:
        yield
    finally:
        _request.reset(token)


def current_request() -> str | None:
    """The request that this task works on."""
    return _request.get()
