"""Asking, going on from a card, judging an answer, and having a conversation forgotten."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from bot.cards import Target
from bot.store.faults import StoreError
from bot.store.feedback import Reason
from handlers.web.api.answers import Answered, Answers, Content
from handlers.web.api.operation import Operation
from handlers.web.api.problems import described, problem
from handlers.web.channel import Web
from handlers.web.languages import preferred
from handlers.web.talk import (
    CONVERSATION_PATTERN,
    LONGEST_QUESTION,
    QUESTION_PATTERN,
    Outcome,
    Paused,
    Said,
    TooMany,
)
from handlers.web.visitors import Visitor
from knowledge.model import Language

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_UNKEPT = {"Cache-Control": "no-store"}
_AWAY = "This cannot be kept for the moment: try again in a minute."

Conversation = Annotated[
    str | None,
    Field(pattern=CONVERSATION_PATTERN, description="The conversation to go on with."),
]
Spoken = Annotated[
    Language | None, Field(description="The language to answer in; else that of the question.")
]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Asked(_Sent):
    """A question, as people write it."""

    question: str = Field(
        min_length=1,
        max_length=LONGEST_QUESTION,
        pattern=r"\S",
        examples=["Jak dołączyć do klastra lotniczego?"],
    )
    lang: Spoken = None
    conversation: Conversation = None


class Opened(_Sent):
    """What a follow-up of a card leads to: its `target`."""

    topic: str = Field(pattern=_ID, max_length=64, examples=["contact"])
    entity: str | None = Field(None, pattern=_ID, max_length=64, examples=["lotniczy"])
    page: int = Field(1, ge=1, le=1000)
    other: str | None = Field(None, pattern=_ID, max_length=64, examples=[None])
    lang: Spoken = None
    conversation: Conversation = None


class Verdict(_Sent):
    """Whether an answer helped; a later verdict takes the place of an earlier one."""

    question_id: str = Field(pattern=QUESTION_PATTERN)
    helped: bool
    reason: Reason | None = None


class Forget(_Sent):
    """Which conversation to delete."""

    conversation: str = Field(pattern=CONVERSATION_PATTERN)


class Deleted(BaseModel):
    """How many questions were deleted."""

    questions: int = Field(ge=0)


def asking_router(web: Web) -> APIRouter:
    """The operations of a conversation."""
    router = APIRouter(tags=["conversation"], route_class=Operation)
    answers = Answers()

    def answered(outcome: Outcome, spoken: Language | None, request: Request) -> Response:
        if isinstance(outcome, Said):
            return _json(answers.write(outcome))
        said = web.refusal(outcome, spoken or preferred(request, "en"))
        match outcome:
            case TooMany(seconds):
                return problem(429, said, {"Retry-After": str(seconds)})
            case Paused():
                return problem(503, said)

    @router.post("/ask", responses=_answering(Answered))
    async def ask(asked: Asked, request: Request) -> Response:
        """Answer a question."""
        visitor = _visitor(request, asked.conversation)
        outcome = await web.talk.ask(asked.question, visitor, asked.lang)
        return answered(outcome, asked.lang, request)

    @router.post("/open", responses=_answering(Answered))
    async def open_(opened: Opened, request: Request) -> Response:
        """Answer with what a follow-up leads to."""
        target = Target(opened.topic, opened.entity, opened.page, opened.other)
        visitor = _visitor(request, opened.conversation)
        outcome = await web.talk.open(target, visitor, opened.lang)
        return answered(outcome, opened.lang, request)

    @router.get("/welcome", responses=_described(Content, 422))
    async def welcome(lang: Language = "pl") -> Response:
        """The first words to somebody new, with questions to try."""
        reply = web.talk.welcome(lang)
        return _json(answers.content(reply.answer, reply.language))

    @router.post(
        "/feedback",
        status_code=204,
        response_class=Response,
        responses=described(400, 404, 413, 422, 503),
    )
    async def feedback(verdict: Verdict) -> Response:
        """Say whether an answer helped."""
        try:
            is_known = await web.talk.rate(
                verdict.question_id, is_helpful=verdict.helped, reason=verdict.reason
            )
        except StoreError:
            return problem(503, _AWAY)
        if not is_known:
            return problem(404, "question_id: no such question is kept (any more).")
        return Response(status_code=204)

    @router.post("/forget", responses=_described(Deleted, 400, 413, 422, 503))
    async def forget(sent: Forget) -> Response:
        """Delete all that is kept of a conversation, its questions and verdicts included."""
        try:
            forgotten = await web.talk.forget(sent.conversation)
        except StoreError:
            return problem(503, _AWAY)
        return _json(b'{"questions":%d}' % forgotten.questions)

    return router


def _visitor(request: Request, conversation: str | None) -> Visitor:
    return Visitor(request.client.host if request.client else None, conversation)


def _json(content: bytes) -> Response:
    return Response(content, headers=_UNKEPT, media_type="application/json")


def _described(model: Any, *problems: int) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model}, **described(*problems)}


def _answering(model: Any) -> dict[int | str, dict[str, Any]]:
    return _described(model, 400, 413, 422, 429, 503)
