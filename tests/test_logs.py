import asyncio
import json
import logging
import re
import sys
from collections.abc import Iterator
from typing import Literal

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.log_context import LogContext
from bot.logs import LEFT_OUT, REDACTED, set_up_logging

TOKEN = "123456789:AAsesame-open"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    yield
    logging.captureWarnings(False)
    root.handlers, sys.excepthook = handlers, hook
    root.setLevel(level)


def log_everything(log_format: Literal["text", "json"]) -> None:
    set_up_logging(log_format, [TOKEN])
    log = logging.getLogger("some.library")
    log.info("plain %s", "words")
    log.info("https://host/bot%s/getMe", TOKEN)
    log.info("https://host/bot123456789%3AAAsesame-open/getMe")
    log.info("object %r", {"token": TOKEN})
    try:
        raise ValueError(f"refused {TOKEN}")
    except ValueError:
        log.exception("failed", stack_info=True)


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_secret_is_logged(
    log_format: Literal["text", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    log_everything(log_format)

    out, err = capsys.readouterr()
    assert out == ""
    assert "sesame" not in err
    assert err.count(REDACTED) >= 4
    assert "plain words" in err


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    log_everything("json")

    entries = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert entries[0]["message"] == "plain words"
    assert entries[0]["level"] == "info"
    assert entries[-1]["exception"].endswith(f"ValueError: refused {REDACTED}")


def test_what_nobody_caught_is_logged_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("text", [TOKEN])
    error = ValueError(TOKEN)

    sys.excepthook(ValueError, error, None)

    assert f"ValueError: {REDACTED}" in capsys.readouterr().err


@pytest.mark.parametrize("library", ["httpx", "uvicorn.error", "uvicorn.access", "alembic.env"])
def test_chatter_of_libraries_is_not_logged(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("text", [])

    logging.getLogger(library).info("Application startup complete.")

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_a_record_names_the_request_that_it_belongs_to(
    log_format: Literal["text", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(log_format, [])
    log = logging.getLogger("some.module")

    async def work(request: int) -> None:
        with LogContext(request):
            await asyncio.sleep(0)
            log.info("at %s", request)
            await asyncio.create_task(deeper(request))

    async def deeper(request: int) -> None:
        log.info("deeper at %s", request)

    await asyncio.gather(work(701), work(702))
    log.info("afterwards")

    *inside, outside = capsys.readouterr().err.splitlines()
    assert len(inside) == 4
    for line in inside:
        if log_format == "json":
            entry = json.loads(line)
            assert entry["message"].endswith(f"at {entry['request']}")
        else:
            assert re.search(r"some\.module \[(\d+)\]: (deeper )?at \1$", line)
    assert "afterwards" in outside
    assert "[" not in outside
    assert '"request"' not in outside


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_an_error_of_the_database_quotes_is_left_out(
    log_format: Literal["text", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(log_format, [])
    asked, person = "Balthazar asks", "7310554219"

    try:
        try:
            with create_engine("sqlite://").connect() as connection:
                connection.execute(text(asked), {"person": person})
        except SQLAlchemyError as error:
            raise RuntimeError("the store failed") from error
    except RuntimeError:
        logging.getLogger("some.module").exception("it failed")

    written = capsys.readouterr().err
    assert asked not in written
    assert person not in written
    assert "sqlite3.OperationalError" in written
    assert LEFT_OUT in written
    assert "RuntimeError: the store failed" in written
