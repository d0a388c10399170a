"""Whether Telegram can be reached, as the log tells it."""

import logging

_log = logging.getLogger(__name__)


class Reachability:
    """Logs once when Telegram cannot be reached, and once when it can be again."""

    def __init__(self) -> None:
        self._is_down = False

    def lost(self, reason: object) -> None:
        """A call did not come through."""
        if not self._is_down:
            _log.warning("Telegram cannot be reached (%s); trying again", reason)
        self._is_down = True

    def found(self) -> None:
        """A call came through."""
        if self._is_down:
            _log.info("Telegram can be reached again")
        self._is_down = False
