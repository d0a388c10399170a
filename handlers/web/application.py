"""The application put together: routers, routes of other channels, pages, and what guards them."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Router
from starlette.types import ASGIApp

from handlers.web.api.application import PATH, api
from handlers.web.bodies import LimitedBody
from handlers.web.channel import Web
from handlers.web.errors import ErrorPages
from handlers.web.headers import OF_PAGES, SecureHeaders
from handlers.web.heads import Heads
from handlers.web.mistakes import Mistakes
from handlers.web.pages import pages_router
from handlers.web.staff.door import to_the_door
from handlers.web.staff.guard import SignedOutError

WIDGET = "widget.js"
"""Other pages load it from the root."""

_SHORTEST_PACKED = 1_000
"""Bytes from which a page is worth packing."""


def web_application(
    web: Web, routers: Sequence[APIRouter], routes: Sequence[BaseRoute]
) -> ASGIApp:
    """The routes of other channels, the interface, then operations and pages."""
    mounts = [Mount(PATH, api(web)), Mount("/", site(web, routers))]
    return Router([*routes, *mounts])


def site(web: Web, routers: Sequence[APIRouter]) -> FastAPI:
    """The pages, with their own errors and limits, and what else is asked for with GET."""
    errors = ErrorPages(web)
    handlers = {**errors.handlers, SignedOutError: to_the_door}
    application = FastAPI(openapi_url=None, exception_handlers=handlers)
    for router in (*routers, pages_router(web)):
        application.include_router(router)
    application.router.routes.extend(web.assets.routes(lasting=(WIDGET,)))
    application.add_middleware(LimitedBody)
    application.add_middleware(GZipMiddleware, minimum_size=_SHORTEST_PACKED)
    application.add_middleware(Mistakes, metrics=web.metrics, apology=errors.apology)
    application.add_middleware(SecureHeaders, headers=OF_PAGES)
    application.add_middleware(Heads)
    return application
