"""The list of clusters: filtered by a form, drawn, and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

from fastapi import APIRouter
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.answering.parts import Writer
from bot.cards import Row
from bot.texts import Texts
from bot.understanding.normalise import fold
from handlers.web import charts
from handlers.web.channel import Web
from handlers.web.directory import Filter, Listed
from handlers.web.frame import Frame, address_of, chosen
from knowledge.model import Cluster, Knowledge, Language

_LONGEST_WORDS = 100
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Filters:
    """What the form of the page narrows the list by."""

    words: str = ""
    sector: str | None = None
    founded_from: int | None = None
    founded_to: int | None = None
    members_from: int | None = None
    members_to: int | None = None

    @classmethod
    def of(cls, query: QueryParams) -> Self:
        """What an address says.

        Raises:
            HTTPException: where a year or a size is no number.
        """
        return cls(
            words=query.get("words", "").strip()[:_LONGEST_WORDS],
            sector=query.get("sector") or None,
            founded_from=_number(query.get("founded_from", "")),
            founded_to=_number(query.get("founded_to", "")),
            members_from=_number(query.get("members_from", "")),
            members_to=_number(query.get("members_to", "")),
        )

    @property
    def filter(self) -> Filter:
        """The same without the words."""
        return Filter(
            sector=self.sector,
            founded_from=self.founded_from,
            founded_to=self.founded_to,
            members_from=self.members_from,
            members_to=self.members_to,
        )

    def names(self, cluster: Cluster) -> bool:
        """Whether the names of a cluster hold all the words."""
        names = (cluster.name.pl, cluster.name.en, cluster.short.pl, cluster.short.en)
        known = fold(" ".join(names))
        return all(word in known for word in fold(self.words).split())

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def clusters_router(web: Web) -> APIRouter:
    """/clusters."""
    router = APIRouter()

    @router.get("/clusters")
    async def clusters(request: Request) -> HTMLResponse:
        language = chosen(request)
        say = web.texts.say
        knowledge = web.assistant().knowledge
        filters = Filters.of(request.query_params)
        if filters.sector is not None and filters.sector not in knowledge.sectors:
            raise HTTPException(422)
        kept = [one for one in web.directory.kept(filters.filter) if filters.names(one.cluster)]
        listed = [one for one in kept if one.is_on_list]
        drawn = [_measured(one, language) for one in listed]
        writer = Writer(knowledge, web.texts, language, web.today())
        frame = Frame(
            request,
            language,
            say("web.title", language, title=say("web.clusters.title", language)),
            say("web.clusters.description", language),
            address_of(request, "/clusters"),
            here="clusters",
        )
        return frame.response(
            web.templates,
            "clusters.html",
            filters=filters,
            sectors=_sectors(knowledge, web.directory.clusters, language),
            header=_header(web.texts, language),
            rows=[_row(knowledge, one, language) for one in listed],
            sizes=charts.sizes(drawn),
            years=charts.years(drawn),
            width=charts.WIDTH,
            later=[
                (one.cluster.id, one.cluster.name.in_(language))
                for one in kept
                if not one.is_on_list
            ],
            source=writer.sources((), knowledge.lists.reference.source)[0],
        )

    return router


def _header(texts: Texts, language: Language) -> list[str]:
    numbers = [f"list.column.{column}" for column in ("year", "members", "companies")]
    keys = ["list.column.name", "web.clusters.sector", *numbers]
    return [texts.say(key, language) for key in keys]


def _row(knowledge: Knowledge, one: Listed, language: Language) -> Row:
    sectors = [knowledge.sectors[sector].name.in_(language) for sector in one.cluster.sectors]
    numbers = (one.founded, one.members, one.companies)
    shown = ("–" if number is None else str(number) for number in numbers)
    name = one.cluster.name.in_(language)
    return Row((name, ", ".join(sectors) or "–", *shown), one.cluster.id)


def _measured(one: Listed, language: Language) -> charts.Measured:
    name = one.cluster.short.in_(language)
    return charts.Measured(name, one.founded, one.members, one.companies)


def _sectors(
    knowledge: Knowledge, clusters: Iterable[Listed], language: Language
) -> list[tuple[str, str]]:
    """The sectors that there are clusters in, by name."""
    used = {sector for one in clusters for sector in one.cluster.sectors}
    named = [(id_, knowledge.sectors[id_].name.in_(language)) for id_ in used]
    return sorted(named, key=lambda pair: fold(pair[1]))


def _number(value: str) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS:
        raise HTTPException(422)
    return int(value)
