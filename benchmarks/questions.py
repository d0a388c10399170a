"""Labelled questions in JSON Lines, and how an answer to one is judged.

A line has `id`, `q`, `lang`, `expect` (a list of {"entity", "topic"}), and where they apply `set`,
`or_set` (further sets that are right too), `ordered`, `tags` and `after` (the id of the question
just before in the same chat).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.model import Language

Label = tuple[str | None, str]

DEFAULT_FILE = Path(__file__).parent.parent / "tests" / "questions" / "blind.jsonl"

REFUSAL: Label = (None, "none")
NO_CARD = frozenset({"none", "choose"})
_SETS = frozenset({"list", "count", "compare"})
_SAME: Mapping[Label, Label] = {("zespol-ds-klastrow", "contact"): (None, "contact-general")}
"""Two labels for one answer."""


class QuestionsError(Exception):
    """A line that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question with the answers that are right; `sets` only where the topic is over a set."""

    id: str
    text: str
    language: Language
    expected: tuple[Label, ...]
    sets: tuple[tuple[str, ...], ...]
    ordered: bool
    after: str | None

    @property
    def to_refuse(self) -> bool:
        """Whether only a refusal is right."""
        return self.expected == (REFUSAL,)


@dataclass(frozen=True, slots=True)
class Given:
    """What the assistant gave: the label of its answer, the set shown, the language."""

    label: Label
    set: tuple[str, ...]
    language: Language


def read_questions(path: Path) -> list[Labelled]:
    """The questions of a file, in order.

    Raises:
        QuestionsError: naming the line that is wrong.
    """
    found: list[Labelled] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise QuestionsError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_labelled(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                message = f"{path}:{number}: not a labelled question ({error!r})"
                raise QuestionsError(message) from error
    return found


def label(entity: str | None, topic: str) -> Label:
    """A label, one for those that mean the same."""
    return _SAME.get((entity, topic), (entity, topic))


def is_right(question: Labelled, given: Given) -> bool:
    """Whether the answer is one of those expected, and shows the right set where there is one."""
    if given.label not in question.expected:
        return False
    if given.label[1] not in _SETS:
        return True
    if question.ordered:
        return given.set in question.sets
    return sorted(given.set) in [sorted(accepted) for accepted in question.sets]


def _labelled(item: dict[str, Any]) -> Labelled:
    sets = [item.get("set", []), *item.get("or_set", [])]
    return Labelled(
        id=item["id"],
        text=item["q"],
        language=item["lang"],
        expected=tuple(label(answer["entity"], answer["topic"]) for answer in item["expect"]),
        sets=tuple(tuple(ids) for ids in sets),
        ordered=item.get("ordered") is True,
        after=item.get("after"),
    )
