"""All that people see in a browser."""

from fastapi import APIRouter

from handlers.web.channel import Web
from handlers.web.chat import chat_router
from handlers.web.clusters import clusters_router
from handlers.web.entities import entities_router
from handlers.web.privacy import privacy_router
from handlers.web.site_files import site_files_router
from handlers.web.staff.router import staff_router


def pages_router(web: Web) -> APIRouter:
    """The pages, by matter."""
    router = APIRouter()
    for pages in (
        chat_router,
        entities_router,
        clusters_router,
        privacy_router,
        site_files_router,
        staff_router,
    ):
        router.include_router(pages(web))
    return router
