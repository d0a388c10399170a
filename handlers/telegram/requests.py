"""The connection to the Bot API: says when it is down, and sets unreadable updates aside."""

import logging
from typing import Any

from telegram import Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

_log = logging.getLogger(__name__)


class Connection(HTTPXRequest):
    """Logs once when Telegram cannot be reached, and once when it can be again."""

    __slots__ = ("_is_down",)

    def __init__(self, connection_pool_size: int) -> None:
        super().__init__(connection_pool_size=connection_pool_size, pool_timeout=30)
        self._is_down = False

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As in the library."""
        try:
            status_and_body = await super().do_request(*args, **kwargs)
        except NetworkError as error:
            if not self._is_down:
                _log.warning("Telegram cannot be reached (%s); trying again", error)
            self._is_down = True
            raise
        if self._is_down:
            _log.info("Telegram can be reached again")
        self._is_down = False
        return status_and_body


class UpdatesConnection(Connection):
    """For getUpdates: one update that the library cannot read would stop all that follow."""

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer, with an empty update in place of each unreadable one."""
        answer = Connection.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(update) for update in answer["result"]]
        return answer


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except Exception as error:  # the library raises whatever its parsers stumble on
        _log.warning("Update %s cannot be read (%s)", update["update_id"], type(error).__name__)
        return {"update_id": update["update_id"]}
    return update
