"""Asking of whom: a topic of clusters without a cluster, a comparison of which two."""

from bot.cards import Card, FollowUp, Line, LineKind, Pages, Target
from bot.conversation import Choose
from bot.texts import Texts
from handlers.telegram.short_names import short_name
from knowledge.model import Entity, Knowledge, Language

ON_A_PAGE = 8
COMPARE = "compare"
_OF_OFFICES_TOO = "contact"


def picked_from(
    target: Target, knowledge: Knowledge, texts: Texts, language: Language
) -> Choose | None:
    """The question back, with a button for each entity; None where the target says all."""
    if not _is_open(target, knowledge):
        return None
    entities = sorted(
        _candidates(target, knowledge),
        key=lambda entity: short_name(entity, texts, language).casefold(),
    )
    count = -(-len(entities) // ON_A_PAGE)
    page = target.page if target.page <= count else 1
    shown = entities[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    buttons = tuple(
        FollowUp(short_name(entity, texts, language), _leads_to(target, entity))
        for entity in shown
    )
    here = Target(target.topic, target.entity, page)
    card = Card(
        title=knowledge.topics[target.topic].title.in_(language),
        lines=(
            Line(_question(target, knowledge, texts, language), LineKind.ANSWER),
            *(Line(button.label) for button in buttons),
            Line(texts.say(f"telegram.pick_{_kind(target)}_example", language), LineKind.NOTE),
        ),
        follow_ups=buttons,
        pages=Pages(here, count) if count > 1 else None,
    )
    return Choose(card, tuple(button.target for button in buttons))


def leads_to_choice(target: Target) -> bool:
    """Whether it is not yet said what to compare: the next choice takes this one's place."""
    return target.topic == COMPARE and target.other is None


def _is_open(target: Target, knowledge: Knowledge) -> bool:
    if target.topic == COMPARE:
        return leads_to_choice(target)
    return target.entity is None and knowledge.topics[target.topic].scope == "entity"


def _candidates(target: Target, knowledge: Knowledge) -> list[Entity]:
    if target.topic == _OF_OFFICES_TOO:
        return list(knowledge.entities.values())
    return [cluster for id_, cluster in knowledge.clusters.items() if id_ != target.entity]


def _leads_to(target: Target, entity: Entity) -> Target:
    if target.topic == COMPARE and target.entity:
        return Target(COMPARE, target.entity, other=entity.id)
    return Target(target.topic, entity.id)


def _question(target: Target, knowledge: Knowledge, texts: Texts, language: Language) -> str:
    if target.topic == COMPARE and target.entity:
        name = knowledge.entities[target.entity].short.in_(language)
        return texts.say("telegram.pick_second", language, name=name)
    return texts.say(f"telegram.pick_{_kind(target)}", language)


def _kind(target: Target) -> str:
    """Which wording asks for it: there is one for each command, and one for all other topics."""
    return target.topic if target.topic in (COMPARE, "contact", "join") else "any"
