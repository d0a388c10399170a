"""Is it true, whole and sound: what is due, what is missing, what the check finds."""

from collections.abc import Sequence
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

_LONGEST_LETTER = 2_000
"""Characters of an address that every system hands on to the program for mail."""

LEVELS: tuple[Level, ...] = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Due:
    """An answer to be confirmed."""

    topic: str
    as_of: str
    said: str


@dataclass(frozen=True, slots=True)
class Owed:
    """All that is to be confirmed of one entity or general topic, and who would know.

    `mail` is the address of a letter that is ready to be sent, where there is one to send it to.
    """

    name: str
    file: str
    due: tuple[Due, ...]
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
        by_owner: dict[str, list[Stale]] = {}
        for one in found:
            by_owner.setdefault(one.entity or one.topic, []).append(one)
        owed = [_owed(stales, writer) for stales in by_owner.values()]
        return house.page(request, session, "freshness", owed=owed, count=len(found))

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


def _owed(stales: Sequence[Stale], writer: Writer) -> Owed:
    """What is to be confirmed of one owner, the oldest first."""
    knowledge, language = writer.knowledge, writer.language
    entity = knowledge.entities[stales[0].entity] if stales[0].entity else None
    due = tuple(_due(one, writer) for one in stales)
    folder, id_ = "topics", stales[0].topic
    if entity:
        folder = "clusters" if entity.id in knowledge.clusters else "organisations"
        id_ = entity.id
    name = entity.name.in_(language) if entity else due[0].topic
    contact = _whom(entity.id if entity else TEAM, writer) or _whom(TEAM, writer)
    mail = _letter(contact.email, name, due, writer) if contact and contact.email else ""
    return Owed(name, f"{folder}/{id_}.yaml", due, contact, mail)


def _due(one: Stale, writer: Writer) -> Due:
    knowledge, language = writer.knowledge, writer.language
    topic = knowledge.topics[one.topic]
    holder = knowledge.entities[one.entity].section(topic.id) if one.entity else topic
    said = holder.facts[0].text.in_(language)
    return Due(topic.title.in_(language), writer.texts.as_of(one.as_of, language), said)


def _letter(address: str, name: str, due: Sequence[Due], writer: Writer) -> str:
    """The address of a letter; programs take no longer ones, so that the last facts may miss."""
    subject = quote(writer.say("web.staff.mail_subject", name=name))
    lines: list[str] = []
    letter = ""
    for one in due:
        lines.append(f"- {one.topic} ({one.as_of}): {one.said}")
        body = quote(writer.say("web.staff.mail_body", name=name, facts="\n".join(lines)))
        longer = f"mailto:{address}?subject={subject}&body={body}"
        if letter and len(longer) > _LONGEST_LETTER:
            break
        letter = longer
    return letter


def _whom(id_: str, writer: Writer) -> Contact | None:
    """Who of an entity can be written to, else called."""
    entity = writer.knowledge.entities[id_]
    contacts = writer.contacts(entity.section("contact").facts, entity)
    written = (one for one in contacts if one.email)
    return next(written, next((one for one in contacts if one.phone), None))
