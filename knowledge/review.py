"""What is allowed, but looks wrong, in the facts: warnings for each file by itself."""

import re
from collections.abc import Iterator
from datetime import date

import phonenumbers

from knowledge.dates import is_future, is_older
from knowledge.finding import Finding, Path
from knowledge.model import (
    LANGUAGES,
    UNDATED,
    Entity,
    Fact,
    Knowledge,
    Language,
    Section,
    Text,
    Topic,
)
from knowledge.numbers import disagreement

TO_FILL_IN: dict[Language, str] = {"pl": "UZUPEŁNIJ", "en": "FILL IN"}
"""How the places of a template begin that wait for their text."""

LONGEST_QUESTION = 60
"""Letters of a question that a button has room for."""

_FIRST_YEAR = 1900
_WAYS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+\w|https?://\S+|www\.\S+"
    r"|(?:\+\d\d )?\b\d{2} \d{3} \d{2} \d{2}\b|\b\d{3} \d{3} \d{3}\b"
)
_POLISH = re.compile(r"\b(jest|są|się|był\w*|oraz|nie|który\w*|członk\w+|dla|przez)\b", re.I)
_ENGLISH = re.compile(r"\b(is|are|was|were|has|have|had|the|of|and|for|with|by)\b", re.I)
_MARKERS: dict[Language, re.Pattern[str]] = {"pl": _ENGLISH, "en": _POLISH}
"""Small words of the other language; two of them tell, one may be part of a name."""
_OWN: dict[Language, re.Pattern[str]] = {
    "pl": re.compile(rf"{_POLISH.pattern}|\b(i|w|z|na|do|od|po|o|a|u|to)\b|[ąćęłńóśźż]", re.I),
    "en": re.compile(rf"{_ENGLISH.pattern}|\b(a|an|in|on|to|at|from|this)\b", re.I),
}
"""A text with any of these is in its own language, whatever name stands in it."""

_KEYS_OF_NAMES = ("name", "short")
_COUNTED = ("founded", "members")


def of_entries(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """What looks wrong in clusters, organisations, topics, sources and lists."""
    for folder, entities in (
        ("clusters", knowledge.clusters),
        ("organisations", knowledge.organisations),
    ):
        for entity in entities.values():
            yield from _entity(f"{folder}/{entity.id}.yaml", entity, today)
    for topic in knowledge.topics.values():
        yield from _topic(f"topics/{topic.id}.yaml", topic, today)
    for index, source in enumerate(knowledge.sources.values()):
        yield from _text("sources.yaml", ("sources", index, "title"), source.title)
        if is_future(source.date, today):
            yield _future("sources.yaml", ("sources", index, "date"), source.date)
    lists = knowledge.lists
    yield from _text("lists.yaml", ("reference", "title"), lists.reference.title)
    yield from _text("lists.yaml", ("later", "title"), lists.later.title)
    yield from _text("lists.yaml", ("differences",), lists.differences)
    for index, sector in enumerate(knowledge.sectors.values()):
        yield from _text("words/sectors.yaml", ("sectors", index, "name"), sector.name)
    for index, neighbour in enumerate(knowledge.neighbours.values()):
        if neighbour.door is not None:
            path = ("neighbours", index, "door")
            yield from _text("words/neighbours.yaml", path, neighbour.door)


def _entity(file: str, entity: Entity, today: date) -> Iterator[Finding]:
    for key in _KEYS_OF_NAMES:
        yield from _text(file, (key,), getattr(entity, key), is_name=True)
    for index, other in enumerate(entity.names):
        if is_future(other.as_of, today):
            yield _future(file, ("names", index, "as_of"), other.as_of)
    if not entity.section("overview").facts:
        yield Finding(file, ("topics",), "no-overview", {"id": entity.id})
    for language in LANGUAGES:
        if not getattr(entity.recognised_by.aliases, language):
            values = {"id": entity.id, "language": language}
            yield Finding(file, ("recognised_by", "aliases"), "no-aliases", values)
    for id_, section in entity.topics.items():
        path = ("topics", id_)
        yield from _known(file, path, section)
        yield from _facts(file, (*path, "facts"), section.facts, id_, today)
        yield from _figures(file, path, id_, section, today)


def _topic(file: str, topic: Topic, today: date) -> Iterator[Finding]:
    yield from _known(file, (), topic)
    for key in ("title", "question", "gap", "reply"):
        text = getattr(topic, key)
        if text is not None:
            yield from _text(file, (key,), text)
    yield from _facts(file, ("facts",), topic.facts, topic.id, today)
    for language in LANGUAGES:
        length = len(topic.question.in_(language).replace("{name}", ""))
        if length > LONGEST_QUESTION:
            values = {"length": str(length), "limit": str(LONGEST_QUESTION)}
            yield Finding(file, ("question", language), "long-question", values)


def _known(file: str, path: Path, known: Section | Topic) -> Iterator[Finding]:
    """The texts of all that is known of a topic."""
    for index, fact in enumerate(known.facts):
        yield from _text(file, (*path, "facts", index, "text"), fact.text)
    for key, texts in (("contradictions", known.contradictions), ("missing", known.missing)):
        for index, text in enumerate(texts):
            yield from _text(file, (*path, key, index), text)


def _text(file: str, path: Path, text: Text, *, is_name: bool = False) -> Iterator[Finding]:
    waiting = [one for one in LANGUAGES if text.in_(one).startswith(TO_FILL_IN[one])]
    for language in waiting:
        yield Finding(file, (*path, language), "fill-in", {"text": text.in_(language)})
    if waiting:
        return
    only_pl, only_en = disagreement(text.pl, text.en)
    if only_pl or only_en:
        values = {"only_pl": ", ".join(only_pl) or "–", "only_en": ", ".join(only_en) or "–"}
        yield Finding(file, path, "numbers-differ", values)
    if is_name:
        return
    if text.pl == text.en:
        yield Finding(file, path, "not-translated")
        return
    for language, other in _MARKERS.items():
        words = text.in_(language)
        if not _OWN[language].search(words) and len(other.findall(words)) > 1:
            yield Finding(file, (*path, language), "other-language")


def _facts(
    file: str, path: Path, facts: tuple[Fact, ...], topic: str, today: date
) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, fact in enumerate(facts):
        here = (*path, index)
        if is_future(fact.as_of, today):
            yield _future(file, (*here, "as_of"), fact.as_of)
        if fact.until and is_older(fact.until, fact.as_of):
            values = {"until": fact.until, "as_of": fact.as_of}
            yield Finding(file, (*here, "until"), "until-before-as-of", values)
        if fact.text.pl in seen:
            yield Finding(file, (*here, "text"), "repeated-fact")
        seen.add(fact.text.pl)
        for key in ("phone", "fax"):
            number = getattr(fact, key)
            if number and not phonenumbers.is_valid_number(phonenumbers.parse(number)):
                yield Finding(file, (*here, key), "odd-phone", {"value": number})
        if topic == "contact":
            for language in LANGUAGES:
                for way in _WAYS.findall(fact.text.in_(language)):
                    at = (*here, "text", language)
                    yield Finding(file, at, "contact-in-text", {"value": way})


def _figures(
    file: str, path: Path, topic: str, section: Section, today: date
) -> Iterator[Finding]:
    """What the bot counts and ranks by."""
    if topic not in _COUNTED:
        return
    counted = [(at, one) for at, one in enumerate(section.facts) if one.value is not None]
    for index, fact in counted:
        here = (*path, "facts", index, "value")
        if str(fact.value) not in re.findall(r"\d+", fact.text.pl.replace(" ", "")):
            yield Finding(file, here, "value-not-in-text", {"value": str(fact.value)})
        if topic == "founded" and not _FIRST_YEAR <= (fact.value or 0) <= today.year:
            yield Finding(file, here, "odd-year", {"value": str(fact.value)})
    if topic == "members" and counted:
        at, first = counted[0]
        newer = [one.as_of for _, one in counted if is_older(first.as_of, one.as_of)]
        if newer:
            values = {"first": first.as_of, "newest": max(newer)}
            yield Finding(file, (*path, "facts", at), "newest-not-first", values)
    if not section.contradictions:
        told: dict[str, set[str]] = {}
        for _, fact in counted:
            of_when = fact.as_of if topic == "members" else ""
            told.setdefault(of_when, set()).add(str(fact.value))
        for of_when, values_told in told.items():
            if len(values_told) > 1 and of_when != UNDATED:
                values = {"values": ", ".join(sorted(values_told))}
                yield Finding(file, path, "contradiction-not-marked", values)


def _future(file: str, path: Path, partial: str) -> Finding:
    return Finding(file, path, "date-in-future", {"date": partial})
