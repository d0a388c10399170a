"""Which answers are due to be confirmed: their leading fact is older than its topic allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.dates import last_day, years_before
from knowledge.model import UNDATED, Fact, Knowledge, Topic


@dataclass(frozen=True, slots=True)
class Stale:
    """A leading fact past its age limit; `entity` is None for a topic of its own."""

    entity: str | None
    topic: str
    as_of: str
    years: int


def stale(knowledge: Knowledge, today: date) -> Iterator[Stale]:
    """Every answer whose leading fact is too old or has no date, entities first."""
    for entity in knowledge.entities.values():
        for id_, section in entity.topics.items():
            if id_ in knowledge.topics:
                yield from _stale(entity.id, knowledge.topics[id_], section.facts, today)
    for topic in knowledge.topics.values():
        yield from _stale(None, topic, topic.facts, today)


def _stale(
    entity: str | None, topic: Topic, facts: tuple[Fact, ...], today: date
) -> Iterator[Stale]:
    years = topic.confirm_after_years
    if years is None or not facts:
        return
    as_of = facts[0].as_of
    if as_of == UNDATED or last_day(as_of) < years_before(today, years):
        yield Stale(entity, topic.id, as_of, years)
