"""The marks of a chart and its lines in words, from figures and facts."""

from collections.abc import Iterable, Iterator, Sequence

from bot.answering.figures import Figures
from bot.answering.parts import Writer
from bot.answering.wording import capital
from bot.pictures.subjects import Bar, Bars, Event, Years
from knowledge.model import LANGUAGES, UNDATED, Fact


def bars_of(writer: Writer, rows: Iterable[Figures], marked: Sequence[str] = ()) -> Bars | None:
    """The members of clusters, the biggest first; None where none are known."""
    known = [(row.members, row) for row in rows if row.members is not None]
    known.sort(key=lambda sized: sized[0], reverse=True)
    bars = tuple(
        Bar(
            label=label_of(writer, row.entity),
            members=members,
            shown=str(members),
            companies=row.companies,
            companies_shown="" if row.companies is None else str(row.companies),
            is_marked=row.entity in marked,
        )
        for members, row in known
    )
    return Bars(_key(writer), bars) if bars else None


def dated_bars(writer: Writer, facts: Iterable[Fact]) -> Bars:
    """The numbers of members that facts give, by their dates; what has none comes last."""
    return Bars(_key(writer), tuple(_dated_bar(writer, fact) for fact in sorted(facts, key=_end)))


def bar_lines(writer: Writer, bars: Bars) -> tuple[str, ...]:
    """Each bar in words."""
    return tuple(_bar_line(writer, bar) for bar in bars.bars)


def years_of(writer: Writer, rows: Iterable[Figures], marked: Sequence[str] = ()) -> Years | None:
    """The founding years of clusters, also those of other sources; None where none is known."""
    events = []
    for row in rows:
        if row.year is not None:
            is_marked, label = row.entity in marked, label_of(writer, row.entity)
            events.append(Event(row.year, label, is_marked=is_marked))
            weak = writer.say("picture.other_source", label=label)
            events += [
                Event(year, weak, is_weak=True, is_marked=is_marked)
                for year in _other_years(writer, row)
            ]
    events.sort(key=lambda event: (event.year, event.is_weak))
    return Years(tuple(events)) if events else None


def year_lines(writer: Writer, rows: Iterable[Figures]) -> tuple[str, ...]:
    """Each founding year in words, the oldest first."""
    known = [(row.year, row) for row in rows if row.year is not None]
    known.sort(key=lambda dated: dated[0])
    lines = []
    for year, row in known:
        others = ", ".join(map(str, _other_years(writer, row)))
        key = "picture.other_years_line" if others else "picture.year_line"
        label = label_of(writer, row.entity)
        lines.append(writer.say(key, label=label, year=year, others=others))
    return tuple(lines)


def label_of(writer: Writer, id_: str) -> str:
    """The everyday name of an entity, to stand by itself."""
    return capital(writer.knowledge.entities[id_].short.in_(writer.language))


def _key(writer: Writer) -> tuple[str, str, str]:
    say = writer.say
    return say("picture.key_members"), say("picture.key_companies"), say("picture.key_undivided")


def _dated_bar(writer: Writer, fact: Fact) -> Bar:
    members, companies = fact.value or 0, fact.companies
    return Bar(
        label=_day(writer, fact.as_of),
        members=members,
        shown=_as_said(writer, members, fact),
        companies=companies,
        companies_shown="" if companies is None else _as_said(writer, companies, fact),
        details=tuple(_details(writer, fact)),
    )


def _bar_line(writer: Writer, bar: Bar) -> str:
    key = "picture.members_line" if bar.companies is None else "picture.companies_line"
    line = writer.say(key, label=bar.label, shown=bar.shown, companies=bar.companies_shown)
    return " – ".join((line, *bar.details))


def _details(writer: Writer, fact: Fact) -> Iterator[str]:
    """The fact's own sentence where it counts something else than plain members; its source.

    "37 supporting members" are not simply members.
    """
    plain = (
        writer.texts.say("picture.plain", language, count=fact.value) in fact.text.in_(language)
        for language in LANGUAGES
    )
    if not all(plain):
        yield fact.text.in_(writer.language)
    publishers = (writer.knowledge.sources[id_].publisher for id_ in fact.source)
    yield ", ".join(dict.fromkeys(publishers))


def _as_said(writer: Writer, number: int, fact: Fact) -> str:
    """The number, with "over" where the fact says so."""
    over = writer.say("picture.over", count=number)
    return over if over in fact.text.in_(writer.language) else str(number)


def _other_years(writer: Writer, row: Figures) -> list[int]:
    """Founding years that other sources than the list give."""
    facts = writer.knowledge.entities[row.entity].section("founded").facts
    return sorted({fact.value for fact in facts if fact.value} - {row.year})


def _day(writer: Writer, partial: str) -> str:
    if partial == UNDATED:
        return capital(writer.texts.as_of(partial, writer.language))
    return capital(writer.texts.day(partial, writer.language))


def _end(fact: Fact) -> str:
    """Sorts by the last day that a date may mean."""
    return "9999" if fact.as_of == UNDATED else (fact.as_of + "-12-31")[:10]
