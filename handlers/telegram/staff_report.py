"""What staff are told: how much is asked, what in vain, what is old, what is live. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.live import Live
from bot.texts import Texts
from bot.unanswered import Group
from handlers.telegram.notices import refused_text
from knowledge.freshness import Stale, stale
from knowledge.model import UNDATED, Knowledge, Language

_OUTCOMES = ("found", "choose", "not_found", "smalltalk")
_LONGEST_QUESTION = 120
_SHOWN_STALE = 5
LONGEST = 4_000
"""Characters, within Telegram's 4,096."""


@dataclass(frozen=True, slots=True)
class Report:
    """The figures: questions by outcome since yesterday or last week, and the groups."""

    outcomes: Mapping[str, int]
    groups: Sequence[Group]


def report_text(
    report: Report, live: Live, texts: Texts, language: Language, today: date, *, of_week: bool
) -> str:
    """All of it as plain text, the groups numbered as the buttons below have them."""
    heading = "telegram.staff.week" if of_week else "telegram.staff.today"
    parts = [
        texts.say(heading, language, count=sum(report.outcomes.values())),
        " · ".join(
            texts.say(f"telegram.staff.outcome_{name}", language, count=report.outcomes[name])
            for name in _OUTCOMES
            if name in report.outcomes
        ),
        _knowledge(live, texts, language),
        _old(live.assistant.knowledge, texts, language, today),
        *_groups(report.groups, texts, language),
    ]
    text = "\n\n".join(filter(None, parts))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _groups(groups: Sequence[Group], texts: Texts, language: Language) -> list[str]:
    if not groups:
        return [texts.say("telegram.staff.nothing", language)]
    lines = [
        texts.say(
            "telegram.staff.group",
            language,
            number=number,
            count=group.count,
            question=group.question[:_LONGEST_QUESTION],
        )
        for number, group in enumerate(groups, start=1)
    ]
    return [texts.say("telegram.staff.in_vain", language), "\n".join(lines)]


def _knowledge(live: Live, texts: Texts, language: Language) -> str:
    version = live.version
    day = texts.day(version.changed_at.date().isoformat(), language)
    lines = [texts.say("telegram.staff.version", language, version=version.id, day=day)]
    if live.is_learning:
        lines.append(texts.say("telegram.staff.learning", language))
    if live.refused is not None:
        lines.append(refused_text(live.refused, texts, language))
    return "\n".join(lines)


def _old(knowledge: Knowledge, texts: Texts, language: Language, today: date) -> str:
    found = sorted(stale(knowledge, today), key=lambda one: (one.as_of == UNDATED, one.as_of))
    if not found:
        return ""
    listed = ", ".join(_card(one, knowledge, language) for one in islice(found, _SHOWN_STALE))
    return texts.say("telegram.staff.stale", language, count=len(found), cards=listed)


def _card(one: Stale, knowledge: Knowledge, language: Language) -> str:
    title = knowledge.topics[one.topic].title.in_(language)
    if one.entity is None:
        return title
    return f"{knowledge.entities[one.entity].short.in_(language)}: {title}"
