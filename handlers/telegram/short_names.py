"""What a cluster is called on a button: its everyday name without the word for a cluster."""

from bot.texts import Texts
from knowledge.model import Entity, Language


def short_name(entity: Entity, texts: Texts, language: Language) -> str:
    """The "klaster lotniczy" as "Lotniczy": beside others of its kind that says enough."""
    name = entity.short.in_(language)
    word = texts.say("telegram.cluster_word", language)
    bare = name.removeprefix(f"{word} ").removesuffix(f" {word}")
    return bare[:1].upper() + bare[1:]
