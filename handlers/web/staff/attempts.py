"""A suggestion accepted: tried beside the answers, then written; its page tells how far it is."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.cards import Target
from bot.rehearsal import Trial
from bot.store import attempts as store
from bot.store.faults import StoreError
from bot.store.staff_actions import note_action
from bot.store.unanswered import MarkKind, mark
from bot.unanswered import LONGEST_LINE, Suggestion, SuggestionKind, alias, example, outside
from handlers.web.frame import chosen
from handlers.web.staff.console import Console
from handlers.web.staff.guard import PATH
from handlers.web.staff.room import House, to
from handlers.web.staff.sessions import Session
from handlers.web.staff.unanswered import GIST, LARGEST
from knowledge.model import Knowledge, Language
from knowledge.problem import restored
from knowledge.yaml_writer import UnwritableError

_log = logging.getLogger(__name__)


class Accepted(BaseModel):
    """The form of a suggestion: a line, as what, of whom or what; and the group that it helps.

    The file follows from these; none is named by the form.
    """

    kind: SuggestionKind
    language: Language
    entity: str = ""
    topic: str = ""
    item: str = Field(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=LONGEST_LINE)
    question: str = Field(default="", max_length=1000)
    gist: str = Field(pattern=GIST)
    size: int = Field(ge=1, le=LARGEST)
    despite: Literal["", "yes"] = ""

    def suggestion(self, knowledge: Knowledge) -> Suggestion | None:
        """The line with its place; None for an entity or topic that is not there."""
        item = self.item.strip()
        if not item or (self.entity and self.entity not in knowledge.entities):
            return None
        match self.kind:
            case "outside":
                return outside(item, self.language)
            case "alias":
                known = self.entity
                return alias(item, self.language, self.entity, knowledge) if known else None
            case "example":
                target = Target(self.topic, self.entity or None)
                is_known = self.topic in knowledge.topics
                return example(item, self.language, target) if is_known else None


class Attempts:
    """Tries suggestions, one after the other, and notes what came of each."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, accepted: Accepted, suggestion: Suggestion) -> str:
        """Begin to try one; the id under which to ask for it."""
        id_ = secrets.token_urlsafe(12)
        sent = accepted.model_dump()
        told = {**sent, "file": suggestion.file, "line": suggestion.line}
        await store.begin(self._console.engine, id_, told)
        task = asyncio.create_task(self._try(id_, accepted, suggestion))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return id_

    async def _try(self, id_: str, accepted: Accepted, suggestion: Suggestion) -> None:
        engine, despite = self._console.engine, bool(accepted.despite)
        state: store.State = "failed"
        outcome: Mapping[str, Any] = {}
        try:
            async with self._turn:
                trial = await self._console.accept(suggestion, although_it_breaks=despite)
            is_written = trial.allows(although_it_breaks=despite)
            state, outcome = "written" if is_written else "refused", _data(trial)
        except UnwritableError as error:
            _log.warning("A suggestion does not fit into %s. %s", suggestion.file, error)
            outcome = {"reason": "layout"}
        except OSError as error:
            _log.warning("%s cannot be changed (%s)", suggestion.file, error.strerror)
            outcome = {"reason": "disk"}
        except Exception as error:  # whatever it is, nothing was written and staff are told
            _log.warning("A suggestion could not be tried (%s: %s)", type(error).__name__, error)
        try:
            if state == "written":
                kind: MarkKind = "not_ours" if suggestion.kind == "outside" else "answered"
                await mark(engine, accepted.gist, kind, accepted.size)
                await note_action(engine, f"accept-{suggestion.kind}", suggestion.file)
            await store.end(engine, id_, state, outcome)
        except StoreError as error:
            _log.warning("What came of a suggestion is not noted. %s", error)


def attempts_router(house: House) -> APIRouter:
    """/staff/attempts: accepting a suggestion, and what comes of it."""
    router = APIRouter()
    attempts = Attempts(house.console)

    @router.post(f"{PATH}/attempts")
    async def accept(
        request: Request,
        _: Annotated[Session, Depends(house.guard.acting)],
        sent: Annotated[Accepted, Form()],
    ) -> Response:
        suggestion = sent.suggestion(house.web.assistant().knowledge)
        if suggestion is None:
            raise HTTPException(422)
        id_ = await attempts.begin(sent, suggestion)
        return to(f"/attempts/{id_}", chosen(request))

    @router.get(f"{PATH}/attempts/{{id_}}")
    async def attempt(
        request: Request, session: Annotated[Session, Depends(house.guard.staff)], id_: str
    ) -> HTMLResponse:
        found = await store.attempt(house.console.engine, id_)
        if found is None:
            raise HTTPException(404)
        language = chosen(request)
        problems = (restored(one) for one in found.outcome.get("problems", ()))
        return house.page(
            request,
            session,
            "unanswered",
            template="attempt",
            heading=house.say(f"web.staff.attempt_{found.state}", language),
            attempt=found,
            problems=[(one, one.said_in(language)) for one in problems],
            broken=found.outcome.get("broken", ()),
            reason=found.outcome.get("reason", "other"),
        )

    return router


def _data(trial: Trial) -> Mapping[str, Any]:
    return {
        "problems": [asdict(problem) for problem in trial.problems],
        "broken": [asdict(turn) for turn in trial.broken],
    }
