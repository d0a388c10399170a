"""Whether a reply helped, and if not, why: two buttons under each answer to a question."""

import re
import time
from dataclasses import dataclass
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.pseudonyms import Pseudonyms
from bot.store import feedback
from bot.store.database import Database
from bot.store.feedback import Reason
from bot.texts import Texts
from handlers.telegram.addressing import hint_of
from handlers.telegram.arrivals import CHANNEL
from handlers.telegram.sending import Outgoing, acknowledge, reply_to
from handlers.telegram.talk import Talk
from knowledge.model import Language

_REASONS = (Reason.WRONG, Reason.OUTDATED, Reason.NOT_ASKED)
"""So many fit in a row."""

VOTE = re.compile(
    r"1:r:(?P<language>pl|en):(?P<said>yes|no|wrong|outdated|not_asked)(?::(?P<reply>\d{1,18}))?"
)
"""The data of these buttons: the number of a reply, where it is not the one they stand under."""

Buttons = list[InlineKeyboardButton]

_CHOSEN = "✓ "


def vote_row(
    texts: Texts, language: Language, chosen: str | None = None, reply: str | None = None
) -> Buttons:
    """The two buttons; the `chosen` one, "yes" or "no", is marked.

    `reply` is the number of what they are about, where that is not what they stand under.
    """
    return [
        _button(texts, language, said, reply, is_chosen=said == chosen) for said in ("yes", "no")
    ]


@dataclass(frozen=True)
class Feedback:
    """Keeps votes on replies to a person's own questions."""

    talk: Talk
    engine: Database
    pseudonyms: Pseudonyms

    @property
    def texts(self) -> Texts:
        """The wordings."""
        return self.talk.assistant.texts

    async def command(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/feedback: the buttons for the last answer; else where there will be some."""
        message = update.message or update.edited_message
        assert message is not None  # the handler is registered for messages only
        chat_id = message.chat_id
        language = self.talk.language(chat_id, hint_of(message.from_user))
        answered = [one.answer for one in self.talk.answered(chat_id) if one.question]
        is_ready = bool(answered) and message.chat.type == ChatType.PRIVATE
        text = self.texts.say(f"telegram.vote_{'last' if is_ready else 'later'}", language)
        rows = [vote_row(self.texts, language, reply=str(answered[-1]))] if is_ready else None
        keyboard = InlineKeyboardMarkup(rows) if rows else None
        await reply_to(message, Outgoing(escape(text, quote=False), text, keyboard))

    async def vote(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """One of the buttons: keeps it, thanks, and after a no asks why."""
        query = update.callback_query
        assert query is not None  # the handler is registered for such updates
        found = VOTE.fullmatch(query.data or "")
        if found is None or query.message is None:
            await acknowledge(query)
            return
        language: Language = "pl" if found["language"] == "pl" else "en"
        said = found["said"]
        is_kept = await feedback.vote_on_reply(
            self.engine,
            self.pseudonyms.of(CHANNEL, query.from_user.id),
            int(found["reply"] or query.message.message_id),
            time.time_ns() // 1_000_000,
            is_helpful=said == "yes",
            reason=Reason(said) if said not in ("yes", "no") else None,
        )
        key = "why" if said == "no" else "thanks"
        text = self.texts.say(f"telegram.vote_{key if is_kept else 'gone'}", language)
        await acknowledge(query, text, is_passing=True)
        if is_kept and isinstance(query.message, Message):
            await self._mark(query.message, said, language, found["reply"])

    async def _mark(
        self, message: Message, said: str, language: Language, reply: str | None
    ) -> None:
        """Show what was chosen, and below a no the reasons."""
        before = message.reply_markup.inline_keyboard if message.reply_markup else ()
        rows = [[*row] for row in before if not any(_is_vote(button) for button in row)]
        chosen = "yes" if said == "yes" else "no"
        rows.append(vote_row(self.texts, language, chosen, reply))
        if said == "no":
            rows.append([_button(self.texts, language, reason, reply) for reason in _REASONS])
        if [[*row] for row in before] != rows:
            await message.edit_reply_markup(InlineKeyboardMarkup(rows))


def _button(
    texts: Texts,
    language: Language,
    said: str,
    reply: str | None,
    *,
    is_chosen: bool = False,
) -> InlineKeyboardButton:
    label = texts.say(f"telegram.vote_{said}", language)
    mark = _CHOSEN if is_chosen else ""
    data = f"1:r:{language}:{said}" + (f":{reply}" if reply else "")
    return InlineKeyboardButton(f"{mark}{label}", callback_data=data)


def _is_vote(button: InlineKeyboardButton) -> bool:
    return bool(VOTE.fullmatch(str(button.callback_data or "")))
