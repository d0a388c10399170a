"""Pages of single clusters and organisations: cards by link, contacts as files, dead links."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.answering.parts import Writer
from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Choose, Found, NotFound, Question, SmallTalk
from handlers.web.channel import Web
from handlers.web.chat import Chat
from handlers.web.contacts import vcards
from handlers.web.frame import Frame, address_of, chosen
from handlers.web.said import Opened
from handlers.web.structured import organization
from handlers.web.turns import turn_of
from knowledge.model import Language

_LONGEST_PATH = 100


def entities_router(web: Web) -> APIRouter:
    """/c/ID, /c/ID/TOPIC and /c/ID/contact.vcf."""
    router = APIRouter()
    chat = Chat(web)

    @router.get("/c/{entity}/contact.vcf")
    async def contact_file(request: Request, entity: str) -> Response:
        language = chosen(request)
        assistant = web.assistant()
        known = assistant.knowledge.entities.get(entity)
        writer = Writer(assistant.knowledge, assistant.texts, language, web.today())
        content = vcards(known, writer) if known else ""
        if not content:
            return missing(request, entity)
        headers = {"Content-Disposition": f'attachment; filename="{entity}.vcf"'}
        return Response(content, media_type="text/vcard; charset=utf-8", headers=headers)

    @router.get("/c/{entity}")
    async def overview(request: Request, entity: str) -> HTMLResponse:
        return card(request, Target("overview", entity))

    @router.get("/c/{entity}/{topic}")
    async def topic_page(request: Request, entity: str, topic: str) -> HTMLResponse:
        return card(request, Target(topic, entity))

    def card(request: Request, target: Target) -> HTMLResponse:
        language = chosen(request)
        assistant = web.assistant()
        knowledge = assistant.knowledge
        entity = knowledge.entities.get(target.entity or "")
        topic = knowledge.topics.get(target.topic)
        if entity is None or topic is None or topic.scope != "entity":
            return missing(request, f"{target.entity} {target.topic}")
        reply = web.talk.show(target, language)
        turn = turn_of(Opened(target, language), reply, assistant, web.today(), led=True)
        is_overview = target.topic == "overview"
        path = f"/c/{entity.id}" if is_overview else f"/c/{entity.id}/{topic.id}"
        own = address_of(request, f"/c/{entity.id}")
        return chat.page(
            request,
            language,
            [turn],
            address=address_of(request, path),
            structured=organization(entity, language, own.in_(language)),
        )

    def missing(request: Request, words: str) -> HTMLResponse:
        language = chosen(request)
        title = web.texts.say("web.missing.title", language)
        line = web.texts.say("web.missing.line", language)
        return Frame(request, language, title, line).response(
            web.templates, "missing.html", 404, nearest=_nearest(web, words, language)
        )

    return router


def _nearest(web: Web, words: str, language: Language) -> list[dict[str, str]]:
    """Where the words of a dead link may have been meant to lead."""
    assistant = web.assistant()
    text = words[:_LONGEST_PATH].replace("-", " ").removesuffix(" overview")
    answer = assistant.ask(Question(text, web.today(), language=language)).answer
    match answer:
        case Found(str() as entity, topic):
            targets = [Target(topic, entity)]
        case Choose(_, choices):
            targets = list(choices)
        case NotFound(_, nearest):
            targets = list(nearest)
        case Found() | SmallTalk():
            targets = []
    writer = Writer(assistant.knowledge, assistant.texts, language, web.today())
    return [
        {"label": writer.question_button(target).label, "path": _path(target, assistant)}
        for target in targets
        if _path(target, assistant)
    ]


def _path(target: Target, assistant: Assistant) -> str:
    """The page of a target; empty where there is none."""
    scope = assistant.knowledge.topics[target.topic].scope
    if scope == "set":
        return "/clusters"
    if target.entity is None or scope != "entity":
        return ""
    return f"/c/{target.entity}" + ("" if target.topic == "overview" else f"/{target.topic}")
