"""Which handler is called for what: the order of those that fit the same update is theirs."""

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers.telegram.cases import Cases
from handlers.telegram.commands import OPENED
from handlers.telegram.feedback import Feedback
from handlers.telegram.handling import AnyApplication
from handlers.telegram.inline import Inline
from handlers.telegram.membership import Membership
from handlers.telegram.pictures import Pictures
from handlers.telegram.privacy import Privacy
from handlers.telegram.staff import Staff
from handlers.telegram.updates import Context, Updates

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def register(
    application: AnyApplication,
    updates: Updates,
    privacy: Privacy,
    pictures: Pictures,
    presses: Mapping[re.Pattern[str], Handler],
) -> None:
    """Have the application call these handlers; `presses` by how the data of buttons begin."""

    async def press(update: Update, context: Context) -> None:
        # Not by patterns: the library lets a press without data through every pattern.
        data = (update.callback_query and update.callback_query.data) or ""
        fitting = (handler for pattern, handler in presses.items() if pattern.match(data))
        await next(fitting, updates.button)(update, context)

    application.add_handlers(
        [
            CommandHandler("start", updates.start),
            CommandHandler(list(OPENED), updates.command),
            CommandHandler("language", updates.language),
            CommandHandler("privacy", privacy.privacy),
            CommandHandler("forget", privacy.forget),
            CommandHandler("export", privacy.export),
            CommandHandler("qr", pictures.qr),
            MessageHandler(
                filters.UpdateType.MESSAGES & (filters.TEXT | ~filters.StatusUpdate.ALL),
                updates.message,
            ),
            CallbackQueryHandler(press),
        ]
    )
    application.add_error_handler(updates.error)


def register_talk(
    application: AnyApplication,
    cases: Cases,
    feedback: Feedback,
    inline: Inline,
    membership: Membership,
    staff: Staff,
) -> None:
    """What goes before questions; what is for the staff is unknown to others."""
    team = filters.UpdateType.MESSAGES & filters.User(staff.ids) & filters.ChatType.PRIVATE
    application.add_handlers(
        [
            CommandHandler("cases", cases.list, team),
            CommandHandler("staff", staff.show, team),
            CommandHandler("feedback", feedback.command),
            InlineQueryHandler(inline.query),
            ChatMemberHandler(membership.changed),
        ]
    )
    # In a group of its own, as the welcome comes as well.
    application.add_handler(CommandHandler("start", staff.menu, team), group=1)
