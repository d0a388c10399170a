"""An operation that is sent JSON, without what FastAPI does for it on each request.

FastAPI parses, collects and checks what dozens of kinds of parameters may need, which takes longer
than an answer that is remembered. An operation here has one: its body, read by pydantic in one go.
Described and refused it is as everywhere.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

_NO_OBJECT = {"type": "model_type", "loc": ("body",), "msg": "Input should be an object"}


class Operation(APIRoute):
    """Calls its function with the body, and with the request where that is asked for."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The function behind the route."""
        if self.body_field is None:
            return super().get_route_handler()
        name, of_request = self.body_field.name, self.dependant.request_param_name
        kind: Any = self.body_field.field_info.annotation
        adapter = TypeAdapter[Any](kind)

        async def handle(request: Request) -> Response:
            try:
                body = await request.body()
            except ClientDisconnect:
                raise HTTPException(400) from None
            arguments = {name: _read(body, request.headers.get("content-type", ""), adapter)}
            if of_request:
                arguments[of_request] = request
            response: Response = await self.endpoint(**arguments)
            return response

        return handle


def _read(body: bytes, content_type: str, adapter: TypeAdapter[Any]) -> Any:
    # A page elsewhere can make a browser send anything, but not with this header unasked.
    kind = content_type.partition(";")[0].strip().lower()
    if not (kind == "application/json" or _is_like_json(kind)):
        raise RequestValidationError([_NO_OBJECT])
    try:
        return adapter.validate_json(body)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False, include_context=False)
        raise RequestValidationError(
            [{**details, "loc": ("body", *details["loc"])} for details in errors]
        ) from None


def _is_like_json(kind: str) -> bool:
    return kind.startswith("application/") and kind.endswith("+json")
