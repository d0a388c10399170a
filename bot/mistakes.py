"""Mistakes of ours in the log, without what people wrote."""

import logging
import traceback

_log = logging.getLogger(__name__)


def log_mistake(what: str, error: Exception) -> None:
    """Log a mistake by its kind and by where it arose: its message may quote a question."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s failed: %s\n%s", what, type(error).__name__, frames)
