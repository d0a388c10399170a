"""Parts that all cards are made of: dated lines, source notes, contacts, buttons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.cards import Contact, FollowUp, Line, LineKind, Link, Pages, SourceNote, Target
from bot.texts import Texts
from knowledge.dates import last_day, years_before
from knowledge.model import UNDATED, Entity, Fact, Knowledge, Language

TEAM = "zespol-ds-klastrow"
"""The city's cluster team: whom to ask when nothing better is known."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the parts of cards in one language, as seen on one day."""

    knowledge: Knowledge
    texts: Texts
    language: Language
    today: date

    def say(self, key: str, **values: object) -> str:
        """A wording in this language; raises KeyError as Texts.say."""
        return self.texts.say(key, self.language, **values)

    def fact_line(self, fact: Fact, kind: LineKind = LineKind.FACT) -> Line:
        """The fact with its date, and word of it where its term has ended."""
        text = fact.text.in_(self.language)
        if fact.until and last_day(fact.until) < self.today:
            ended = self.say("card.expired", day=self.texts.day(fact.until, self.language))
            text = f"{text} {ended}"
        return Line(text, kind, self.texts.as_of(fact.as_of, self.language))

    def quoted(self, labels: Iterable[str]) -> str:
        """Labels in quotation marks with "or" before the last one."""
        quotes = [self.say("quote", text=label) for label in labels]
        if len(quotes) < 2:
            return "".join(quotes)
        last = " ".join((self.say("choose.or"), quotes[-1]))
        return f"{', '.join(quotes[:-1])} {last}"

    def fact_lines(self, facts: Iterable[Fact]) -> list[Line]:
        """The first fact as the answer, with its ways and address; then the others.

        What only names a contact or a link is left to the contacts and links of the card.
        """
        lines: list[Line] = []
        for fact in facts:
            line = self.fact_line(fact, LineKind.FACT if lines else LineKind.ANSWER)
            fax = self.say("card.fax", number=fact.fax) if fact.fax else None
            ways = ", ".join(filter(None, (fact.phone, fax, fact.email, fact.address, fact.url)))
            if not lines and ways:
                lines.append(Line(f"{_label(line.text)}: {ways}", line.kind, line.date))
            elif not lines or not ways:
                lines.append(line)
        return lines

    def contacts(self, facts: Iterable[Fact], entity: Entity | None = None) -> tuple[Contact, ...]:
        """Whom the facts of an entity, or of a general topic, say to reach, and how."""
        return tuple(filter(None, (self.contact(fact, entity) for fact in facts)))

    def contact(self, fact: Fact, entity: Entity | None = None) -> Contact | None:
        """How to reach whom the fact names; None where it gives no way."""
        if not (fact.phone or fact.email or fact.address):
            return None
        entity = entity or self._office_of(fact.phone)
        return Contact(
            name=_label(fact.text.in_(self.language)),
            phone=fact.phone,
            email=fact.email,
            address=fact.address,
            date=self.texts.as_of(fact.as_of, self.language),
            organisation=entity.name.in_(self.language) if entity else "",
            website=_website(entity) if entity else None,
            coordinates=fact.position,
        )

    def _office_of(self, phone: str | None) -> Entity | None:
        """The organisation that has this number among its contacts."""
        return next(
            (
                organisation
                for organisation in self.knowledge.organisations.values()
                for fact in organisation.section("contact").facts
                if fact.phone and fact.phone == phone
            ),
            None,
        )

    def links(self, facts: Iterable[Fact]) -> tuple[Link, ...]:
        """The addresses that the facts name, each once."""
        found = {fact.url: _label(fact.text.in_(self.language)) for fact in facts if fact.url}
        return tuple(Link(label, url) for url, label in found.items())

    def sources(self, facts: Iterable[Fact], *more: str) -> tuple[SourceNote, ...]:
        """The sources of the facts in the order of their lines, each once."""
        ids = dict.fromkeys((*(id_ for fact in facts for id_ in fact.source), *more))
        return tuple(self._source(id_) for id_ in ids)

    def _source(self, id_: str) -> SourceNote:
        source = self.knowledge.sources[id_]
        when = "" if source.date == UNDATED else self.texts.day(source.date, self.language)
        title = source.title.in_(self.language)
        return SourceNote(id_, title, source.publisher, when, source.address)

    def confirm(self, facts: Iterable[Fact], years: int | None, phone: str | None) -> str:
        """A request to confirm, when the newest of the facts is older than `years`."""
        dated = [fact.as_of for fact in facts]
        if years is None or not dated:
            return ""
        whom = self.say("not_found.team", phone=self.team_phone) if phone is None else phone
        known = [as_of for as_of in dated if as_of != UNDATED]
        if not known:
            return self.say("card.confirm_undated", whom=whom)
        newest = max(known, key=last_day)
        if last_day(newest) >= years_before(self.today, years):
            return ""
        day = self.texts.day(newest, self.language)
        return self.say("card.confirm", day=day, whom=whom)

    @property
    def team_phone(self) -> str:
        """The number of the city's cluster team."""
        facts = self.knowledge.organisations[TEAM].section("contact").facts
        return next(fact.phone for fact in facts if fact.phone)

    def follow_up(self, target: Target, entity: str | None) -> FollowUp:
        """A button labelled by its topic, and by its entity when not that of the card."""
        label = self.knowledge.topics[target.topic].title.in_(self.language)
        if target.entity and target.entity != entity:
            name = self.knowledge.entities[target.entity].short.in_(self.language)
            label = self.say("choose.entity", topic=label, name=name)
        of = self.knowledge.entities[target.entity] if target.entity else None
        return FollowUp(label, target, _website(of) if of and target.topic == "website" else None)

    def question_button(self, target: Target) -> FollowUp:
        """A button labelled by a whole question, for choices and suggestions."""
        topic = self.knowledge.topics[target.topic]
        question = topic.question.in_(self.language)
        if target.entity:
            name = self.knowledge.entities[target.entity].short.in_(self.language)
            question = question.format(name=name)
        return FollowUp(question, target)

    def similar(self, id_: str) -> tuple[str, ...]:
        """The other clusters of a cluster's lines of business, in the order of the files."""
        cluster = self.knowledge.clusters.get(id_)
        sectors = set(cluster.sectors if cluster else ())
        return tuple(
            other.id
            for other in self.knowledge.clusters.values()
            if other.id != id_ and not sectors.isdisjoint(other.sectors)
        )

    def pages(self, target: Target, facts: int, on_a_page: int) -> Pages | None:
        """The place of a card that shows a page of so many facts; None where it shows them all."""
        count = -(-facts // on_a_page)
        page = target.page if target.page <= count else 1
        return Pages(replace(target, page=page), count) if count > 1 else None

    def targets(self, follow_ups: Iterable[str], entity: str | None) -> tuple[Target, ...]:
        """What a topic's `follow_ups` lead to; an entity's topics stay with `entity`."""
        found = []
        for follow_up in follow_ups:
            owner, _, topic = follow_up.rpartition("/")
            if owner:
                found.append(Target(topic, owner))
            elif self.knowledge.topics[topic].scope == "entity":
                if entity:
                    found.append(Target(topic, entity))
            else:
                found.append(Target(topic))
        return tuple(found)


def _website(entity: Entity) -> str | None:
    """The address of its site, where one is known."""
    return next((fact.url for fact in entity.section("website").facts if fact.url), None)


def _label(sentence: str) -> str:
    """A sentence as a label: without its full stop, unless that ends an abbreviation."""
    return sentence if sentence.endswith(" r.") else sentence.removesuffix(".")
