"""The console put together: behind the door, or closed where no password is set."""

from fastapi import APIRouter

from handlers.web.channel import Web
from handlers.web.staff.attempts import attempts_router
from handlers.web.staff.cards import cards_router
from handlers.web.staff.door import closed_router, door_router
from handlers.web.staff.guard import Guard
from handlers.web.staff.keeping import keeping_router
from handlers.web.staff.room import House
from handlers.web.staff.unanswered import unanswered_router
from handlers.web.staff.usage import usage_router
from handlers.web.staff.versions import versions_router


def staff_router(web: Web) -> APIRouter:
    """All of /staff."""
    if web.console is None:
        return closed_router(web)
    router = APIRouter()
    house = House(web, web.console, Guard(web.console))
    for rooms in (
        door_router,
        unanswered_router,
        attempts_router,
        keeping_router,
        cards_router,
        versions_router,
        usage_router,
    ):
        router.include_router(rooms(house))
    return router
