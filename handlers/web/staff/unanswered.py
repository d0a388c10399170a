"""What was asked in vain: the groups with what may be done about each, and the list as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.answering.parts import Writer
from bot.assistant import Assistant
from bot.store.staff_actions import note_action
from bot.store.unanswered import MARK_KINDS, MarkKind, mark
from bot.store.usage import DAY
from bot.unanswered import Group, current
from handlers.web.frame import chosen
from handlers.web.staff.guard import PATH
from handlers.web.staff.overview import DAYS, MOST
from handlers.web.staff.room import House, moment, now, to
from handlers.web.staff.sessions import Session
from handlers.web.staff.sheets import sheet
from knowledge.model import Language

_LATER = 14 * DAY
GIST = r"^[0-9a-f]{16}$"
LARGEST = 1_000_000_000
"""More questions than a group can have, and few enough for every database."""


class Marked(BaseModel):
    """The form of the buttons that say what a group is."""

    kind: MarkKind
    gist: str = Field(pattern=GIST)
    size: int = Field(ge=1, le=LARGEST)


@dataclass(frozen=True, slots=True)
class Nearest:
    """A card that may have been meant: its question, and where its preview is."""

    label: str
    entity: str
    topic: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A group with its days and the nearest cards in words."""

    group: Group
    oldest: str
    newest: str
    nearest: tuple[Nearest, ...]


def unanswered_router(house: House) -> APIRouter:
    """/staff/unanswered, its buttons, and the list as a CSV file."""
    router = APIRouter()
    console = house.console

    @router.get(f"{PATH}/unanswered")
    async def unanswered(
        request: Request, session: Annotated[Session, Depends(house.guard.staff)]
    ) -> HTMLResponse:
        language = chosen(request)
        assistant = house.web.assistant()
        knowledge = assistant.knowledge
        groups = await current(console.engine, assistant, now(), DAYS, MOST)
        names = {id_: one.name.in_(language) for id_, one in knowledge.entities.items()}
        return house.page(
            request,
            session,
            "unanswered",
            days=DAYS,
            groups=[_shown(one, assistant, language, house.web.today()) for one in groups],
            names=dict(sorted(names.items(), key=lambda pair: pair[1].casefold())),
            titles={id_: one.title.in_(language) for id_, one in knowledge.topics.items()},
            marks=MARK_KINDS,
        )

    @router.post(f"{PATH}/unanswered/mark")
    async def marked(
        request: Request,
        _: Annotated[Session, Depends(house.guard.acting)],
        sent: Annotated[Marked, Form()],
    ) -> Response:
        until = now() + _LATER if sent.kind == "later" else None
        await mark(console.engine, sent.gist, sent.kind, sent.size, until)
        await note_action(console.engine, sent.kind, sent.gist)
        return to("/unanswered", chosen(request))

    @router.get(f"{PATH}/unanswered.csv")
    async def as_file(_: Annotated[Session, Depends(house.guard.staff)]) -> Response:
        groups = await current(console.engine, house.web.assistant(), now(), DAYS)
        header = ("question", "count", "languages", "reasons", "oldest", "newest", "suggestions")
        return sheet("unanswered", header, map(_row, groups))

    return router


def _shown(group: Group, assistant: Assistant, language: Language, today: date) -> Shown:
    knowledge = assistant.knowledge
    writer = Writer(knowledge, assistant.texts, language, today)
    return Shown(
        group,
        moment(group.oldest)[:10],
        moment(group.newest)[:10],
        tuple(
            Nearest(writer.question_button(one).label, one.entity or "", one.topic)
            for one in group.nearest
        ),
    )


def _row(group: Group) -> Sequence[object]:
    return (
        group.question,
        group.count,
        _counted(group.languages),
        _counted(group.reasons),
        moment(group.oldest),
        moment(group.newest),
        "\n".join(f"{one.file}: {one.line}" for one in group.suggestions),
    )


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
