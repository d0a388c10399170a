"""The first page: how the day is, what waits, what staff have done."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.store.staff_actions import latest_actions
from bot.store.usage import DAY, outcomes
from bot.unanswered import current
from handlers.web.staff.room import House, moment, now
from handlers.web.staff.sessions import Session
from knowledge.freshness import stale

OUTCOMES = ("found", "choose", "not_found", "smalltalk")
DAYS = 30
"""So long ago may have been asked what the console lists."""
MOST = 50
"""Groups that are looked at; what comes after them is asked rarely."""
_ACTIONS = 10


async def overview(house: House, request: Request, session: Session) -> HTMLResponse:
    """The page for those who are logged in."""
    console, assistant = house.console, house.web.assistant()
    counts = await outcomes(console.engine, now() - DAY)
    groups = await current(console.engine, assistant, now(), DAYS, MOST)
    done = await latest_actions(console.engine, _ACTIONS)
    return house.page(
        request,
        session,
        "overview",
        asked=sum(counts.values()),
        outcomes=[(name, counts[name]) for name in OUTCOMES if name in counts],
        waiting=len(groups),
        many=len(groups) == MOST,
        due=sum(1 for _ in stale(assistant.knowledge, house.web.today())),
        live=console.live,
        actions=[(moment(one.done_at), one.action, one.detail) for one in done],
    )
