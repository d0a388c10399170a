"""Logging: text for people or JSON lines for programs, on standard error, without secrets."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal
from urllib.parse import quote

from bot.log_context import current_request

REDACTED = "[secret]"
LEFT_OUT = "[left out]"

_QUOTING = ("aiosqlite", "asyncpg", "sqlalchemy", "sqlite3")
"""Libraries whose errors may quote what a statement was about: questions of people, their ids."""
_SHORTEST_QUOTE = 4

_log = logging.getLogger(__name__)
_exceptions = logging.Formatter()


def set_up_logging(log_format: Literal["text", "json"], secrets: Sequence[str]) -> None:
    """Log everything from INFO on, also what nobody caught, with `secrets` made unreadable.

    A record names the request that it belongs to (`bot.log_context`), and does not repeat what an
    error of the database quotes.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter() if log_format == "json" else _TextFormatter())
    handler.addFilter(_Redaction(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for chatty in ("alembic", "httpx", "httpcore", "uvicorn", "watchfiles"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    sys.excepthook = _log_uncaught


class _Redaction(logging.Filter):
    """Takes the secrets out of message, arguments, exception and stack of every record.

    It adds the request, since it sees the record in the task that wrote it.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = [form for secret in secrets for form in {secret, quote(secret, safe="")}]

    def filter(self, record: logging.LogRecord) -> bool:
        record.request = current_request()
        record.msg = self._without_secrets(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = _without_quotes(
                _exceptions.formatException(record.exc_info), record.exc_info[1]
            )
        if record.exc_text:
            record.exc_text = self._without_secrets(record.exc_text)
        if record.stack_info:
            record.stack_info = self._without_secrets(record.stack_info)
        return True

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        return text


class _TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s%(of)s: %(message)s", "%Y-%m-%d %H:%M:%S"
        )

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        record.of = f" [{request}]" if request else ""
        return super().format(record)


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := getattr(record, "request", None):
            entry["request"] = request
        if record.exc_text:
            entry["exception"] = record.exc_text
        if record.stack_info:
            entry["stack"] = record.stack_info
        return json.dumps(entry, ensure_ascii=False)


def _without_quotes(text: str, error: BaseException | None) -> str:
    """A formatted exception without what errors of the database say beside their kind."""
    for caught in _chain(error):
        if type(caught).__module__.partition(".")[0] in _QUOTING:
            for line in str(caught).splitlines():
                if len(line) >= _SHORTEST_QUOTE:
                    text = text.replace(line, LEFT_OUT)
    return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that led to it."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__]
            if isinstance(one, BaseExceptionGroup):
                waiting += one.exceptions


def _log_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
    else:
        _log.critical("The program stops on an error", exc_info=(kind, error, traceback))
