"""What is kept of an answered question: without personal data, and counted."""

from functools import lru_cache
from typing import NamedTuple

from bot.conversation import Reply, label_of
from bot.masking import masked
from bot.metrics import Metrics
from bot.store.records import AskedQuestion


class Asking(NamedTuple):
    """Who asked, where and when (milliseconds since 1970); `bot_name` is no name of a person.

    `reply_id` is the number of the reply in the chat, where the channel has such numbers.
    """

    person_key: str
    channel: str
    asked_at: int
    bot_name: str = ""
    reply_id: int | None = None


def recorded(
    text: str, reply: Reply, seconds: float, asking: Asking, metrics: Metrics
) -> AskedQuestion:
    """Count a question that was answered in so many seconds; what the store keeps of it."""
    label = label_of(reply.answer)
    metrics.questions.labels(label.outcome, reply.language).inc()
    metrics.understanding.observe(seconds)
    return AskedQuestion(
        person_key=asking.person_key,
        channel=asking.channel,
        asked_at=asking.asked_at,
        text=_kept_text(text, asking.bot_name),
        language=reply.language,
        outcome=label.outcome,
        entity=label.entity,
        topic=label.topic,
        knowledge_version=reply.version,
        milliseconds=round(seconds * 1000, 3),
        reply_id=asking.reply_id,
    )


@lru_cache(1_024)  # many people ask the same
def _kept_text(text: str, bot_name: str) -> str:
    """What is kept of a question, in characters that every database takes."""
    readable = text.encode("utf-8", "replace").decode().replace("\0", " ")
    return masked(readable, bot_name)
