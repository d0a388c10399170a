"""What is kept of a visitor and for how long, and the button that deletes it."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.store.faults import StoreError
from handlers.web.channel import Web
from handlers.web.frame import Frame, address_of, chosen, known
from handlers.web.languages import preferred
from handlers.web.talk import CONVERSATION_HOURS

_MOST_CONVERSATIONS = 30
"""A tab that links were opened in may hold more than one."""


def privacy_router(web: Web) -> APIRouter:
    """/privacy and /forget."""
    router = APIRouter()

    @router.get("/privacy")
    async def privacy(request: Request) -> HTMLResponse:
        language = chosen(request)
        say = web.texts.say
        frame = Frame(
            request,
            language,
            say("web.privacy.title", language),
            say("web.privacy.description", language),
            address_of(request, "/privacy"),
            here="privacy",
        )
        return frame.response(
            web.templates,
            "privacy.html",
            days=say("web.days", language, count=web.retention_days),
            hours=say("web.hours", language, count=CONVERSATION_HOURS),
        )

    @router.post("/forget")
    async def forget(
        request: Request,
        conversation: Annotated[str, Form()] = "",
        lang: Annotated[str, Form()] = "",
    ) -> HTMLResponse:
        language = known(lang) or preferred(request)
        say = web.texts.say
        try:
            count = 0
            for one in dict.fromkeys(conversation.split()[:_MOST_CONVERSATIONS]):
                count += (await web.talk.forget(one)).questions
        except StoreError:
            words = say("web.forget.failed", language)
            frame = Frame(request, language, words, "")
            return frame.response(web.templates, "forgotten.html", 503, is_done=False)
        words = say("web.forget.done", language, count=count)
        frame = Frame(request, language, say("web.forget.title", language), words)
        return frame.response(web.templates, "forgotten.html", is_done=True)

    return router
