"""Any card in both languages, and any question with why it is answered so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation, Question, Reply
from bot.plain import plain_text
from bot.understanding.explanation import Explanation
from handlers.web.frame import chosen
from handlers.web.said import Asked, Opened, Saying, readable
from handlers.web.staff.guard import PATH
from handlers.web.staff.room import House
from handlers.web.staff.sessions import Session
from handlers.web.talk import LONGEST_QUESTION
from handlers.web.turns import Turn, turn_of
from knowledge.model import LANGUAGES, OUTSIDE, Entity, Language


@dataclass(frozen=True, slots=True)
class Preview:
    """A card as the pages show it, and the words of it that are read aloud."""

    turn: Turn
    spoken: str


def cards_router(house: House) -> APIRouter:
    """/staff/cards and /staff/tryout."""
    router = APIRouter()
    web = house.web

    def preview(saying: Saying, reply: Reply, assistant: Assistant) -> Preview:
        turn = turn_of(saying, reply, assistant, web.today())
        spoken = plain_text(reply.answer.card, assistant.texts, reply.language)
        return Preview(turn, spoken)

    @router.get(f"{PATH}/cards")
    async def cards(
        request: Request,
        session: Annotated[Session, Depends(house.guard.staff)],
        entity: str = "",
        topic: str = "overview",
    ) -> HTMLResponse:
        assistant, language = web.assistant(), chosen(request)
        knowledge = assistant.knowledge
        target = Target(topic, entity or None)
        is_whole = entity or (
            topic in knowledge.topics and knowledge.topics[topic].scope != "entity"
        )
        previews = []
        for spoken in LANGUAGES if is_whole else ():
            before = Conversation(language=spoken)
            reply = assistant.open(target, before, web.today())
            previews.append(preview(Opened(target, spoken), reply, assistant))
        return house.page(
            request,
            session,
            "cards",
            entity=entity,
            topic=topic,
            clusters=_named(knowledge.clusters.values(), language),
            organisations=_named(knowledge.organisations.values(), language),
            topics=sorted(
                ((one.id, one.title.in_(language)) for one in knowledge.topics.values()),
                key=lambda pair: pair[1].casefold(),
            ),
            previews=previews,
            reasons=(),
        )

    @router.get(f"{PATH}/tryout")
    async def tryout(
        request: Request, session: Annotated[Session, Depends(house.guard.staff)], q: str = ""
    ) -> HTMLResponse:
        assistant, language = web.assistant(), chosen(request)
        asked = readable(q).strip()[:LONGEST_QUESTION]
        shown = None
        if asked:
            question = Question(asked, web.today())
            reply = assistant.ask(question)
            explained = _told(assistant.explain(question), assistant, language)
            shown = preview(Asked(asked), reply, assistant), explained
        return house.page(request, session, "tryout", q=asked, shown=shown, reasons=())

    return router


def _named(entities: Iterable[Entity], language: Language) -> list[tuple[str, str]]:
    named = ((one.id, one.name.in_(language)) for one in entities)
    return sorted(named, key=lambda pair: pair[1].casefold())


@dataclass(frozen=True, slots=True)
class Told:
    """An explanation in words and numbers, as the page has them in tables."""

    language: Language
    way: str
    weighed: tuple[tuple[str, str, int], ...]
    entities: tuple[tuple[str, str, float, tuple[tuple[str, str], ...], bool], ...]
    topics: tuple[tuple[str, float, tuple[str, ...], float, bool], ...]
    like: tuple[tuple[str, float], ...]
    corrections: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    neighbours: tuple[str, ...]
    condition: str


def _told(explanation: Explanation, assistant: Assistant, language: Language) -> Told:
    knowledge = assistant.knowledge

    def title(topic: str) -> str:
        if topic == OUTSIDE:
            return assistant.texts.say("web.staff.outside", language)
        return f"{knowledge.topics[topic].title.in_(language)} ({topic})"

    return Told(
        language=explanation.understanding.language,
        way=explanation.way,
        weighed=tuple(
            (title(one.option.topic), one.option.way, round(100 * one.probability))
            for one in explanation.weighed
        ),
        entities=tuple(
            (
                one.id,
                knowledge.entities[one.id].name.in_(language),
                round(one.score, 2),
                tuple((proof.kind, proof.words) for proof in one.evidence),
                one.taken,
            )
            for one in explanation.entities
        ),
        topics=tuple(
            (title(one.id), round(one.score, 2), one.words, round(one.likeness, 2), one.taken)
            for one in explanation.topics
        ),
        like=tuple((title(one.label), round(one.score, 2)) for one in explanation.like),
        corrections=tuple((one.typed, " / ".join(one.read_as)) for one in explanation.corrections),
        unknown=explanation.unknown,
        neighbours=tuple(one.id for one in explanation.neighbours),
        condition=assistant.describe(explanation.condition, language),
    )
