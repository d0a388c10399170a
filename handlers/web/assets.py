"""Scripts, styles and pictures of the pages: held in memory, named after what is in them."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.texts import Texts
from handlers.web.scripts import with_texts

FOLDER = Path(__file__).parent / "static"

_FOR_GOOD = "public, max-age=31536000, immutable"
_FOR_A_WHILE = "public, max-age=600, stale-while-revalidate=86400"
_SHORTEST_PACKED = 500


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    packed: bytes | None
    media_type: str
    digest: str


class Assets:
    """The files of a folder, each under an address that changes with its content."""

    def __init__(self, texts: Texts, folder: Path = FOLDER) -> None:
        self._assets = {path.name: _read(path, texts) for path in folder.iterdir()}
        self._names = {self._hashed(name): name for name in self._assets}

    def url(self, name: str) -> str:
        """Where a file of ours is found, for a template."""
        return f"/static/{self._hashed(name)}"

    def size(self, name: str) -> int:
        """How many bytes of it go over the line, packed."""
        asset = self._assets[name]
        return len(asset.packed or asset.content)

    def routes(self, *, lasting: tuple[str, ...] = ()) -> list[Route]:
        """The files; those that others link to have a lasting address besides, as /widget.js."""

        def serve(request: Request) -> Response:
            name = self._names.get(request.path_params["name"])
            if name is None:
                raise HTTPException(404)
            return self._response(request, name, {"Cache-Control": _FOR_GOOD})

        def served_at_root(name: str) -> Route:
            shared = {
                "Cache-Control": _FOR_A_WHILE,
                "Cross-Origin-Resource-Policy": "cross-origin",
            }

            def serve_lasting(request: Request) -> Response:
                return self._response(request, name, shared)

            return Route(f"/{name}", serve_lasting)

        return [Route("/static/{name}", serve), *map(served_at_root, lasting)]

    def _response(self, request: Request, name: str, headers: dict[str, str]) -> Response:
        asset = self._assets[name]
        headers = {**headers, "ETag": f'"{asset.digest}"', "Vary": "Accept-Encoding"}
        if asset.digest in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        content = asset.content
        if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["Content-Encoding"] = asset.packed, "gzip"
        return Response(content, headers=headers, media_type=asset.media_type)

    def _hashed(self, name: str) -> str:
        stem, _, ending = name.rpartition(".")
        return f"{stem}.{self._assets[name].digest}.{ending}"


def _read(path: Path, texts: Texts) -> _Asset:
    content = path.read_bytes()
    if path.suffix == ".js":
        content = with_texts(content.decode(), texts).encode()
    media_type, _ = mimetypes.guess_type(path.name)
    packed = gzip.compress(content, mtime=0) if len(content) >= _SHORTEST_PACKED else b""
    return _Asset(
        content,
        packed if 0 < len(packed) < len(content) else None,
        media_type or "application/octet-stream",
        hashlib.sha256(content).hexdigest()[:12],
    )
