"""Cards about no entity: general topics, small talk, asking back and declining."""

from bot.answering.parts import TEAM, Writer
from bot.cards import Card, FollowUp, Line, LineKind, Target
from knowledge.model import Neighbour

FACTS_ON_A_PAGE = 6
_FOLLOW_UPS = 4


def general_card(writer: Writer, target: Target) -> Card:
    """What is known of a general topic.

    Raises:
        KeyError: for a topic that the knowledge does not have.
    """
    topic = writer.knowledge.topics[target.topic]
    start = (target.page - 1) * FACTS_ON_A_PAGE
    facts = topic.facts[start : start + FACTS_ON_A_PAGE] or topic.facts[:FACTS_ON_A_PAGE]
    lines = writer.fact_lines(facts)
    if target.page == 1:
        lines += [
            Line(writer.say("card.differ", text=text.in_(writer.language)), LineKind.CONTRADICTION)
            for text in topic.contradictions[:2]
        ]
        lines += [Line(text.in_(writer.language), LineKind.GAP) for text in topic.missing]
    others = writer.targets(topic.follow_ups, None)[:_FOLLOW_UPS]
    buttons = [writer.follow_up(other, None) for other in others]
    if start + FACTS_ON_A_PAGE < len(topic.facts):
        title = topic.title.in_(writer.language)
        following = Target(topic.id, None, target.page + 1)
        buttons.insert(0, FollowUp(writer.say("card.more", topic=title), following))
    phone = next((fact.phone for fact in topic.facts if fact.phone), None)
    return Card(
        title=topic.title.in_(writer.language),
        lines=tuple(lines),
        contacts=writer.contacts(facts[1:]),
        links=writer.links(facts),
        confirm=writer.confirm(facts[:1], topic.confirm_after_years, phone),
        sources=writer.sources(facts),
        follow_ups=tuple(buttons),
        main_contact=writer.contact(facts[0]) if facts else None,
        pages=writer.pages(target, len(topic.facts), FACTS_ON_A_PAGE),
    )


def small_talk_card(writer: Writer, topic_id: str) -> Card:
    """A friendly word and what can be asked next."""
    topic = writer.knowledge.topics[topic_id]
    reply = topic.reply.in_(writer.language) if topic.reply else ""
    targets = writer.targets(topic.follow_ups, None)
    return Card(
        title=topic.title.in_(writer.language),
        lines=(Line(reply, LineKind.ANSWER),),
        follow_ups=tuple(writer.question_button(target) for target in targets),
    )


def choose_card(writer: Writer, choices: tuple[Target, ...]) -> Card:
    """Asks back which of a few questions was meant."""
    buttons = tuple(writer.question_button(target) for target in choices)
    listed = writer.quoted(button.label for button in buttons)
    return Card(
        title=writer.say("choose.title"),
        lines=(Line(writer.say("choose.line", questions=listed), LineKind.ANSWER),),
        follow_ups=buttons,
    )


def not_found_card(
    writer: Writer, nearest: tuple[Target, ...], neighbour: Neighbour | None
) -> Card:
    """Declines, names the right door where one is known, and offers the nearest questions."""
    lines = [Line(writer.say("not_found.line"), LineKind.ANSWER)]
    buttons = tuple(writer.question_button(target) for target in nearest)
    if neighbour is not None and neighbour.door is not None:
        lines.append(Line(neighbour.door.in_(writer.language), LineKind.NOTE))
    if neighbour is not None and neighbour.entity is not None:
        buttons = (writer.question_button(Target("contact", neighbour.entity)), *buttons)
    if buttons:
        listed = writer.quoted(button.label for button in buttons)
        lines.append(Line(writer.say("not_found.nearest", questions=listed), LineKind.NOTE))
    team = writer.knowledge.organisations[TEAM]
    facts = team.section("contact").facts[:1]
    return Card(
        title=writer.say("not_found.title"),
        lines=tuple(lines),
        contacts=writer.contacts(facts, team),
        sources=writer.sources(facts),
        follow_ups=buttons,
    )
