import json
import logging
import sys
from collections.abc import Iterator
from typing import Literal

import pytest

from bot.logs import REDACTED, set_up_logging

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


def test_the_requests_of_httpx_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("text", [])

    logging.getLogger("httpx").info("HTTP Request: POST …")

    assert capsys.readouterr().err == ""
