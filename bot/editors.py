"""The commands of those who edit the knowledge: check, diff, new. Each ends with an exit code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer
from rich.text import Text

from bot.published import NotPublishedError, published
from bot.settings import Settings
from bot.texts import PACKAGED as CORE_TEXTS
from bot.texts import Texts, load_texts
from handlers import terminal
from handlers.terminal import checking
from handlers.terminal.console import open_console
from knowledge.completeness import completeness
from knowledge.finding import Finding
from knowledge.freshness import stale
from knowledge.inspection import Inspection, inspect, of_age, placed
from knowledge.loader import PACKAGED, load
from knowledge.model import Knowledge, Language
from knowledge.problem import KnowledgeError
from knowledge.skeleton import BadIdError, Kind, TakenIdError, write_skeleton

_TERMINAL_TEXTS = Path(str(terminal.__file__)).parent / "texts"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a check looks at beside the files themselves."""

    ask: bool = False
    links: bool = False
    stale: bool = False
    completeness: bool = False


def check(
    settings: Settings, today: date, language: Language, wanted: Wanted, *, as_json: bool
) -> int:
    """Report all that is wrong: 0 without errors, else 1."""
    texts = _texts()
    inspection = inspect(_folder(settings), today)
    is_sound = not inspection.errors
    findings = (
        list(_further(inspection, settings, today, texts, language, wanted)) if is_sound else []
    )
    more = placed(inspection.folder, findings)
    problems = sorted((*inspection.problems, *more))
    checked = checking.Checked(
        folder=str(inspection.folder),
        knowledge=inspection.knowledge,
        errors=tuple(one for one in problems if one.level == "error"),
        warnings=tuple(one for one in problems if one.level == "warning"),
        due=sum(1 for _ in stale(inspection.knowledge, today)) if is_sound else 0,
        completeness=(
            completeness(inspection.knowledge, today) if wanted.completeness and is_sound else ()
        ),
        left_out=not is_sound,
    )
    if as_json:
        typer.echo(checking.as_json(checked, language))
    else:
        _show(checking.report(checked, texts, language))
    return 1 if checked.errors else 0


def _further(
    inspection: Inspection,
    settings: Settings,
    today: date,
    texts: Texts,
    language: Language,
    wanted: Wanted,
) -> Iterator[Finding]:
    """What only a sound base can be looked through for."""
    from bot.checking.cards import long_cards
    from handlers.telegram.rendering import LIMIT, length

    knowledge = inspection.knowledge
    yield from long_cards(knowledge, _texts_of_all(), today, length, LIMIT)
    if wanted.stale:
        yield from of_age(knowledge, today)
    if wanted.links:
        yield from _dead_links(knowledge, texts, language)
    if wanted.ask:
        from bot.app import build_assistant
        from bot.checking import asking

        _tell(texts.say("terminal.check.asking", language))
        assistant = build_assistant(settings)
        yield from asking.misled_names(assistant, today)
        yield from asking.misled_examples(assistant, knowledge, today)
        yield from asking.broken_dialogues(assistant, knowledge, today)


def _dead_links(knowledge: Knowledge, texts: Texts, language: Language) -> list[Finding]:
    import asyncio

    from bot.checking import links
    from knowledge.addresses import addresses

    of = list(addresses(knowledge))
    urls = {address.url for address in of}
    done = 0

    def told(_: links.Checked) -> None:
        nonlocal done
        done += 1
        _tell(texts.say("terminal.check.links", language, done=done, all=len(urls)))

    return links.findings(of, asyncio.run(links.ask_all(urls, told)))


def diff(settings: Settings, version: str, language: Language) -> int:
    """Tell what differs from a version in git or a folder: 0 told, 1 errors, 2 no version."""
    from bot.checking.wording import change_in_words
    from knowledge.changes import changes

    texts, folder = _texts(), _folder(settings)
    try:
        new = load(folder)
        if Path(version).is_dir():
            old = load(Path(version))
        else:
            with published(version, folder) as copy:
                old = load(copy)
    except NotPublishedError as error:
        key = "terminal.diff.no_version" if error.reason else "terminal.diff.no_git"
        _tell(texts.say(key, language, version=version, reason=error.reason))
        return 2
    except KnowledgeError as error:
        _tell(texts.say("terminal.diff.broken", language, folder=error.folder))
        for problem in error.problems:
            _tell(problem.line_in(language))
        return 1
    found = changes(old, new)
    key = "terminal.diff.some" if found else "terminal.diff.none"
    _show([Text(texts.say(key, language, count=len(found), version=version))])
    _show(Text(f"  {change_in_words(one, old, new, texts, language)}") for one in found)
    return 0


def new(settings: Settings, kind: Kind, id_: str, language: Language) -> int:
    """Write the skeleton of an entry: 0 written, 2 refused."""
    texts, folder = _texts(), _folder(settings)
    try:
        file = write_skeleton(folder, kind, id_)
    except BadIdError as error:
        _tell(texts.say("terminal.new.bad_id", language, id=id_, example=error.example))
    except TakenIdError as error:
        _tell(texts.say("terminal.new.taken", language, id=id_, file=error.file))
    except OSError as error:
        reason = error.strerror
        _tell(texts.say("terminal.new.unwritable", language, file=error.filename, reason=reason))
    else:
        _show([Text(texts.say("terminal.new.written", language, file=file))])
        return 0
    return 2


def _folder(settings: Settings) -> Path:
    return settings.knowledge_dir or PACKAGED


def _texts() -> Texts:
    return load_texts(CORE_TEXTS, _TERMINAL_TEXTS)


def _texts_of_all() -> Texts:
    telegram = _TERMINAL_TEXTS.parent.parent / "telegram" / "texts"
    return load_texts(CORE_TEXTS, telegram)


def _show(lines: Iterable[Text]) -> None:
    console = open_console()
    for line in lines:
        console.print(line, soft_wrap=True)


def _tell(line: str) -> None:
    """Beside the result, which stays clean for programs."""
    typer.echo(line, err=True)
