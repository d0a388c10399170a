"""Cards about one entity: what is known of the topic, or an honest gap with a way on."""

from bot.answering.parts import TEAM, Writer
from bot.answering.pictures import picture_of_entity
from bot.cards import Card, Contact, FollowUp, Line, LineKind, Target
from bot.understanding.normalise import fold
from knowledge.model import Entity, Fact, Section

FACTS_ON_A_PAGE = 5
_CONTRADICTIONS = 2
_FOLLOW_UPS = 4


def entity_card(writer: Writer, target: Target) -> Card:
    """The card for one topic of one entity.

    Raises:
        KeyError: for an entity or topic that the knowledge does not have.
    """
    entity = writer.knowledge.entities[target.entity or ""]
    section = entity.section(target.topic)
    if not section.facts:
        return _gap_card(writer, entity, target, section)
    start = (target.page - 1) * FACTS_ON_A_PAGE
    facts = section.facts[start : start + FACTS_ON_A_PAGE] or section.facts[:FACTS_ON_A_PAGE]
    if target.topic == "contact":
        return _contact_card(writer, entity, target, section, facts)
    lines = writer.fact_lines(facts)
    extra: tuple[Fact, ...] = ()
    if target.page == 1:
        lines += _side_lines(writer, section)
        if target.topic == "overview":
            lines += _other_names(writer, entity)
        if target.topic == "join":
            extra = _joining_costs(entity)
            lines += [_fee_line(writer, fact) for fact in extra]
    contacts: tuple[Contact, ...] = ()
    if target.topic == "join":
        contacts = writer.contacts(entity.section("contact").facts[:1], entity)
    return Card(
        title=_title(writer, entity, target),
        lines=tuple(lines),
        contacts=contacts,
        links=writer.links(facts),
        confirm=_confirm(writer, entity, target, facts[:1]),
        sources=writer.sources((*facts, *extra)),
        follow_ups=_follow_ups(writer, entity, target, len(section.facts)),
        picture=picture_of_entity(writer, target),
        pages=writer.pages(target, len(section.facts), FACTS_ON_A_PAGE),
    )


def _title(writer: Writer, entity: Entity, target: Target) -> str:
    name = entity.name.in_(writer.language)
    topic = writer.knowledge.topics[target.topic].title.in_(writer.language)
    return name if target.topic == "overview" else f"{name} – {topic}"


def _side_lines(writer: Writer, section: Section) -> list[Line]:
    """Where sources differ, and what is not known."""
    lines = [
        Line(writer.say("card.differ", text=text.in_(writer.language)), LineKind.CONTRADICTION)
        for text in section.contradictions[:_CONTRADICTIONS]
    ]
    lines += [Line(text.in_(writer.language), LineKind.GAP) for text in section.missing]
    return lines


def _other_names(writer: Writer, entity: Entity) -> list[Line]:
    main = {fold(entity.name.pl), fold(entity.name.en)}
    others = {fold(other.name): other.name for other in entity.names}
    names = [name for folded, name in others.items() if folded not in main]
    if not names:
        return []
    return [Line(writer.say("card.also_known", names=", ".join(names)), LineKind.NOTE)]


def _joining_costs(entity: Entity) -> tuple[Fact, ...]:
    return entity.section("fees").facts[:1]


def _fee_line(writer: Writer, fact: Fact) -> Line:
    line = writer.fact_line(fact)
    return Line(writer.say("card.fees", text=line.text), LineKind.FACT, line.date)


def _contact_card(
    writer: Writer, entity: Entity, target: Target, section: Section, facts: tuple[Fact, ...]
) -> Card:
    """Ways to reach the entity; a line tells what the contact entries below hold."""
    lines = writer.fact_lines(facts)
    if target.page == 1:
        lines += _side_lines(writer, section)
    confirmed_by = facts[:1]
    return Card(
        title=_title(writer, entity, target),
        lines=tuple(lines),
        contacts=writer.contacts(facts[1:], entity),
        links=writer.links((*facts, *entity.section("website").facts[:1])),
        confirm=_confirm(writer, entity, target, confirmed_by),
        sources=writer.sources(facts),
        follow_ups=_follow_ups(writer, entity, target, len(section.facts)),
        main_contact=writer.contact(facts[0], entity),
        pages=writer.pages(target, len(section.facts), FACTS_ON_A_PAGE),
    )


def _gap_card(writer: Writer, entity: Entity, target: Target, section: Section) -> Card:
    """Nothing is known: says so and points to what helps instead."""
    topic = writer.knowledge.topics[target.topic]
    gap = topic.gap.in_(writer.language) if topic.gap else ""
    lines = [Line(gap, LineKind.GAP)]
    lines += _side_lines(writer, section)
    helping: list[Fact] = []
    coordinator = entity.section("coordinator").facts[:1]
    if target.topic in ("contact", "join", "website", "fees") and coordinator:
        line = writer.fact_line(coordinator[0])
        text = writer.say("card.instead_coordinator", text=line.text)
        lines.append(Line(text, LineKind.FACT, line.date))
        helping += coordinator
    if target.topic == "join":
        rule = writer.knowledge.topics["join-general"].facts[:1]
        for fact in rule:
            line = writer.fact_line(fact)
            text = writer.say("card.general_rule", text=line.text)
            lines.append(Line(text, LineKind.FACT, line.date))
        lines += [_fee_line(writer, fact) for fact in _joining_costs(entity)]
        helping += [*rule, *_joining_costs(entity)]
    own = entity.section("contact").facts[:1] if target.topic != "contact" else ()
    website = entity.section("website").facts[:1]
    team = writer.knowledge.organisations[TEAM]
    teams = team.section("contact").facts[:1]
    if own:
        contacts = writer.contacts(own, entity)
        helping += own
    else:
        contacts = writer.contacts(teams, team)
        lines.append(Line(writer.say("card.instead", phone=writer.team_phone), LineKind.NOTE))
        helping += teams
    helping += website
    return Card(
        title=_title(writer, entity, target),
        lines=tuple(lines),
        contacts=contacts,
        links=writer.links(website),
        sources=writer.sources(helping),
        follow_ups=_follow_ups(writer, entity, target, 0),
    )


def _confirm(writer: Writer, entity: Entity, target: Target, facts: tuple[Fact, ...]) -> str:
    years = writer.knowledge.topics[target.topic].confirm_after_years
    phones = (fact.phone for fact in entity.section("contact").facts if fact.phone)
    return writer.confirm(facts, years, next(phones, None))


def _follow_ups(
    writer: Writer, entity: Entity, target: Target, total: int
) -> tuple[FollowUp, ...]:
    """More of the same first, then what the topic leads on to.

    Of a cluster that nothing is known is worth a card; nobody joins an office or a programme.
    """
    buttons: list[FollowUp] = []
    if target.page * FACTS_ON_A_PAGE < total:
        topic = writer.knowledge.topics[target.topic].title.in_(writer.language)
        following = Target(target.topic, target.entity, target.page + 1)
        buttons.append(FollowUp(writer.say("card.more", topic=topic), following))
    topic_follow_ups = writer.knowledge.topics[target.topic].follow_ups
    others = writer.targets(topic_follow_ups, entity.id)
    is_cluster = entity.id in writer.knowledge.clusters
    leading_on = [
        writer.follow_up(other, entity.id)
        for other in others
        if other != target
        and (is_cluster or other.entity != entity.id or other.topic in entity.topics)
    ]
    buttons += leading_on[:_FOLLOW_UPS]
    if target.topic == "overview" and writer.similar(entity.id):
        buttons.append(FollowUp(writer.say("card.similar"), Target("list", entity.id)))
    return tuple(buttons)
