"""What to say to a message that has no words."""

from telegram import Message


def key_of(message: Message) -> str:
    """The text that fits what came instead of words."""
    if message.photo:
        return "telegram.photo"
    if message.voice or message.audio or message.video_note:
        return "telegram.voice"
    if message.sticker or message.animation or message.dice:
        return "telegram.sticker"
    if message.location or message.venue:
        return "telegram.location"
    if message.document:
        return "telegram.document"
    return "telegram.other"
