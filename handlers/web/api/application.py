"""The interface put together: operations, errors, description, who may use it from elsewhere."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.cors import CORSMiddleware

from handlers.web.api.asking import asking_router
from handlers.web.api.catalogue import catalogue_router
from handlers.web.api.problems import HANDLERS, Problem, apology
from handlers.web.bodies import LimitedBody
from handlers.web.channel import Web
from handlers.web.headers import OF_DATA, SecureHeaders
from handlers.web.mistakes import Mistakes

PATH = "/api/v1"

_DESCRIPTION = """\
The assistant on the business clusters of Lublin, for programs. Ask a question as people write it,
in Polish or English, and get the card that the chat would show; or read what it knows as lists.
"""
_AN_HOUR = 3600


def api(web: Web) -> FastAPI:
    """The application to mount at `PATH`."""
    application = FastAPI(
        title="Lublin Clusters Bot",
        version="1",
        description=_DESCRIPTION,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        exception_handlers=HANDLERS,
        redirect_slashes=False,
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
        },  # what is counted stands in bot.metrics
    )
    for router in (asking_router(web), catalogue_router(web)):
        # An included router looks for the route twice.
        application.router.routes.extend(router.routes)
    application.add_middleware(LimitedBody)
    application.add_middleware(Mistakes, metrics=web.metrics, apology=apology)
    application.add_middleware(SecureHeaders, headers=OF_DATA)
    if web.origins:
        application.add_middleware(
            CORSMiddleware,
            allow_origins=web.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["ETag", "Retry-After"],
            max_age=_AN_HOUR,
        )
    application.openapi = lambda: _description(application, web)  # type: ignore[method-assign]
    return application


def _description(application: FastAPI, web: Web) -> dict[str, Any]:
    """What FastAPI knows, with our problems in place of its own, and the sectors there are."""
    schema = get_openapi(
        title=application.title,
        version=application.version,
        description=application.description,
        routes=application.routes,
        servers=[{"url": PATH}],
    )
    schemas = schema["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    ref = "#/components/schemas/{model}"
    problem = Problem.model_json_schema(ref_template=ref)
    schemas |= problem.pop("$defs") | {"Problem": problem}
    for path in ("/clusters", "/clusters.csv"):
        for parameter in schema["paths"][path]["get"]["parameters"]:
            if parameter["name"] == "sector":
                sectors = [*web.assistant().knowledge.sectors]
                parameter["schema"] = {"type": "string", "enum": sectors}
    return schema
