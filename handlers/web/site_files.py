"""What search engines ask for first: robots.txt and sitemap.xml."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from handlers.web.channel import Web
from handlers.web.frame import address_of

_NOT_FOR_ROBOTS = ("/?q=", "/turn", "/forget", "/api/", "/metrics", "/staff", "/telegram/")


def site_files_router(web: Web) -> APIRouter:
    """/robots.txt and /sitemap.xml."""
    router = APIRouter()

    @router.get("/robots.txt")
    async def robots(request: Request) -> PlainTextResponse:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS)]
        sitemap = address_of(request, "/sitemap.xml").plain
        return PlainTextResponse("\n".join([*lines, f"Sitemap: {sitemap}", ""]))

    @router.get("/sitemap.xml")
    async def sitemap(request: Request) -> Response:
        entities = web.assistant().knowledge.entities
        paths = ["/", "/clusters", "/privacy", *(f"/c/{id_}" for id_ in entities)]
        addresses = [address_of(request, path) for path in paths]
        page = web.templates.page("sitemap.xml", "pl", addresses=addresses)
        return Response(page, media_type="application/xml")

    return router
