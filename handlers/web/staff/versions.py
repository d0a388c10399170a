"""Which knowledge answers, in which process, what is not taken, and what was live before."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.store.versions import loaded_versions, running_replicas
from handlers.web.frame import chosen
from handlers.web.staff.guard import PATH
from handlers.web.staff.room import House, moment
from handlers.web.staff.sessions import Session

_SHOWN = 20


def versions_router(house: House) -> APIRouter:
    """/staff/versions."""
    router = APIRouter()

    @router.get(f"{PATH}/versions")
    async def versions(
        request: Request, session: Annotated[Session, Depends(house.guard.staff)]
    ) -> HTMLResponse:
        console, language = house.console, chosen(request)
        live, refused = console.live, console.live.refused
        before = await loaded_versions(console.engine, _SHOWN)
        replicas = await running_replicas(console.engine)
        return house.page(
            request,
            session,
            "versions",
            live=live,
            changed=moment(int(live.version.changed_at.timestamp() * 1000)),
            taken=moment(int(live.taken_at.timestamp() * 1000)),
            refused=refused,
            problems=[(one, one.said_in(language)) for one in refused.problems] if refused else [],
            before=[(one.version, moment(one.loaded_at)) for one in before],
            replicas=[
                (one.id[:8], one.knowledge_version, moment(one.started_at), moment(one.seen_at))
                for one in replicas
            ],
        )

    return router
