"""The library's calls to the Bot API on aiohttp, which takes a fraction of httpx's time."""

import asyncio
import os
import secrets
from functools import lru_cache
from ssl import SSLError
from types import MappingProxyType
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.telegram import forms

Seconds = float | None

_KEEP_ALIVE = 50
"""Seconds that an idle connection is kept, less than servers commonly do."""

_AT_ONCE = 32 * 1024
"""A body of so many bytes fits into the buffers: writing it never waits."""

_FORM_HEADERS = MappingProxyType({"Content-Type": forms.FORM_TYPE})
_UNASKED = ("Accept", "Accept-Encoding")
"""Headers that change no answer of a few kilobytes; leaving them out is quicker."""


class Transport(BaseRequest):
    """Use it as the library's HTTPXRequest: the same parameters, bodies, time-outs and errors.

    Proxies come from the environment or the system. The messages of its errors are of this
    module's making: aiohttp's own quote the URL, and with it the token.
    """

    __slots__ = (
        "_connect_timeout",
        "_media_write_timeout",
        "_places",
        "_pool_size",
        "_pool_timeout",
        "_proxies",
        "_read_timeout",
        "_session",
        "_write_timeout",
    )

    def __init__(
        self,
        connection_pool_size: int = 256,
        read_timeout: Seconds = 5.0,
        write_timeout: Seconds = 5.0,
        connect_timeout: Seconds = 5.0,
        pool_timeout: Seconds = 1.0,
        media_write_timeout: Seconds = 20.0,
    ) -> None:
        self._pool_size = connection_pool_size
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._media_write_timeout = media_write_timeout
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(connection_pool_size)
        self._proxies: dict[str, str] = {}

    @property
    def read_timeout(self) -> Seconds:
        """The seconds to wait for an answer when a call does not say."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool, unless it is open."""
        if self._session is not None and not self._session.closed:
            return
        self._proxies = getproxies()
        self._places = asyncio.Semaphore(self._pool_size)
        self._session = aiohttp.ClientSession(
            # The places limit the connections: waiting for one has a time-out of its own.
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            skip_auto_headers=_UNASKED,
        )

    async def shutdown(self) -> None:
        """Close the pool, unless it is closed."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer.

        Raises:
            TimedOut: when a time-out has passed.
            NetworkError: when anything else went wrong on the way.
        """
        session = self._session
        if session is None or session.closed:
            raise RuntimeError("This Transport is not initialized!")
        body, headers = self._body(request_data, write_timeout)
        timeouts = _timeouts(
            _given(read_timeout, self._read_timeout),
            _given(connect_timeout, self._connect_timeout),
        )
        proxy = self._proxy(url) if self._proxies else None
        await self._take_place(_given(pool_timeout, self._pool_timeout))
        try:
            response = await session.request(
                method,
                url,
                data=body,
                headers=headers if method == "POST" else None,
                timeout=timeouts,
                proxy=proxy,
                allow_redirects=False,
            )
            return response.status, await response.read()  # which lets go of the connection
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            failure = _failure(error)
        finally:
            self._places.release()
        raise failure  # out here it has no context, which would quote the URL

    def _body(
        self, request_data: RequestData | None, write_timeout: object
    ) -> tuple[aiohttp.Payload | None, MappingProxyType[str, str] | None]:
        """The body and its headers, if it does not bring them itself."""
        if request_data is None:
            return None, _FORM_HEADERS
        fields = request_data.json_parameters
        if request_data.contains_files:
            boundary = secrets.token_hex(16)
            pieces = forms.multipart(fields, request_data.multipart_data, boundary)
            kind = f"multipart/form-data; boundary={boundary}"
            return _Body(pieces, kind, _given(write_timeout, self._media_write_timeout)), None
        form = forms.form(fields)
        if len(form) > _AT_ONCE:
            limit = _given(write_timeout, self._write_timeout)
            return _Body((form,), forms.FORM_TYPE, limit), None
        if not form:
            return None, _FORM_HEADERS
        return aiohttp.BytesPayload(form, content_type=forms.FORM_TYPE), None

    async def _take_place(self, patience: Seconds) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(patience):
                await self._places.acquire()
        except TimeoutError:
            message = "All connections to Telegram are in use; the call was not sent"
            raise TimedOut(f"Pool timeout: {message}") from None

    def _proxy(self, url: str) -> str | None:
        """The proxy for the URL as the environment has it."""
        parts = urlsplit(url)
        proxy = self._proxies.get(parts.scheme) or self._proxies.get("all")
        if not proxy or proxy_bypass(parts.hostname or ""):
            return None
        scheme, has_scheme, _ = proxy.partition("://")
        if not has_scheme:
            return f"http://{proxy}"
        if scheme not in ("http", "https"):
            raise NetworkError(f"the environment names a proxy of {scheme}://, not of http://")
        return proxy


class _Body(aiohttp.Payload):
    """A body that is long: written bit by bit, each with a time-out, and again when needed."""

    def __init__(
        self, pieces: tuple[forms.Piece, ...], content_type: str, timeout: Seconds
    ) -> None:
        super().__init__(pieces, content_type=content_type)
        self._pieces = pieces
        self._size = forms.size(pieces)
        self._timeout = timeout

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """All of it as text."""
        return b"".join(forms.chunks(self._pieces)).decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Write it from its start."""
        for chunk in forms.chunks(self._pieces):
            async with asyncio.timeout(self._timeout):
                await writer.write(chunk)
                await writer.drain()


@lru_cache(maxsize=64)
def _timeouts(read: Seconds, connect: Seconds) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)


def _given(timeout: object, default: Seconds) -> Seconds:
    """The time-out of a call; None is none at all."""
    if timeout is BaseRequest.DEFAULT_NONE:
        return default
    assert timeout is None or isinstance(timeout, int | float)
    return timeout


def _failure(error: Exception) -> NetworkError:
    if isinstance(error, TimeoutError):
        return TimedOut()
    name = f"aiohttp.{type(error).__name__}"
    reason = _reason(error)
    return NetworkError(f"{name}: {reason}" if reason else name)


def _reason(error: Exception) -> str:
    """What aiohttp knows of the cause, from the parts of its errors that hold no URL."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            cause = error.certificate_error
            return str(getattr(cause, "verify_message", type(cause).__name__))
        case aiohttp.ClientConnectorError():
            cause = error.os_error
            detail = cause.reason if isinstance(cause, SSLError) else cause.strerror
            return f"{error.host}:{error.port} {detail or type(cause).__name__}"
        case aiohttp.ClientResponseError():
            return f"status {error.status}" if error.status else ""
        case OSError() if error.errno:
            return os.strerror(error.errno)
        case _:
            return ""
