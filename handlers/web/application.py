"""The application put together: routers, routes of other channels, pages, and what guards them."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from handlers.web.api.application import PATH, api
from handlers.web.bodies import LimitedBody
from handlers.web.channel import Web
from handlers.web.errors import ErrorPages
from handlers.web.headers import SecureHeaders
from handlers.web.heads import Heads
from handlers.web.mistakes import Mistakes
from handlers.web.pages import pages_router

_SHORTEST_PACKED = 1_000
"""Bytes from which a page is worth packing."""


def web_application(
    web: Web, routers: Sequence[APIRouter], routes: Sequence[BaseRoute]
) -> ASGIApp:
    """Operations and the routes of other channels, then the interface, then the pages."""
    application = FastAPI(openapi_url=None)
    for router in routers:
        application.include_router(router)
    application.router.routes.extend(routes)
    application.mount(PATH, api(web))
    application.mount("/", site(web))
    return SecureHeaders(Heads(application))


def site(web: Web) -> FastAPI:
    """The pages, with their own errors and limits."""
    errors = ErrorPages(web)
    application = FastAPI(openapi_url=None, exception_handlers=errors.handlers)
    application.include_router(pages_router(web))
    application.router.routes.extend(web.assets.routes())
    application.add_middleware(LimitedBody)
    application.add_middleware(GZipMiddleware, minimum_size=_SHORTEST_PACKED)
    application.add_middleware(Mistakes, metrics=web.metrics, apology=errors.apology)
    return application
