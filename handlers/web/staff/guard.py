"""Keeps the console: who is logged in, that a form is ours, how often a password may be tried."""

import asyncio
import hmac
import logging
import time

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handlers.web.staff.console import Console
from handlers.web.staff.sessions import Session
from handlers.web.visitors import Visitor, Visitors

_log = logging.getLogger(__name__)

COOKIE = "staff"
PATH = "/staff"
_PER_MINUTE = 2
"""Tries a person; an address, which is all that is known here, has three times as many."""


class SignedOutError(Exception):
    """Nobody is logged in, or not any more."""


class Guard:
    """For the routes of one console; its methods serve as their dependencies."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._visitors = Visitors(_PER_MINUTE, lambda: time.time_ns() // 1_000_000)

    def anyone(self, request: Request) -> Session | None:
        """The session that the request brings, of staff or not."""
        return self._console.sessions.read(request.cookies.get(COOKIE, ""))

    async def staff(self, request: Request) -> Session:
        """The session of somebody who is logged in.

        Raises:
            SignedOutError: when they are not.
        """
        session = self.anyone(request)
        if session is None or not session.is_staff:
            raise SignedOutError
        return session

    async def acting(self, request: Request) -> Session:
        """The same for a form that does something.

        Raises:
            SignedOutError: when nobody is logged in.
            HTTPException: 403 when the form is not of this session.
        """
        session = await self.staff(request)
        await self.same_form(request, session)
        return session

    async def same_form(self, request: Request, session: Session | None) -> None:
        """Refuse a form that another page may have sent.

        Raises:
            HTTPException: 403.
        """
        given = (await request.form()).get("csrf")
        if not isinstance(given, str) or session is None:
            raise HTTPException(403)
        if not hmac.compare_digest(given.encode(), session.csrf.encode()):
            raise HTTPException(403)

    def seconds_to_wait(self, request: Request) -> int:
        """Count a try: 0 when the password may be looked at."""
        address = request.client.host if request.client else None
        return self._visitors.seconds_to_wait(Visitor(address))

    async def opens(self, guess: str) -> bool:
        """Whether this is the password."""
        is_right = await asyncio.to_thread(self._console.password.fits, guess)
        if not is_right:
            _log.warning("A wrong password was given for the console")
        return is_right

    def remember(self, request: Request, response: Response, session: Session) -> None:
        """Give the browser its session."""
        response.set_cookie(
            COOKIE,
            self._console.sessions.write(session),
            max_age=self._console.sessions.life,
            path=PATH,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )

    def forget(self, response: Response) -> None:
        """Take it away."""
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
