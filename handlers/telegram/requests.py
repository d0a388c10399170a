"""The connections to the Bot API: which transport, and what is logged."""

import json
import logging
import re
import traceback
from http import HTTPStatus
from typing import Any, Literal

from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from handlers.telegram.reachability import Reachability
from handlers.telegram.transport import Transport

_log = logging.getLogger(__name__)

TransportKind = Literal["aiohttp", "httpx"]

_POOL_TIMEOUT = 30
_GATEWAY_STATUSES = (
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_PASSING_STATUSES = (
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
_KNOWN_REFUSALS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
)
_TOKEN = re.compile(r"/bot([^/]+)/")


def connection(
    kind: TransportKind, pool_size: int, reachability: Reachability | None = None
) -> BaseRequest:
    """A connection to be given to the library: one for getUpdates, one for all else."""
    return Connection(_transport(kind, pool_size), reachability or Reachability())


def _transport(kind: TransportKind, pool_size: int) -> BaseRequest:
    match kind:
        case "aiohttp":
            return Transport(pool_size, pool_timeout=_POOL_TIMEOUT)
        case "httpx":
            return HTTPXRequest(pool_size, pool_timeout=_POOL_TIMEOUT)


class Connection(BaseRequest):
    """A transport that says when it is down, and whose errors quote nothing secret.

    What is not the network's fault, a mistake in a transport, is no NetworkError: that would be
    tried again for ever.
    """

    __slots__ = ("_reachability", "_transport")

    def __init__(self, transport: BaseRequest, reachability: Reachability) -> None:
        self._transport = transport
        self._reachability = reachability

    @property
    def read_timeout(self) -> float | None:
        """As the transport has it."""
        return self._transport.read_timeout

    async def initialize(self) -> None:
        """As the transport does."""
        await self._transport.initialize()

    async def shutdown(self) -> None:
        """As the transport does."""
        await self._transport.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named_timeouts: Any,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer.

        Raises:
            NetworkError: when there is none, or none of Telegram's.
        """
        try:
            status, body = await self._transport.do_request(
                url, method, request_data, *timeouts, **named_timeouts
            )
        except NetworkError as error:
            failure: TelegramError = _without_token(error, url)
            self._reachability.lost(failure)
        except Exception as error:
            name, frames = type(error).__name__, traceback.format_tb(error.__traceback__)
            _log.error("The connection to Telegram failed: %s\n%s", name, "".join(frames))
            failure = TelegramError(f"{name} in the connection to Telegram")
        else:
            return self._checked(url, method, status, body)
        raise failure  # out here it has no context, which may quote the URL

    def _checked(self, url: str, method: str, status: int, body: bytes) -> tuple[int, bytes]:
        if status in _GATEWAY_STATUSES:
            self._reachability.lost(f"status {status}")
        elif method == "POST" and status == HTTPStatus.OK and body.lstrip()[:1] != b"{":
            error = NetworkError("the answer is not Telegram's")
            self._reachability.lost(error)
            raise error
        else:
            self._reachability.found()
        if status != HTTPStatus.OK and not _may_be_quoted(body, url):
            body = b"{}"
        return _as_known(status), body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; unlike the library this never logs what it cannot read.

        Raises:
            NetworkError: when it is cut off, or not Telegram's at all.
        """
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NetworkError("Invalid server response")
        return answer


def _as_known(status: int) -> int:
    """A refusal that the library takes for an error of the network is a bad request."""
    if not 400 <= status < 500 or status in (*_PASSING_STATUSES, *_KNOWN_REFUSALS):
        return status
    return HTTPStatus.BAD_REQUEST


def _without_token(error: NetworkError, url: str) -> NetworkError:
    token = _TOKEN.search(url)
    return type(error)(error.message.replace(token[1], "…") if token else error.message)


def _may_be_quoted(body: bytes, url: str) -> bool:
    """Whether an error may hold this answer: pages of proxies are long and show the URL."""
    token = _TOKEN.search(url)
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and not (token and token[1].encode() in body)
