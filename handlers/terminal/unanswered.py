"""The list of what was asked in vain, for a terminal and for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from bot.texts import Texts
from bot.unanswered import Group
from knowledge.model import Language


def listed(groups: Sequence[Group], texts: Texts, language: Language = "pl") -> str:
    """Each group with its dates, the nearest cards and the lines that would help."""
    if not groups:
        return texts.say("terminal.unanswered.none", language)
    return "\n\n".join(_shown(group, texts, language) for group in groups)


def as_json(groups: Sequence[Group]) -> str:
    """The same as a JSON array, with times in ISO 8601."""
    return json.dumps([_data(group) for group in groups], ensure_ascii=False, indent=2)


def _shown(group: Group, texts: Texts, language: Language) -> str:
    languages = ", ".join(f"{code} {count}" for code, count in sorted(group.languages.items()))
    reasons = ", ".join(
        f"{texts.say(f'terminal.unanswered.reason_{reason}', language)} {count}"
        for reason, count in sorted(group.reasons.items())
    )
    days = f"{_day(group.oldest)} – {_day(group.newest)}"
    lines = [f"{group.count} × {group.question}", f"    {languages} · {reasons} · {days}"]
    others = group.wordings[1:4]
    if others:
        lines.append("    " + " | ".join(others))
    if group.nearest:
        cards = ", ".join(f"{one.entity or ''} {one.topic}".strip() for one in group.nearest)
        lines.append(f"    {texts.say('terminal.unanswered.nearest', language, cards=cards)}")
    if group.strange:
        words = texts.say("terminal.unanswered.strange", language, words=group.strange)
        lines.append(f"    {words}")
    for one in group.suggestions:
        lines += [f"    {one.file} ▸ {'.'.join(one.path)}", f"      {one.line}"]
    return "\n".join(lines)


def _data(group: Group) -> dict[str, object]:
    return {
        **asdict(group),
        "oldest": _time(group.oldest),
        "newest": _time(group.newest),
        "suggestions": [{**asdict(one), "line": one.line} for one in group.suggestions],
    }


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000).astimezone().date().isoformat()


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")
