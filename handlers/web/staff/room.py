"""A page of the console: the navigation around it, and the token that its forms carry."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from handlers.web.channel import Web
from handlers.web.frame import Frame, chosen
from handlers.web.staff.console import Console
from handlers.web.staff.guard import PATH, Guard
from handlers.web.staff.sessions import Session
from knowledge.model import Language

ROOMS = (
    "overview",
    "unanswered",
    "freshness",
    "completeness",
    "findings",
    "cards",
    "tryout",
    "versions",
    "usage",
)
"""The pages by their addresses under /staff, in the order of the navigation."""


@dataclass(frozen=True)
class House:
    """What the routers of the console share."""

    web: Web
    console: Console
    guard: Guard

    def page(
        self,
        request: Request,
        session: Session,
        room: str,
        *,
        template: str = "",
        heading: str = "",
        status: int = 200,
        **values: Any,
    ) -> HTMLResponse:
        """The page of a room; another `template` stands in it under a heading of its own."""
        language = chosen(request)
        say = self.web.texts.say
        heading = heading or say(f"web.staff.room_{room}", language)
        title = say("web.staff.title", language, heading=heading)
        frame = Frame(request, language, title, title, is_private=True)
        return frame.response(
            self.web.templates,
            f"staff/{template or room}.html",
            status,
            heading=heading,
            room=room,
            rooms=ROOMS,
            csrf=session.csrf,
            **values,
        )

    def say(self, key: str, language: Language, **values: object) -> str:
        """A wording."""
        return self.web.texts.say(key, language, **values)


def to(path: str, language: Language, **query: object) -> RedirectResponse:
    """On to another page of the console, as after every form."""
    return RedirectResponse(f"{PATH}{path}?{urlencode({'lang': language, **query})}", 303)


def now() -> int:
    """The time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def moment(milliseconds: int) -> str:
    """A time as people of any language read it: 2025-12-01 14:05."""
    return f"{datetime.fromtimestamp(milliseconds / 1000).astimezone():%Y-%m-%d %H:%M}"
