"""The pages of the chat."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from handlers.web.channel import Web
from handlers.web.languages import preferred


def pages_router(web: Web) -> APIRouter:
    """What people see in a browser."""
    router = APIRouter()

    @router.get("/")
    async def home(request: Request) -> HTMLResponse:
        language = preferred(request)
        card = web.talk.welcome(language).answer.card
        page = web.templates.page("home.html", language, title=card.title, lines=card.lines)
        return HTMLResponse(page)

    return router
