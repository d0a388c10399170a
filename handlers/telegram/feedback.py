"""Whether a reply helped, and if not, why: two buttons under each answer to a question."""

import re
import time
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.pseudonyms import Pseudonyms
from bot.store import feedback
from bot.store.database import Database
from bot.store.feedback import Reason
from bot.texts import Texts
from handlers.telegram.arrivals import CHANNEL
from handlers.telegram.sending import acknowledge
from knowledge.model import Language

VOTE = re.compile(r"1:r:(?P<language>pl|en):(?P<said>yes|no|wrong|outdated|not_asked)")
"""The data of these buttons. The message that they stand under tells which reply is meant."""

Buttons = list[InlineKeyboardButton]

_CHOSEN = "✓ "


def vote_row(texts: Texts, language: Language, chosen: str | None = None) -> Buttons:
    """The two buttons; the `chosen` one, "yes" or "no", is marked."""
    return [_button(texts, language, said, is_chosen=said == chosen) for said in ("yes", "no")]


@dataclass(frozen=True)
class Feedback:
    """Keeps votes on replies to a person's own questions."""

    texts: Texts
    engine: Database
    pseudonyms: Pseudonyms

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
        is_kept = await feedback.vote(
            self.engine,
            self.pseudonyms.of(CHANNEL, query.from_user.id),
            query.message.message_id,
            time.time_ns() // 1_000_000,
            is_helpful=said == "yes",
            reason=Reason(said) if said not in ("yes", "no") else None,
        )
        key = "no" if said == "no" else "thanks"
        text = self.texts.say(f"telegram.vote.{key if is_kept else 'gone'}", language)
        await acknowledge(query, text, is_passing=True)
        if is_kept and isinstance(query.message, Message):
            await self._mark(query.message, said, language)

    async def _mark(self, message: Message, said: str, language: Language) -> None:
        """Show what was chosen, and below a no the reasons."""
        before = message.reply_markup.inline_keyboard if message.reply_markup else ()
        rows = [[*row] for row in before if not any(_is_vote(button) for button in row)]
        rows.append(vote_row(self.texts, language, "yes" if said == "yes" else "no"))
        if said == "no":
            rows.append([_button(self.texts, language, reason) for reason in Reason])
        if [[*row] for row in before] != rows:
            await message.edit_reply_markup(InlineKeyboardMarkup(rows))


def _button(
    texts: Texts, language: Language, said: str, *, is_chosen: bool = False
) -> InlineKeyboardButton:
    label = texts.say(f"telegram.vote.{said}.button", language)
    mark = _CHOSEN if is_chosen else ""
    return InlineKeyboardButton(f"{mark}{label}", callback_data=f"1:r:{language}:{said}")


def _is_vote(button: InlineKeyboardButton) -> bool:
    return bool(VOTE.fullmatch(str(button.callback_data or "")))
