"""From the knowledge to charts: every figure is a fact's, with its date and source."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.answering.figures import Figures, ReferenceList
from bot.answering.parts import Writer
from bot.cards import Picture, PictureButton, PictureKind
from bot.pictures.subjects import Bar, Bars, Chart, Event, Years
from bot.texts import Texts
from knowledge.model import UNDATED, Fact, Knowledge, Language


def chart_of(
    picture: Picture, knowledge: Knowledge, texts: Texts, language: Language
) -> Chart | None:
    """The chart in one language; None where the knowledge has nothing (any more) to draw."""
    if any(id_ not in knowledge.entities for id_ in picture.entities):
        return None
    charts = _Charts(Writer(knowledge, texts, language, date.min), ReferenceList(knowledge))
    match picture.kind:
        case "members":
            return charts.members(picture.entities)
        case "founded":
            return charts.founded(picture.entities)
        case "history":
            return charts.history(picture.entities)
        case "comparison":
            return charts.comparison(picture.entities)


class _Charts:
    """Makes charts with the words of one language."""

    def __init__(self, writer: Writer, reference: ReferenceList) -> None:
        self._writer = writer
        self._say = writer.say
        self._reference = reference
        self._list = writer.knowledge.lists.reference

    def members(self, marked: tuple[str, ...]) -> Chart | None:
        """The whole list, the biggest first."""
        rows = [self._reference.figures[id_] for id_ in self._list.clusters]
        bars = self._bars(rows, marked)
        if bars is None:
            return None
        return Chart(
            title=self._say("picture.members"),
            subtitle=self._subtitle(marked),
            panels=(bars,),
            lines=tuple(map(self._bar_line, bars.bars)),
            notes=(
                *self._unknown_sizes(rows),
                *self._differences("members"),
                self._list_source(),
            ),
            further=(self._further("founded", marked),),
        )

    def founded(self, marked: tuple[str, ...]) -> Chart | None:
        """The whole list, the oldest first."""
        rows = [self._reference.figures[id_] for id_ in self._list.clusters]
        years = self._years(rows, marked)
        if years is None:
            return None
        return Chart(
            title=self._say("picture.founded"),
            subtitle=self._subtitle(marked),
            panels=(years,),
            lines=self._year_lines(rows),
            notes=(*self._unknown_years(rows), self._list_source()),
            further=(self._further("members", marked),),
        )

    def history(self, entities: tuple[str, ...]) -> Chart | None:
        """The numbers of members of one cluster in the order of their dates."""
        entity = self._writer.knowledge.clusters.get(entities[0]) if entities else None
        if entity is None:
            return None
        section = entity.section("members")
        facts = [fact for fact in section.facts if fact.value is not None]
        if not facts:
            return None
        bars = tuple(map(self._dated_bar, sorted(facts, key=_end)))
        differ = (text.in_(self._writer.language) for text in section.contradictions)
        return Chart(
            title=self._say("picture.history", name=self._label(entity.id)),
            subtitle=self._say("picture.history_subtitle"),
            panels=(Bars(self._key(), bars),),
            lines=tuple(map(self._bar_line, bars)),
            notes=(
                *(self._say("card.differ", text=text) for text in differ),
                *(text.in_(self._writer.language) for text in section.missing),
            ),
            further=(self._further("members", entities),),
        )

    def comparison(self, entities: tuple[str, ...]) -> Chart | None:
        """Members and founding years of some clusters by the list."""
        rows = [self._reference.row(id_) for id_ in entities]
        bars, years = self._bars(rows, ()), self._years(rows, ())
        if bars is None and years is None:
            return None
        lines = tuple(map(self._bar_line, bars.bars)) if bars else ()
        return Chart(
            title=self._say("picture.comparison"),
            subtitle=self._subtitle(()),
            panels=tuple(panel for panel in (bars, years) if panel is not None),
            lines=(
                *([self._say("picture.sizes")] if bars else []),
                *lines,
                *([self._say("picture.years")] if years else []),
                *self._year_lines(rows),
            ),
            notes=(
                *self._unknown_sizes(rows),
                *self._unknown_years(rows),
                self._list_source(),
            ),
            further=(self._further("members", entities),),
        )

    def _bars(self, rows: Iterable[Figures], marked: tuple[str, ...]) -> Bars | None:
        known = [(row.members, row) for row in rows if row.members is not None]
        known.sort(key=lambda sized: sized[0], reverse=True)
        bars = tuple(
            Bar(
                label=self._label(row.entity),
                members=members,
                shown=str(members),
                companies=row.companies,
                companies_shown="" if row.companies is None else str(row.companies),
                is_marked=row.entity in marked,
            )
            for members, row in known
        )
        return Bars(self._key(), bars) if bars else None

    def _dated_bar(self, fact: Fact) -> Bar:
        members, companies = fact.value or 0, fact.companies
        return Bar(
            label=self._day(fact.as_of),
            members=members,
            shown=self._as_said(members, fact),
            companies=companies,
            companies_shown="" if companies is None else self._as_said(companies, fact),
            details=tuple(self._details(fact)),
        )

    def _years(self, rows: Iterable[Figures], marked: tuple[str, ...]) -> Years | None:
        events = []
        for row in rows:
            if row.year is not None:
                is_marked = row.entity in marked
                label = self._label(row.entity)
                events.append(Event(row.year, label, is_marked=is_marked))
                weak = self._say("picture.other_source", label=label)
                events += [
                    Event(year, weak, is_weak=True, is_marked=is_marked)
                    for year in self._other_years(row)
                ]
        events.sort(key=lambda event: (event.year, event.is_weak))
        return Years(tuple(events)) if events else None

    def _year_lines(self, rows: Iterable[Figures]) -> tuple[str, ...]:
        known = [(row.year, row) for row in rows if row.year is not None]
        known.sort(key=lambda dated: dated[0])
        lines = []
        for year, row in known:
            others = ", ".join(map(str, self._other_years(row)))
            key = "picture.other_years_line" if others else "picture.year_line"
            label = self._label(row.entity)
            lines.append(self._say(key, label=label, year=year, others=others))
        return tuple(lines)

    def _other_years(self, row: Figures) -> list[int]:
        """Founding years that other sources than the list give."""
        facts = self._writer.knowledge.entities[row.entity].section("founded").facts
        return sorted({fact.value for fact in facts if fact.value} - {row.year or 0})

    def _bar_line(self, bar: Bar) -> str:
        key = "picture.members_line" if bar.companies is None else "picture.companies_line"
        line = self._say(key, label=bar.label, shown=bar.shown, companies=bar.companies_shown)
        return " – ".join((line, *bar.details))

    def _details(self, fact: Fact) -> Iterable[str]:
        """The fact's own sentence where it counts something else than plain members; its source.

        "37 supporting members" are not simply members.
        """
        text = fact.text.in_(self._writer.language)
        plain = (
            self._writer.texts.say("picture.plain", language, count=fact.value)
            in fact.text.in_(language)
            for language in self._writer.texts.wordings
        )
        if not all(plain):
            yield text
        names = (self._writer.knowledge.sources[id_].publisher for id_ in fact.source)
        yield ", ".join(dict.fromkeys(names))

    def _as_said(self, number: int, fact: Fact) -> str:
        """The number, with "over" where the fact says so."""
        over = self._say("picture.over", count=number)
        return over if over in fact.text.in_(self._writer.language) else str(number)

    def _unknown_sizes(self, rows: Iterable[Figures]) -> list[str]:
        rows = list(rows)
        no_members = [row.entity for row in rows if row.members is None]
        no_companies = [row.entity for row in rows if row.members and row.companies is None]
        return [
            *self._unknown("picture.unknown_members", no_members),
            *self._unknown("picture.unknown_companies", no_companies),
        ]

    def _unknown_years(self, rows: Iterable[Figures]) -> list[str]:
        return self._unknown("picture.unknown_year", [r.entity for r in rows if r.year is None])

    def _unknown(self, key: str, entities: list[str]) -> list[str]:
        return [self._say(key, names=self._names(entities))] if entities else []

    def _differences(self, topic: str) -> list[str]:
        """What several clusters say alike of their figures, once."""
        said = Counter(
            text.in_(self._writer.language)
            for id_ in self._list.clusters
            for text in self._writer.knowledge.clusters[id_].section(topic).contradictions
        )
        return [self._say("card.differ", text=text) for text, count in said.items() if count > 1]

    def _list_source(self) -> str:
        (note,) = self._writer.sources((), self._list.source)
        shown = ", ".join(filter(None, (note.title, note.publisher, note.date)))
        return self._say("picture.source", source=shown)

    def _subtitle(self, marked: tuple[str, ...]) -> str:
        title = _capital(self._list.title.in_(self._writer.language))
        if not marked:
            return title
        return self._say("picture.marked", title=title, names=self._names(marked))

    def _further(self, kind: PictureKind, entities: tuple[str, ...]) -> PictureButton:
        return PictureButton(self._say(f"picture.{kind}_button"), Picture(kind, entities))

    def _key(self) -> tuple[str, str, str]:
        say = self._say
        return (
            say("picture.key_members"),
            say("picture.key_companies"),
            say("picture.key_undivided"),
        )

    def _names(self, entities: Iterable[str]) -> str:
        language = self._writer.language
        return ", ".join(
            self._writer.knowledge.entities[id_].short.in_(language) for id_ in entities
        )

    def _label(self, id_: str) -> str:
        return _capital(self._writer.knowledge.entities[id_].short.in_(self._writer.language))

    def _day(self, partial: str) -> str:
        texts, language = self._writer.texts, self._writer.language
        return _capital(
            texts.as_of(UNDATED, language) if partial == UNDATED else texts.day(partial, language)
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _end(fact: Fact) -> str:
    """Sorts by the last day that a date may mean; what has none comes last."""
    return "9999" if fact.as_of == UNDATED else (fact.as_of + "-12-31")[:10]
