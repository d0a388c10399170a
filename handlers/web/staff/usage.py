"""How much is asked, of what, and how it ends: charts, the same as tables, and as a file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.store.usage import DAY, Asked, usage
from handlers.web.charts import WIDTH, Bar, Chart
from handlers.web.frame import chosen
from handlers.web.staff.guard import PATH
from handlers.web.staff.overview import OUTCOMES
from handlers.web.staff.room import House, now
from handlers.web.staff.sessions import Session
from handlers.web.staff.sheets import sheet
from knowledge.model import ASKED_BACK, LANGUAGES, OUTSIDE

Span = Literal["7", "30", "90"]

_MOST = 15
_HEIGHT, _GAP = 140, 2
_BAR_ROW, _BAR_SPACE = 44, 306
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """The questions of one day, standing on the ground; `part` is the height of those in vain."""

    day: str
    value: int
    in_vain: int
    left: float
    width: float
    height: int
    part: int


def usage_router(house: House) -> APIRouter:
    """/staff/usage, and its days as a CSV file."""
    router = APIRouter()
    engine = house.console.engine

    @router.get(f"{PATH}/usage")
    async def shown(
        request: Request,
        session: Annotated[Session, Depends(house.guard.staff)],
        days: Span = "30",
    ) -> HTMLResponse:
        first, offset = _first_day(int(days))
        found = await usage(engine, first * DAY - offset, offset, _MOST)
        language = chosen(request)
        knowledge = house.web.assistant().knowledge
        outcomes = _summed((one.outcome, one.number) for one in found.asked)
        spoken = _summed((one.language, one.number) for one in found.asked)
        entities = {
            knowledge.entities[id_].name.in_(language) if id_ in knowledge.entities else id_: count
            for id_, count in found.entities.items()
        }
        topics = {
            knowledge.topics[id_].title.in_(language) if id_ in knowledge.topics else id_: count
            for id_, count in found.topics.items()
            if id_ not in (OUTSIDE, ASKED_BACK)  # how it ended, not what was asked
        }
        charts = {
            "outcomes": {
                house.say(f"web.staff.outcome_{name}", language): outcomes[name]
                for name in OUTCOMES
                if name in outcomes
            },
            "languages": {
                house.say(f"web.staff.language_{name}", language): spoken[name]
                for name in LANGUAGES
                if name in spoken
            },
            "entities": entities,
            "topics": topics,
        }
        return house.page(
            request,
            session,
            "usage",
            days=days,
            spans=("7", "30", "90"),
            total=sum(outcomes.values()),
            helped=found.helped,
            unhelped=found.unhelped,
            columns=_columns(found.asked, first, int(days)),
            charts=[(name, counts, _bars(counts)) for name, counts in charts.items()],
            width=WIDTH,
            height=_HEIGHT,
        )

    @router.get(f"{PATH}/usage.csv")
    async def as_file(
        _: Annotated[Session, Depends(house.guard.staff)], days: Span = "90"
    ) -> Response:
        first, offset = _first_day(int(days))
        found = await usage(engine, first * DAY - offset, offset, _MOST)
        header = ("day", "outcome", "language", "questions")
        return sheet(
            "usage",
            header,
            ((_named(one.day), one.outcome, one.language, one.number) for one in found.asked),
        )

    return router


def _first_day(days: int) -> tuple[int, int]:
    """The first of so many days up to today, and how far our clock is ahead of UTC's."""
    zone = datetime.now().astimezone().utcoffset() or timedelta()
    offset = int(zone.total_seconds() * 1000)
    return (now() + offset) // DAY - days + 1, offset


def _named(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def _summed(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for name, number in pairs:
        counts[name] += number
    return counts


def _columns(asked: Iterable[Asked], first: int, days: int) -> list[Column]:
    asked = list(asked)
    totals = _summed((_named(one.day), one.number) for one in asked)
    in_vain = _summed(
        (_named(one.day), one.number) for one in asked if one.outcome in ("not_found", "choose")
    )
    highest = max(totals.values(), default=1)
    width = WIDTH / days
    return [
        Column(
            day,
            totals[day],
            in_vain[day],
            round(number * width, 1),
            round(width - _GAP, 1),
            round(totals[day] / highest * _HEIGHT),
            round(in_vain[day] / highest * _HEIGHT),
        )
        for number, day in enumerate(_named(first + number) for number in range(days))
    ]


def _bars(counts: Mapping[str, int]) -> Chart[Bar]:
    longest = max(counts.values(), default=1)
    bars = tuple(
        Bar(name, value, row * _BAR_ROW, round(value / longest * _BAR_SPACE), 0)
        for row, (name, value) in enumerate(counts.items())
    )
    return Chart(bars, len(bars) * _BAR_ROW)
