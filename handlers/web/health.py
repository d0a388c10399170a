"""Whether the program lives, is ready to answer, and how it does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from bot.metrics import Metrics
from knowledge.version import Version


@dataclass(frozen=True, slots=True)
class Check:
    """What one part of the program says of itself, in a word or a sentence for an operator."""

    is_ready: bool
    says: str


Checks = Callable[[], Awaitable[Mapping[str, Check]]]
"""The parts by name."""


def health_router(
    checks: Checks,
    measure: Callable[[], Awaitable[None]],
    metrics: Metrics,
    version: Callable[[], Version],
) -> APIRouter:
    """/healthz, /readyz and /metrics; `measure` sets what is read off when it is asked for.

    `version` is that of the knowledge which answers now.
    """
    router = APIRouter(tags=["operations"])

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives, and which version of the knowledge it answers from."""
        live = version()
        changed_at = live.changed_at.isoformat(timespec="seconds")
        return {"status": "alive", "version": live.id, "changed_at": changed_at}

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        """200 when every part is ready, else 503."""
        found = await checks()
        is_ready = all(check.is_ready for check in found.values())
        body = {name: check.says for name, check in found.items()}
        status = {"status": "ready" if is_ready else "not ready"}
        return JSONResponse(status | body, 200 if is_ready else 503)

    @router.get("/metrics")
    async def shown_metrics() -> Response:
        """For Prometheus."""
        await measure()
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return router
