"""What the check looks for: every rule with its level and its wording, from rules.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from knowledge.model import Language

Level = Literal["error", "warning"]

_FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong, why it matters, what to do; the placeholders are a problem's values."""

    what: str
    why: str
    cure: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An error is to be mended before anything is published; a warning is worth a look."""

    id: str
    level: Level
    wordings: Mapping[Language, Wording]


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in the order of the file."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {id_: _rule(id_, entry) for id_, entry in data.items()}


def _rule(id_: str, entry: dict[str, Any]) -> Rule:
    wordings: dict[Language, Wording] = {
        "pl": Wording(entry["what"]["pl"], entry["why"]["pl"], entry["cure"]["pl"]),
        "en": Wording(entry["what"]["en"], entry["why"]["en"], entry["cure"]["en"]),
    }
    return Rule(id_, entry["level"], wordings)
