"""The chat page: first view, questions, buttons, feedback, with and without JavaScript."""

from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.store.faults import StoreError
from bot.store.feedback import Reason
from handlers.web.channel import Web
from handlers.web.frame import Address, Frame, address_of, chosen, known
from handlers.web.languages import preferred
from handlers.web.said import Asked, Opened, Saying, decode, encode, latest, readable
from handlers.web.talk import LONGEST_QUESTION, Outcome, Paused, Said, TooMany
from handlers.web.turns import Turn, earlier_turns, turn_of
from handlers.web.visitors import Visitor
from knowledge.model import LANGUAGES, Language

TOO_MANY = 429
REASONS = tuple(Reason)


class Sent(BaseModel):
    """The form of the page.

    `open` and `helped` are the buttons of its cards; `led` is the card that a link led to, which
    is no part of the conversation until something is asked on it.
    """

    q: str = ""
    open: str = ""
    helped: str = ""
    lang: str = ""
    conversation: str = ""
    led: str = ""
    said: list[str] = []


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the feedback on an answer has come, in the language of that answer."""

    language: Language
    question: str
    stage: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a form: a turn, a verdict, or trouble in words."""

    turn: Turn | None = None
    verdict: Verdict | None = None
    trouble: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def chat_router(web: Web) -> APIRouter:
    """The start page, and what its form leads to."""
    router = APIRouter()
    chat = Chat(web)

    @router.get("/")
    async def start(request: Request, q: str = "") -> HTMLResponse:
        language = chosen(request)
        if not q.strip():
            return chat.page(request, language, address=address_of(request, "/"))
        result = await chat.result(Sent(q=q), _visitor(request), language)
        turns = [result.turn] if result.turn else []
        return chat.page(request, language, turns, result, kept="" if turns else q)

    @router.post("/")
    async def talk(request: Request, sent: Annotated[Sent, Form()]) -> HTMLResponse:
        language = known(sent.lang) or preferred(request)
        result = await chat.result(sent, _visitor(request, sent), language)
        # Whoever asks too much is not given the answers of before once more.
        turns = [] if result.status == TOO_MANY else chat.earlier(sent, language)
        if result.turn:
            turns.append(result.turn)
        if result.verdict and turns:
            verdict = result.verdict
            turns[-1] = replace(turns[-1], question=verdict.question, stage=verdict.stage)
        if result.trouble and turns:
            turns[-1] = replace(turns[-1], led=bool(sent.led))
        kept = "" if result.turn and not sent.open else sent.q
        return chat.page(request, language, turns, result, sent.conversation, kept=kept)

    @router.post("/turn")
    async def turn(request: Request, sent: Annotated[Sent, Form()]) -> HTMLResponse:
        language = known(sent.lang) or preferred(request)
        return chat.part(await chat.result(sent, _visitor(request, sent), language), language)

    return router


class Chat:
    """Answers the form, and writes the pages and parts of pages that hold the answers."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def result(self, sent: Sent, visitor: Visitor, language: Language) -> Result:
        """Do what the form asks for; `language` is that of the page."""
        if sent.helped:
            return await self._judged(sent.helped, language)
        saying = decode(sent.open) or Asked(readable(sent.q).strip())
        match saying:
            case Asked(""):
                return Result(trouble=self._say("web.empty", language), status=422)
            case Asked(text) if len(text) > LONGEST_QUESTION:
                words = self._say("web.too_long", language, limit=LONGEST_QUESTION)
                return Result(trouble=words, status=422)
            case Asked(text):
                visitor = await self._led(sent.led, visitor)
                outcome = await self._web.talk.ask(text, visitor, page=language)
            case Opened(target, spoken):
                outcome = await self._web.talk.open(target, visitor, spoken)
        return self._answered(saying, outcome, language)

    def earlier(self, sent: Sent, language: Language) -> list[Turn]:
        """What the form says was said before."""
        web = self._web
        return earlier_turns(latest(sent.said), web.assistant(), web.today(), language)

    def page(
        self,
        request: Request,
        language: Language,
        turns: list[Turn] | None = None,
        result: Result | None = None,
        conversation: str = "",
        *,
        address: Address | None = None,
        kept: str = "",
        structured: object = None,
    ) -> HTMLResponse:
        """The chat page with what was said; `kept` stands in the field for the question."""
        result = result or Result()
        if result.turn:
            conversation = result.turn.conversation
        title, description = self._head(turns or [], result.trouble, language)
        frame = Frame(request, language, title, description, address)
        response = frame.response(
            self._web.templates,
            "chat.html",
            result.status,
            turns=turns or [],
            examples=[] if turns else self._examples(language),
            conversation=conversation,
            trouble=result.trouble,
            kept=readable(kept),
            longest=LONGEST_QUESTION,
            reasons=REASONS,
            structured=structured,
        )
        response.headers.update(result.headers)
        return response

    def part(self, result: Result, language: Language) -> HTMLResponse:
        """What a page in the browser puts into itself."""
        render = self._web.templates.page
        if result.turn:
            html = render("turn.html", language, turn=result.turn, newest=True, reasons=REASONS)
        elif result.verdict:
            verdict = result.verdict
            html = render(
                "feedback.html",
                language,
                spoken=verdict.language,
                question=verdict.question,
                stage=verdict.stage,
                reasons=REASONS,
            )
        else:
            html = render("trouble.html", language, trouble=result.trouble)
        headers = {**result.headers, "Cache-Control": "no-store"}
        return HTMLResponse(html, result.status, headers)

    def _head(self, turns: list[Turn], trouble: str, language: Language) -> tuple[str, str]:
        """The title of a page, which is what is heard first of it, and its description."""
        if not turns:
            title = self._say("web.heading", language)
            return trouble or title, self._say("web.description", language)
        card = turns[-1].reply.answer.card
        title = self._say("web.title", language, title=card.title)
        return trouble or title, card.lines[0].text

    async def _led(self, value: str, visitor: Visitor) -> Visitor:
        """What is asked on a card that a link led to follows on that card."""
        match decode(value):
            case Opened(target, spoken):
                outcome = await self._web.talk.open(target, visitor, spoken)
                if isinstance(outcome, Said):
                    return replace(visitor, conversation=outcome.conversation)
            case _:
                pass
        return visitor

    def _answered(self, saying: Saying, outcome: Outcome, language: Language) -> Result:
        match outcome:
            case Said(reply, conversation, question):
                web = self._web
                turn = turn_of(
                    saying,
                    reply,
                    web.assistant(),
                    web.today(),
                    conversation=conversation,
                    question=question,
                )
                return Result(turn)
            case TooMany(seconds):
                words = self._web.refusal(outcome, language)
                return Result(
                    trouble=words, status=TOO_MANY, headers={"Retry-After": str(seconds)}
                )
            case Paused():
                return Result(trouble=self._web.refusal(outcome, language), status=503)

    async def _judged(self, value: str, language: Language) -> Result:
        """Keep a verdict; "no" asks for a reason, which takes its place."""
        code, _, rest = value.partition(":")
        word, _, question = rest.partition(":")
        reason = next((reason for reason in REASONS if reason == word), None)
        if reason is None and word not in ("yes", "no"):
            return Result(trouble=self._say("web.failed", language), status=422)
        try:
            is_kept = await self._web.talk.rate(question, is_helpful=word == "yes", reason=reason)
        except StoreError:
            return Result(trouble=self._say("web.failed", language), status=503)
        stage = "gone" if not is_kept else "why" if word == "no" else "thanks"
        return Result(verdict=Verdict(known(code) or language, question, stage))

    def _examples(self, language: Language) -> list[dict[str, object]]:
        """Questions to try, in the language of the page and in the other one."""
        ordered = sorted(LANGUAGES, key=lambda other: other != language)
        return [
            {
                "language": spoken,
                "buttons": [
                    {"label": item.label, "said": encode(Opened(item.target, spoken))}
                    for item in self._web.talk.welcome(spoken).answer.card.follow_ups
                ],
            }
            for spoken in ordered
        ]

    def _say(self, key: str, language: Language, **values: object) -> str:
        return self._web.texts.say(key, language, **values)


def _visitor(request: Request, sent: Sent | None = None) -> Visitor:
    address = request.client.host if request.client else None
    return Visitor(address, (sent and sent.conversation) or None)
