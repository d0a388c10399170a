"""In and out: the login, and what stands there while the console is off."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.store.staff_actions import note_action
from handlers.web.channel import Web
from handlers.web.frame import Frame, chosen
from handlers.web.staff.guard import PATH, Guard
from handlers.web.staff.overview import overview
from handlers.web.staff.room import House, to
from handlers.web.staff.sessions import Session


def closed_router(web: Web) -> APIRouter:
    """/staff while no password is set."""
    router = APIRouter()

    @router.get(PATH)
    async def closed(request: Request) -> HTMLResponse:
        return _frame(web, request).response(web.templates, "staff/closed.html")

    return router


def door_router(house: House) -> APIRouter:
    """/staff, the overview for those who are logged in, the login for all others."""
    router = APIRouter()
    web, guard = house.web, house.guard

    @router.get(PATH)
    async def enter(request: Request) -> HTMLResponse:
        session = guard.anyone(request)
        if session is not None and session.is_staff:
            return await overview(house, request, session)
        return _login(web, guard, request)

    @router.post(f"{PATH}/login")
    async def login(request: Request, password: Annotated[str, Form()] = "") -> Response:
        await guard.same_form(request, guard.anyone(request))
        language = chosen(request)
        seconds = guard.seconds_to_wait(request)
        if seconds:
            trouble = web.texts.say("web.staff.too_many", language, count=seconds)
            return _login(web, guard, request, trouble, 429, {"Retry-After": str(seconds)})
        if not await guard.opens(password):
            trouble = web.texts.say("web.staff.wrong", language)
            return _login(web, guard, request, trouble, 403)
        await note_action(house.console.engine, "login")
        response = to("", language)
        guard.remember(request, response, Session(is_staff=True))
        return response

    @router.post(f"{PATH}/logout")
    async def logout(request: Request) -> Response:
        await guard.acting(request)
        response = to("", chosen(request))
        guard.forget(response)
        return response

    return router


async def to_the_door(request: Request, _: Exception) -> Response:
    """For those who are not logged in, or not any more."""
    return to("", chosen(request))


def _login(
    web: Web,
    guard: Guard,
    request: Request,
    trouble: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    session = guard.anyone(request) or Session()
    response = _frame(web, request, trouble).response(
        web.templates, "staff/login.html", status, csrf=session.csrf, trouble=trouble
    )
    response.headers.update(headers or {})
    guard.remember(request, response, session)
    return response


def _frame(web: Web, request: Request, trouble: str = "") -> Frame:
    language = chosen(request)
    title = web.texts.say("web.staff.name", language)
    return Frame(request, language, trouble or title, title, is_private=True)
