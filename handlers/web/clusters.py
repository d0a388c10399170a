"""The list of clusters: filtered by a form, drawn, and as a table."""

from dataclasses import dataclass, fields
from typing import Self

from fastapi import APIRouter
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.answering.figures import Figures, ReferenceList
from bot.answering.parts import Writer
from bot.cards import Row
from bot.texts import Texts
from bot.understanding.conditions import Condition
from bot.understanding.normalise import fold
from bot.understanding.spans import Span
from handlers.web import charts
from handlers.web.channel import Web
from handlers.web.frame import Frame, address_of, chosen
from knowledge.model import Entity, Knowledge, Language

_LONGEST_WORDS = 100
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Filters:
    """What the form of the page narrows the list by."""

    words: str = ""
    sector: str = ""
    since: int | None = None
    until: int | None = None
    least: int | None = None
    most: int | None = None

    @classmethod
    def of(cls, query: QueryParams) -> Self:
        """What an address says.

        Raises:
            HTTPException: where a year or a size is no number.
        """
        return cls(
            words=query.get("words", "").strip()[:_LONGEST_WORDS],
            sector=query.get("sector", ""),
            since=_number(query.get("since", "")),
            until=_number(query.get("until", "")),
            least=_number(query.get("least", "")),
            most=_number(query.get("most", "")),
        )

    @property
    def condition(self) -> Condition:
        """The same as a condition of the assistant's."""
        has_years = self.since is not None or self.until is not None
        has_size = self.least is not None or self.most is not None
        return Condition(
            sectors=(self.sector,) if self.sector else (),
            years=(Span(self.since, self.until),) if has_years else (),
            size=Span(self.least, self.most) if has_size else None,
        )

    def fits(self, entity: Entity) -> bool:
        """Whether a name of the entity, in either language, holds all the words."""
        names = (entity.name, entity.short)
        known = fold(" ".join([name.in_(code) for name in names for code in ("pl", "en")]))
        return all(word in known for word in fold(self.words).split())

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) not in ("", None) for field in fields(self))


def clusters_router(web: Web) -> APIRouter:
    """/clusters."""
    router = APIRouter()

    @router.get("/clusters")
    async def clusters(request: Request) -> HTMLResponse:
        language = chosen(request)
        say = web.texts.say
        knowledge = web.assistant().knowledge
        filters = Filters.of(request.query_params)
        if filters.sector and filters.sector not in knowledge.sectors:
            raise HTTPException(422)
        listed = _listed(knowledge, filters)
        drawn = [_measured(knowledge, figures, language) for figures in listed]
        reference = knowledge.lists.reference
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
            sectors=_sectors(knowledge, language),
            header=_header(web.texts, language),
            rows=[_row(knowledge, figures, language) for figures in listed],
            sizes=charts.sizes(drawn),
            years=charts.years(drawn),
            width=charts.WIDTH,
            later=_later(knowledge, language),
            source=writer.sources((), reference.source)[0],
        )

    return router


def _listed(knowledge: Knowledge, filters: Filters) -> list[Figures]:
    reference = ReferenceList(knowledge)
    found = reference.select(filters.condition).clusters
    return [reference.row(id_) for id_ in found if filters.fits(knowledge.clusters[id_])]


def _header(texts: Texts, language: Language) -> list[str]:
    name, *numbers = (
        f"list.column.{column}" for column in ("name", "year", "members", "companies")
    )
    return [texts.say(key, language) for key in (name, "web.clusters.sector", *numbers)]


def _row(knowledge: Knowledge, figures: Figures, language: Language) -> Row:
    cluster = knowledge.clusters[figures.entity]
    sectors = [knowledge.sectors[sector].name.in_(language) for sector in cluster.sectors]
    numbers = (figures.year, figures.members, figures.companies)
    shown = ("–" if number is None else str(number) for number in numbers)
    return Row((cluster.name.in_(language), ", ".join(sectors) or "–", *shown), figures.entity)


def _measured(knowledge: Knowledge, figures: Figures, language: Language) -> charts.Measured:
    name = knowledge.clusters[figures.entity].short.in_(language)
    return charts.Measured(name, figures.year, figures.members, figures.companies)


def _sectors(knowledge: Knowledge, language: Language) -> list[tuple[str, str]]:
    """The sectors that clusters of the list are in, by name."""
    used = {
        sector
        for id_ in knowledge.lists.reference.clusters
        for sector in knowledge.clusters[id_].sectors
    }
    named = [(id_, knowledge.sectors[id_].name.in_(language)) for id_ in used]
    return sorted(named, key=lambda pair: fold(pair[1]))


def _later(knowledge: Knowledge, language: Language) -> list[tuple[str, str]]:
    """The clusters that are not on the list."""
    listed = knowledge.lists.reference.clusters
    return [
        (id_, cluster.name.in_(language))
        for id_, cluster in knowledge.clusters.items()
        if id_ not in listed
    ]


def _number(value: str) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS:
        raise HTTPException(422)
    return int(value)
