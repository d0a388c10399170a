"""What a message is about that replies to an older card."""

from telegram import InlineKeyboardMarkup, Message

from bot.cards import Target
from bot.conversation import Conversation
from handlers.telegram.answered import AllAnswered, answer_of
from handlers.telegram.callbacks import Open, decode


def about_of(message: Message, known: AllAnswered) -> Conversation | None:
    """What the message goes on from that this one replies to; None where it replies to nothing.

    Of a card that is too old to be remembered the buttons tell whom it was about.
    """
    older = message.reply_to_message
    if older is None:
        return None
    answered = answer_of(known, older.message_id)
    if answered is not None:
        return answered.conversation
    target = _first_target(older.reply_markup)
    if target is None or target.entity is None:
        return None
    return Conversation(entity=target.entity, mentioned=(target.entity,))


def _first_target(markup: InlineKeyboardMarkup | None) -> Target | None:
    """The first target of an entity among the buttons."""
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            press = decode(str(button.callback_data or ""))
            if isinstance(press, Open) and press.target.entity:
                return press.target
    return None
