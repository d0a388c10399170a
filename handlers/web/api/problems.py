"""What is wrong with a request, as problem details (RFC 9457): one clear sentence in `detail`."""

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

_SENTENCES = {
    400: "The body of the request is not JSON in UTF-8.",
    404: "There is nothing at this address; /api/v1/openapi.json describes what there is.",
    405: "This method does not go with this address; the header Allow names those that do.",
    408: "The body of the request took too long to arrive: send it again.",
    413: "The body of the request is too long: send one question at a time.",
    500: "Something broke on our side: try again in a moment.",
}

Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]


class Fault(BaseModel):
    """One thing that is wrong with the request."""

    field: str
    message: str


class Problem(BaseModel):
    """Why there is no answer. `errors` names the fields, where fields are to blame."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None


def problem(
    status: int,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> Response:
    """The response for a request that cannot be answered."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _SENTENCES.get(status, f"{HTTPStatus(status).phrase}."),
    }
    if errors:
        body["errors"] = errors
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, dict(headers or {}), MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For OpenAPI: the problems of an operation."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            **({"headers": _RETRY_AFTER} if status == HTTPStatus.TOO_MANY_REQUESTS else {}),
        }
        for status in statuses
    }


async def refused(_: Request, error: HTTPException) -> Response:
    """For what the routers refuse."""
    return problem(error.status_code, headers=error.headers)


async def invalid(_: Request, error: RequestValidationError) -> Response:
    """For a request whose fields make no sense; what was sent is not repeated."""
    if error.errors()[0]["type"] == "json_invalid":
        return problem(400)
    errors = [_fault(details) for details in error.errors()]
    first = errors[0]
    sentence = f"{first['field']}: {first['message'].rstrip('.')}."
    return problem(422, sentence, errors=errors)


def apology(_: Request) -> Response:
    """For a mistake of ours."""
    return problem(500)


HANDLERS: dict[int | type[Exception], Handler] = {
    HTTPException: refused,
    RequestValidationError: invalid,
}

_RETRY_AFTER = {
    "Retry-After": {
        "description": "After how many seconds the next request may be answered",
        "schema": {"type": "integer", "minimum": 1},
    }
}


def _fault(details: Mapping[str, Any]) -> dict[str, str]:
    where = [str(part) for part in details["loc"][1:]] or [str(details["loc"][0])]
    if details["type"] == "model_type":
        message = "Send a JSON object, with the header Content-Type: application/json"
        return {"field": "body", "message": message}
    return {"field": ".".join(where), "message": details["msg"].removeprefix("Value error, ")}
