"""The payload of t.me/BOT?start=PAYLOAD: `<id>` or `<entity>--<topic>`."""

from bot.cards import Target
from knowledge.model import Knowledge


def target_of(payload: str, knowledge: Knowledge) -> Target | None:
    """Where a link leads; None when it names nothing that is known (any more)."""
    id_, _, topic = payload.partition("--")
    is_entity = id_ in knowledge.entities
    target = Target(topic or "overview", id_) if is_entity else Target(payload)
    return target if is_known(target, knowledge) else None


def payload_of(target: Target) -> str | None:
    """The payload that leads to the first page of a card; None for a comparison of two."""
    if target.other:
        return None
    if target.entity is None:
        return target.topic
    is_whole = target.topic == "overview"
    return target.entity if is_whole else f"{target.entity}--{target.topic}"


def address_of(target: Target | None, bot_name: str) -> str:
    """The link that opens the target in the bot of this name; None is the bot itself."""
    payload = None if target is None else payload_of(target)
    start = f"?start={payload}" if payload else ""
    return f"https://t.me/{bot_name}{start}"


def is_known(target: Target, knowledge: Knowledge) -> bool:
    """Whether this version of the knowledge has the entity and the topic."""
    named = {target.entity, target.other} - {None}
    return named <= knowledge.entities.keys() and target.topic in knowledge.topics
