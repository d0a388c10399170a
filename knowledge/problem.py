"""What is wrong with the knowledge, said so that an editor can mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.model import Language
from knowledge.rules import Level, Wording, rules

_DID_YOU_MEAN: dict[Language, str] = {
    "pl": "Czy chodziło o „{near}”?",
    "en": "Did you mean '{near}'?",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A rule that is broken at a place: the file, relative to the knowledge folder, and where.

    Line and column count from 1. `values` fill the wording of the rule; `near` is the known word
    nearest to a misspelt one, or empty.
    """

    file: str
    line: int
    column: int
    rule: str
    values: tuple[tuple[str, str], ...] = ()
    near: str = ""

    @property
    def level(self) -> Level:
        """Whether it must be mended, or is worth a look."""
        return rules()[self.rule].level

    def said_in(self, language: Language) -> Wording:
        """What, why and how to cure it, each without its full stop where it is one sentence."""
        wording, values = rules()[self.rule].wordings[language], dict(self.values)
        cure = _DID_YOU_MEAN[language].format(near=self.near) if self.near else ""
        return Wording(
            wording.what.format_map(values),
            wording.why.format_map(values),
            cure or wording.cure.format_map(values),
        )

    def line_in(self, language: Language) -> str:
        """The place, what is wrong and what to do, on one line."""
        said = self.said_in(language)
        stop = "" if said.cure.endswith("?") else "."
        return f"{self.file}:{self.line}:{self.column}: {said.what}. {said.cure}{stop}"

    def __str__(self) -> str:
        return self.line_in("en")


def restored(data: Mapping[str, Any]) -> Problem:
    """The problem that `asdict` made this of, also by way of JSON."""
    return Problem(**{**data, "values": tuple(map(tuple, data["values"]))})


class KnowledgeError(Exception):
    """The knowledge has errors; `problems` lists all of them, sorted by place."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
