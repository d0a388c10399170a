"""Is it true, whole and sound: what is due, what is missing, what the check finds."""

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.answering.parts import TEAM, Writer
from bot.cards import Contact
from bot.checking.wording import medal_in_words, point_in_words
from handlers.web.frame import chosen
from handlers.web.staff.guard import PATH
from handlers.web.staff.room import House
from handlers.web.staff.sessions import Session
from knowledge.completeness import MEDALS, completeness
from knowledge.freshness import Stale, stale
from knowledge.model import UNDATED
from knowledge.rules import Level

LEVELS: tuple[Level, ...] = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Due:
    """An answer to be confirmed: of whom, about what, as of when, and who would know.

    `mail` is the address of a letter that is ready to be sent, where there is one to send it to.
    """

    name: str
    topic: str
    as_of: str
    file: str
    said: str
    contact: Contact | None
    mail: str


def keeping_router(house: House) -> APIRouter:
    """/staff/freshness, /staff/completeness and /staff/findings."""
    router = APIRouter()
    staff = house.guard.staff

    @router.get(f"{PATH}/freshness")
    async def freshness(
        request: Request, session: Annotated[Session, Depends(staff)]
    ) -> HTMLResponse:
        assistant, language = house.web.assistant(), chosen(request)
        writer = Writer(assistant.knowledge, assistant.texts, language, house.web.today())
        found = sorted(
            stale(assistant.knowledge, writer.today),
            key=lambda one: (one.as_of == UNDATED, one.as_of),
        )
        due = [_due(one, writer) for one in found]
        return house.page(request, session, "freshness", due=due)

    @router.get(f"{PATH}/completeness")
    async def complete(
        request: Request, session: Annotated[Session, Depends(staff)]
    ) -> HTMLResponse:
        assistant, language = house.web.assistant(), chosen(request)
        knowledge, texts = assistant.knowledge, assistant.texts
        found = completeness(knowledge, house.web.today())
        medals = [one.medal for one in found]
        rows = [
            {
                "id": one.entity,
                "name": knowledge.entities[one.entity].name.in_(language),
                "medal": medal_in_words(one.medal, texts, language),
                "missing": [
                    (
                        medal_in_words(medal, texts, language),
                        [point_in_words(point, knowledge, texts, language) for point in points],
                    )
                    for medal, points in one.missing
                ],
            }
            for one in found
        ]
        counts = [
            (medal_in_words(medal, texts, language), medals.count(medal))
            for medal in (*reversed(MEDALS), None)
        ]
        return house.page(request, session, "completeness", rows=rows, counts=counts)

    @router.get(f"{PATH}/findings")
    async def findings(
        request: Request, session: Annotated[Session, Depends(staff)]
    ) -> HTMLResponse:
        language = chosen(request)
        problems = await house.console.inspect()
        told = {
            level: [
                (file, [(problem, problem.said_in(language)) for problem in own])
                for file, own in groupby(
                    (one for one in problems if one.level == level), key=lambda one: one.file
                )
            ]
            for level in LEVELS
        }
        counts = {level: sum(one.level == level for one in problems) for level in LEVELS}
        return house.page(request, session, "findings", told=told, counts=counts)

    return router


def _due(one: Stale, writer: Writer) -> Due:
    knowledge, language = writer.knowledge, writer.language
    topic = knowledge.topics[one.topic]
    entity = knowledge.entities[one.entity] if one.entity else None
    fact = (entity.section(topic.id) if entity else topic).facts[0]
    folder = "topics"
    if entity:
        folder = "clusters" if entity.id in knowledge.clusters else "organisations"
    name = entity.name.in_(language) if entity else ""
    as_of = writer.texts.as_of(one.as_of, language)
    said = fact.text.in_(language)
    about = topic.title.in_(language)
    contact = _whom(entity.id if entity else TEAM, writer) or _whom(TEAM, writer)
    mail = ""
    if contact and contact.email:
        subject = writer.say("web.staff.mail_subject", name=name or about)
        body = writer.say("web.staff.mail_body", topic=about, said=said, as_of=as_of)
        mail = f"mailto:{contact.email}?subject={quote(subject)}&body={quote(body)}"
    return Due(name, about, as_of, f"{folder}/{one.entity or topic.id}.yaml", said, contact, mail)


def _whom(id_: str, writer: Writer) -> Contact | None:
    """Who of an entity can be written to, else called."""
    entity = writer.knowledge.entities[id_]
    contacts = writer.contacts(entity.section("contact").facts, entity)
    written = (one for one in contacts if one.email)
    return next(written, next((one for one in contacts if one.phone), None))
