"""The HTTP server in the event loop of the program."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.types import ASGIApp

_BACKLOG = 1024
_CLOSING = 5


class AddressInUseError(Exception):
    """Host and port cannot be listened on."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the program's."""
        yield


class WebServer:
    """Serves an application; use it as an async context manager.

    The `trusted_proxies` tell the address of the client and whether it speaks https. A socket
    that is already `open_` is shared with other processes.
    """

    def __init__(
        self,
        host: str,
        port: int,
        application: ASGIApp,
        trusted_proxies: Sequence[str] = (),
        open_: socket.socket | None = None,
    ) -> None:
        self._open = open_
        self._host, self._port = host, port
        self._server = _Server(
            uvicorn.Config(
                application,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(trusted_proxies),
                forwarded_allow_ips=list(trusted_proxies),
                lifespan="off",
                timeout_graceful_shutdown=_CLOSING,
            )
        )

    async def __aenter__(self) -> str:
        """Begin to listen; the address to open.

        Raises:
            AddressInUseError: when another program listens there.
        """
        socket_ = self._open or listening(self._host, self._port)
        self._serving = asyncio.create_task(self._server.serve([socket_]))
        while not self._server.started:
            if self._serving.done():
                await self._serving
            await asyncio.sleep(0.01)
        port = socket_.getsockname()[1]
        return f"http://{self._host}:{port}"

    async def __aexit__(self, *_: object) -> None:
        """Let requests under way end, for five seconds at most."""
        self._server.should_exit = True
        await self._serving


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        AddressInUseError: when another program listens there.
    """
    try:
        return socket.create_server((host, port), backlog=_BACKLOG)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AddressInUseError(
            f"Cannot listen on {host}:{port} ({reason}): stop the program that uses this port, "
            "or set another HOST and PORT."
        ) from error
