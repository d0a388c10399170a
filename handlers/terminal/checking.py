"""What `check` says of the knowledge: for people grouped by file, for programs as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from bot.checking.wording import medal_in_words, point_in_words
from bot.texts import Texts
from knowledge.completeness import Completeness
from knowledge.model import Knowledge, Language
from knowledge.problem import Problem
from knowledge.rules import Level

_STYLES: dict[Level, str] = {"error": "bold red", "warning": "bold yellow"}
_HEADINGS: dict[Level, str] = {
    "error": "terminal.check.errors",
    "warning": "terminal.check.warnings",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """All that a check found; `due` answers wait to be confirmed, `completeness` if asked for."""

    folder: str
    knowledge: Knowledge
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    due: int = 0
    completeness: tuple[Completeness, ...] = ()
    left_out: bool = False


def report(checked: Checked, texts: Texts, language: Language) -> Iterator[Text]:
    """Errors, then warnings, each by file; then what is known; a line or more each."""
    for problems in (checked.errors, checked.warnings):
        if problems:
            level = problems[0].level
            heading = texts.say(_HEADINGS[level], language, count=len(problems))
            yield Text(f"{heading}\n", style=_STYLES[level])
            for file, own in groupby(problems, key=lambda problem: problem.file):
                yield Text(file, style="bold")
                for problem in own:
                    yield from _problem(problem, texts, language)
                yield Text()
    if checked.completeness:
        yield Text(texts.say("terminal.check.completeness", language), style="bold")
        for one in checked.completeness:
            yield _complete(one, checked.knowledge, texts, language)
        yield Text()
    if checked.due and not any(one.rule == "stale" for one in checked.warnings):
        yield Text(texts.say("terminal.check.due", language, count=checked.due))
    if checked.left_out:
        yield Text(texts.say("terminal.check.needs_sound", language))
    if checked.errors:
        yield Text(texts.say("terminal.check.broken", language, folder=checked.folder))
        return
    knowledge = checked.knowledge
    yield Text(
        texts.say(
            "terminal.check.sound",
            language,
            clusters=len(knowledge.clusters),
            organisations=len(knowledge.organisations),
            topics=len(knowledge.topics),
            sources=len(knowledge.sources),
        ),
        style="green",
    )


def _problem(problem: Problem, texts: Texts, language: Language) -> Iterator[Text]:
    said = problem.said_in(language)
    place = f"{problem.file}:{problem.line}:{problem.column}"
    yield Text.assemble("  ", (place, "cyan"), f": {said.what} ", (f"[{problem.rule}]", "dim"))
    yield Text("      " + texts.say("terminal.check.why", language, why=said.why), style="dim")
    cure = said.cure if said.cure.endswith("?") else f"{said.cure}."
    yield Text("      " + texts.say("terminal.check.cure", language, cure=cure))


def _complete(one: Completeness, knowledge: Knowledge, texts: Texts, language: Language) -> Text:
    medal = medal_in_words(one.medal, texts, language)
    lacking = "; ".join(
        texts.say(
            "terminal.check.lacks",
            language,
            medal=medal_in_words(wanted, texts, language),
            points=", ".join(
                point_in_words(point, knowledge, texts, language) for point in points
            ),
        )
        for wanted, points in one.missing
    )
    lacking = lacking or texts.say("terminal.check.complete", language)
    return Text.assemble("  ", (one.entity, "cyan"), f": {medal} ({lacking})")


def as_json(checked: Checked, language: Language) -> str:
    """The same for programs; `sound` where there are no errors."""
    found: dict[str, object] = {
        "sound": not checked.errors,
        "problems": _objects(checked.errors, language),
        "warnings": _objects(checked.warnings, language),
        "due": checked.due,
    }
    if checked.completeness:
        found["completeness"] = [
            {"entity": one.entity, "medal": one.medal, "missing": dict(one.missing)}
            for one in checked.completeness
        ]
    return json.dumps(found, ensure_ascii=False)


def _objects(problems: Sequence[Problem], language: Language) -> list[dict[str, object]]:
    objects: list[dict[str, object]] = []
    for problem in problems:
        said = problem.said_in(language)
        objects.append(
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "rule": problem.rule,
                "what": said.what,
                "why": said.why,
                "cure": said.cure,
            }
        )
    return objects
