"""From a subject to its PNG, and to a key that no other picture has."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from bot.pictures.subjects import Chart, QrCode

Subject = Chart | QrCode


def png(subject: Subject) -> bytes:
    """The picture. Call it in one thread only.

    What draws is imported when the first picture is wanted: it takes half a second.
    """
    match subject:
        case Chart():
            from bot.pictures import drawing

            return drawing.draw(subject)
        case QrCode():
            from bot.pictures import qr

            return qr.draw(subject)


def key(subject: Subject) -> str:
    """Another one for other figures, other words or another way to draw them."""
    return sha256(f"{_edition()} {subject!r}".encode()).hexdigest()


@cache
def _edition() -> str:
    """Changes with anything that makes other pictures of the same subjects."""
    digest = sha256()
    for name in ("matplotlib", "pillow", "segno"):
        digest.update(version(name).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
