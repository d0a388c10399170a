"""What to say to a message that has no words."""

from dataclasses import replace

from telegram import Message

from bot.cards import Target
from bot.conversation import Reply
from handlers.telegram.places import nearest
from handlers.telegram.talk import Talk
from knowledge.model import Language

_KINDS = {
    "telegram.photo": ("photo", "story", "paid_media"),
    "telegram.video": ("video", "video_note"),
    "telegram.voice": ("voice", "audio"),
    "telegram.sticker": ("sticker", "animation", "dice", "game"),
    "telegram.contact": ("contact",),
    "telegram.poll": ("poll", "checklist"),
    "telegram.document": ("document",),
}
"""By text the fields of a message that it fits; an animation comes as a document too."""


def key_of(message: Message) -> str:
    """The text that fits what came instead of words."""
    for key, fields in _KINDS.items():
        if any(getattr(message, field) for field in fields):
            return key
    return "telegram.other"


def office_of(talk: Talk, message: Message, hint: Language | None) -> Reply:
    """To a place the nearest office whose coordinates are known, else the one that helps all."""
    place = message.location
    assert place is not None  # it is asked for places only
    office = nearest(talk.assistant.knowledge, place.latitude, place.longitude)
    target = Target("contact", office) if office else Target("contact-general")
    reply = talk.open(target, message.chat_id, hint)
    key = "telegram.location_nearest" if office else "telegram.location"
    notice = talk.assistant.texts.say(key, reply.language)
    answer = replace(reply.answer, card=replace(reply.answer.card, notice=notice))
    return replace(reply, answer=answer)
