"""New entries from the templates: what an editor fills in."""

import re
import unicodedata
from pathlib import Path
from typing import Literal

from knowledge.model import ID_PATTERN

Kind = Literal["cluster", "organisation", "topic"]

_TEMPLATES = Path(__file__).with_name("templates")
_FOLDERS: dict[Kind, tuple[str, ...]] = {
    "cluster": ("clusters", "organisations"),
    "organisation": ("organisations", "clusters"),
    "topic": ("topics",),
}
"""Where the entry goes; clusters and organisations do not share ids."""

_PLACE_OF_ID = "<id>"
_EXAMPLE = "klaster-lotniczy"


class BadIdError(Exception):
    """The id is not written as ids are; `example` is one that is."""

    def __init__(self, id_: str) -> None:
        self.example = _as_id(id_) or _EXAMPLE
        super().__init__(id_)


class TakenIdError(Exception):
    """There is such an entry: `file`."""

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__(str(file))


def write_skeleton(folder: Path, kind: Kind, id_: str) -> Path:
    """Write the file of a new entry; what is there already stays as it is.

    Raises:
        BadIdError: an id that is none.
        TakenIdError: an id that an entry of the folder has.
        OSError: the file cannot be written.
    """
    if not re.fullmatch(ID_PATTERN, id_):
        raise BadIdError(id_)
    for name in _FOLDERS[kind]:
        taken = folder / name / f"{id_}.yaml"
        if taken.exists() or taken.is_symlink():
            raise TakenIdError(taken)
    file = folder / _FOLDERS[kind][0] / f"{id_}.yaml"
    with file.open("x", encoding="utf-8") as fresh:
        fresh.write(skeleton(kind, id_))
    return file


def skeleton(kind: Kind, id_: str) -> str:
    """The text of a new entry."""
    template = (_TEMPLATES / f"{kind}.txt").read_text(encoding="utf-8")
    return template.replace(_PLACE_OF_ID, id_)


def _as_id(name: str) -> str:
    """A name written as an id: "Klaster Żywności" becomes "klaster-zywnosci"."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ł", "l"))
    letters = plain.encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", letters))
