"""A condition in words, for the first line of a card over a set."""

from collections.abc import Iterator

from bot.answering.parts import Writer
from bot.understanding.conditions import Condition
from bot.understanding.spans import Span


def describe(writer: Writer, condition: Condition) -> str:
    """The condition in words: "founded before 2009, at least 50 members"."""
    return ", ".join(_parts(writer, condition))


def _parts(writer: Writer, condition: Condition) -> Iterator[str]:
    if condition.sectors:
        yield _sectors(writer, condition.sectors, "condition.sector")
    if condition.years:
        yield _years(writer, condition.years, "condition")
    if condition.size:
        kind = "companies" if condition.companies else "size"
        yield _size(writer, condition.size, kind)
    for mark in condition.marks:
        yield writer.say(f"condition.{mark}")
    if condition.name:
        key = "condition.name_first" if condition.name.first else "condition.name"
        yield writer.say(key, words=" ".join(condition.name.words))
    if condition.than:
        direction, other = condition.than
        name = writer.knowledge.entities[other].name.in_(writer.language)
        yield writer.say(f"condition.than.{direction}", name=name)
    if condition.level:
        yield writer.say(f"condition.level.{condition.level}")
    if condition.mostly is not None:
        yield writer.say(f"condition.{'mostly' if condition.mostly else 'hardly'}")
    if condition.pure:
        yield writer.say("condition.pure")
    if condition.without:
        yield from _denied(writer, condition.without)
    if condition.order:
        kind = ".companies" if condition.companies and condition.by_size else ""
        order = writer.say(f"condition.order.{condition.order}{kind}")
        if condition.rank:
            order = writer.say("condition.rank", order=order, rank=condition.rank)
        yield order
    elif condition.rank:
        end = "condition.place_from_end" if condition.from_end else "condition.place_alone"
        yield writer.say(end, rank=condition.rank)
    elif condition.limit:
        end = "condition.last" if condition.from_end else "condition.first"
        yield writer.say(end, count=condition.limit)


def _denied(writer: Writer, without: Condition) -> Iterator[str]:
    if without.entities:
        entities = (writer.knowledge.entities[id_] for id_ in without.entities)
        names = ", ".join(entity.name.in_(writer.language) for entity in entities)
        yield writer.say("condition.not.entities", names=names)
    if without.sectors and not without.entities:
        yield _sectors(writer, without.sectors, "condition.not.sector")
    if without.years:
        yield _years(writer, without.years, "condition.not")
    for mark in without.marks:
        yield writer.say(f"condition.not.{mark}")


def _sectors(writer: Writer, sectors: tuple[str, ...], key: str) -> str:
    names = [writer.knowledge.sectors[id_].name.in_(writer.language) for id_ in sectors]
    return writer.say(key, sector=f" {writer.say('choose.or')} ".join(names))


def _years(writer: Writer, spans: tuple[Span, ...], prefix: str) -> str:
    if len(spans) > 1:
        years = f" {writer.say('choose.or')} ".join(str(span.low or span.high) for span in spans)
        return writer.say(f"{prefix}.year", low=years)
    span = spans[0]
    if span.low is not None and span.high is not None:
        key = "year" if span.low == span.high else "years"
    else:
        key = "to_year" if span.low is None else "from_year"
    return writer.say(f"{prefix}.{key}", low=span.low, high=span.high)


def _size(writer: Writer, span: Span, kind: str) -> str:
    if span.low is not None and span.low == span.high:
        return writer.say(f"condition.{kind}_exact", count=span.low)
    if span.low is not None and span.high is not None:
        return writer.say(f"condition.{kind}", low=span.low, count=span.high)
    if span.low is not None:
        return writer.say(f"condition.{kind}_from", count=span.low)
    return writer.say(f"condition.{kind}_to", count=span.high)


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]
