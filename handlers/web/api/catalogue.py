"""What the assistant knows, as lists: clusters, topics, sources. It changes with the knowledge."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from handlers.web.api.problems import described, problem
from handlers.web.api.records import (
    ClusterPage,
    ClusterRecord,
    ClusterRow,
    SourceRecord,
    Sources,
    TopicRecord,
    Topics,
)
from handlers.web.channel import Web
from handlers.web.directory import Filter
from knowledge.model import Knowledge, Mark

_CSV = "text/csv; charset=utf-8"
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes Polish letters for others."""
_NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not Modified: the knowledge is that of the ETag sent"}
}

Year = Annotated[int | None, Field(ge=1900, le=2100)]
Count = Annotated[int | None, Field(ge=0, le=1_000_000)]


class Narrowing(BaseModel):
    """Which clusters to list."""

    model_config = ConfigDict(extra="forbid")

    sector: Annotated[str | None, Field(description="The id of a sector.")] = None
    founded_from: Year = None
    founded_to: Year = None
    members_from: Count = None
    members_to: Count = None
    status: Mark | None = None

    @property
    def filter(self) -> Filter:
        """The same for the directory."""
        return Filter(
            self.sector,
            self.founded_from,
            self.founded_to,
            self.members_from,
            self.members_to,
            self.status,
        )


class Paging(Narrowing):
    """Which part of the list to show."""

    page: int = Field(1, ge=1, le=10_000)
    per_page: int = Field(50, ge=1, le=200)


def catalogue_router(web: Web) -> APIRouter:
    """The lists; all of them answer 304 to the ETag of the same knowledge."""
    router = APIRouter(tags=["catalogue"])
    written = _Written(web)

    def listed(request: Request, kind: str, write: Callable[[], str]) -> Response:
        etag = f'"{web.knowledge_version()}-{kind}"'
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept"}
        if _matches(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=headers)
        media_type = _CSV if kind == "csv" else "application/json"
        return Response(write(), headers=headers, media_type=media_type)

    @router.get(
        "/clusters",
        responses={
            200: {"model": ClusterPage, "content": {"text/csv": {"schema": {"type": "string"}}}},
            **_NOT_MODIFIED,
            **described(422),
        },
    )
    async def clusters(request: Request, wanted: Annotated[Paging, Query()]) -> Response:
        """List clusters; where `Accept` asks for text/csv first, all that fit come as CSV."""
        refused = _unknown_sector(web, wanted)
        if refused is not None:
            return refused
        if _prefers_csv(request.headers.get("accept", "")):
            return listed(request, "csv", lambda: written.csv(wanted.filter))
        path = request.url.path
        return listed(request, "json", lambda: written.page(path, wanted))

    @router.get(
        "/clusters.csv",
        responses={
            200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
            **_NOT_MODIFIED,
            **described(422),
        },
    )
    async def clusters_file(request: Request, wanted: Annotated[Narrowing, Query()]) -> Response:
        """List clusters as a CSV file that spreadsheets open."""
        refused = _unknown_sector(web, wanted)
        if refused is not None:
            return refused
        response = listed(request, "csv", lambda: _BYTE_ORDER_MARK + written.csv(wanted.filter))
        response.headers["Content-Disposition"] = 'attachment; filename="lublin-clusters.csv"'
        return response

    @router.get(
        "/clusters/{id}",
        responses={200: {"model": ClusterRecord}, **_NOT_MODIFIED, **described(404)},
    )
    async def cluster(request: Request, id: str) -> Response:  # noqa: A002 - as in the path
        """Show all that is known of a cluster."""
        if id not in web.assistant().knowledge.clusters:
            return problem(404, "There is no cluster of this id; /api/v1/clusters lists them all.")
        return listed(request, "json", lambda: written.cluster(id))

    @router.get("/topics", responses={200: {"model": Topics}, **_NOT_MODIFIED})
    async def topics(request: Request) -> Response:
        """List what can be asked."""
        return listed(request, "json", written.topics)

    @router.get("/sources", responses={200: {"model": Sources}, **_NOT_MODIFIED})
    async def sources(request: Request) -> Response:
        """List where the facts come from."""
        return listed(request, "json", written.sources)

    return router


class _Written:
    """The lists as text."""

    def __init__(self, web: Web) -> None:
        self._web = web

    def page(self, path: str, wanted: Paging) -> str:
        """A part of the list of clusters."""
        found = self._web.directory.kept(wanted.filter)
        start = (wanted.page - 1) * wanted.per_page
        shown = found[start : start + wanted.per_page]
        following = None
        if start + wanted.per_page < len(found):
            query = wanted.model_dump(exclude_none=True) | {"page": wanted.page + 1}
            following = f"{path}?{urlencode(query)}"
        return ClusterPage(
            total=len(found),
            page=wanted.page,
            per_page=wanted.per_page,
            next=following,
            clusters=tuple(ClusterRow.of(one, self._knowledge) for one in shown),
        ).model_dump_json()

    def csv(self, filter_: Filter) -> str:
        """The list of clusters with one line each, below a line of headings."""
        rows = [ClusterRow.of(one, self._knowledge) for one in self._web.directory.kept(filter_)]
        return _csv(rows)

    def cluster(self, id_: str) -> str:
        """All that is known of a cluster."""
        clusters = self._web.directory.clusters
        one = next(one for one in clusters if one.cluster.id == id_)
        return ClusterRecord.whole(one, self._knowledge).model_dump_json()

    def topics(self) -> str:
        """All topics."""
        topics = self._knowledge.topics.values()
        return Topics(topics=tuple(map(TopicRecord.of, topics))).model_dump_json()

    def sources(self) -> str:
        """All sources."""
        sources = self._knowledge.sources.values()
        return Sources(sources=tuple(map(SourceRecord.of, sources))).model_dump_json()

    @property
    def _knowledge(self) -> Knowledge:
        return self._web.directory.knowledge


def _csv(rows: Iterable[ClusterRow]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(
        [
            "id",
            "name_pl",
            "name_en",
            "sectors",
            "founded",
            "members",
            "companies",
            "status",
            "figures_as_of",
            "figures_source",
        ]
    )
    for row in rows:
        writer.writerow(
            [
                row.id,
                row.name.pl,
                row.name.en,
                " ".join(row.sectors),
                row.founded,
                row.members,
                row.companies,
                " ".join(row.status),
                row.figures_as_of,
                row.figures_source,
            ]
        )
    return lines.getvalue()


def _unknown_sector(web: Web, wanted: Narrowing) -> Response | None:
    sectors = web.assistant().knowledge.sectors
    if wanted.sector is None or wanted.sector in sectors:
        return None
    message = f"There is no such sector; there are {', '.join(sectors)}"
    return problem(422, f"sector: {message}.", errors=[{"field": "sector", "message": message}])


def _prefers_csv(accept: str) -> bool:
    """Whether text/csv stands in Accept before JSON or anything."""
    wanted = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    ours = [kind for kind in wanted if kind in ("text/csv", "application/json", "*/*")]
    return ours[:1] == ["text/csv"]


def _matches(given: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return etag in tags or "*" in tags
