"""Whether Telegram can be reached, as the log tells it."""

import logging
import time

_log = logging.getLogger(__name__)


class Reachability:
    """Logs once when Telegram cannot be reached, and once when it can be again."""

    def __init__(self) -> None:
        self._down_since: float | None = None

    def lost(self, reason: object) -> None:
        """A call did not come through."""
        if self._down_since is None:
            self._down_since = time.monotonic()
            _log.warning("Telegram cannot be reached (%s); trying again", reason)

    def found(self) -> None:
        """A call came through."""
        if self._down_since is not None:
            _log.info("Telegram can be reached again")
        self._down_since = None

    def seconds_down(self) -> float | None:
        """For how long it has not been reached; None while it is."""
        return None if self._down_since is None else time.monotonic() - self._down_since
