"""Which chart goes with a card, where people would rather look than read."""

from collections.abc import Sequence

from bot.answering.figures import Figures, ReferenceList
from bot.answering.parts import Writer
from bot.cards import Picture, PictureButton, PictureKind, Target
from bot.understanding.conditions import Condition

_FEWEST = 2
"""A chart of less than this compares nothing."""


def picture_of_list(
    writer: Writer, reference: ReferenceList, condition: Condition, clusters: tuple[str, ...]
) -> PictureButton | None:
    """The whole list by what the question measures, with the answer marked in it."""
    if not clusters:
        return None
    by_age = condition.order in ("oldest", "newest") or condition.years
    kind: PictureKind = "founded" if by_age else "members"
    is_part = len(clusters) < len(reference.order)
    return _button(writer, kind, clusters if is_part else ())


def picture_of_comparison(
    writer: Writer, figures: Sequence[Figures | None]
) -> PictureButton | None:
    """The compared clusters side by side, where two of them at least have figures."""
    known = [row.entity for row in figures if row and (row.members or row.year)]
    return _button(writer, "comparison", tuple(known)) if len(known) >= _FEWEST else None


def picture_of_entity(writer: Writer, target: Target) -> PictureButton | None:
    """How the number of members went, or where the cluster stands among the others."""
    entity = writer.knowledge.clusters.get(target.entity or "")
    if entity is None:
        return None
    facts = [fact for fact in entity.section(target.topic).facts if fact.value is not None]
    if target.topic == "members" and len(facts) >= _FEWEST:
        return _button(writer, "history", (entity.id,))
    reference = writer.knowledge.lists.reference
    is_listed = any(reference.source in fact.source for fact in facts)
    if entity.id not in reference.clusters or not is_listed:
        return None
    match target.topic:
        case "members" | "founded" as kind:
            return _button(writer, kind, (entity.id,))
        case _:
            return None


def _button(writer: Writer, kind: PictureKind, entities: tuple[str, ...]) -> PictureButton:
    return PictureButton(writer.say("card.picture"), Picture(kind, entities))
