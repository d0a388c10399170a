"""The channel put together: connection, handlers, order of work, intake, and its end."""

import asyncio
import contextlib
from dataclasses import dataclass

from starlette.routing import Route
from telegram import LinkPreviewOptions, Update
from telegram.error import BadRequest, InvalidToken
from telegram.ext import ApplicationBuilder, Defaults
from telegram.request import BaseRequest

from bot.live import Live, Refused
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.store.database import Database, reading
from bot.store.inbox import Inbox
from bot.store.records import Delivery
from handlers.telegram.announcing import announce
from handlers.telegram.arrivals import Arrivals
from handlers.telegram.callbacks import DRAW, FORGET
from handlers.telegram.case_texts import CASE, CaseTexts
from handlers.telegram.cases import Cases
from handlers.telegram.desk import Desk
from handlers.telegram.feedback import VOTE, Feedback
from handlers.telegram.handling import AnyApplication, Handling
from handlers.telegram.inline import Inline
from handlers.telegram.inline_search import search_of
from handlers.telegram.journal import Journal
from handlers.telegram.membership import Membership
from handlers.telegram.notices import Notices
from handlers.telegram.patience import Patience
from handlers.telegram.personal_data import StoredData
from handlers.telegram.photos import Photos
from handlers.telegram.pictures import Pictures
from handlers.telegram.polling import poll
from handlers.telegram.privacy import Privacy
from handlers.telegram.reachability import Reachability
from handlers.telegram.registration import register, register_talk
from handlers.telegram.requests import TransportKind, connection
from handlers.telegram.staff import STAFF_PRESS, Staff
from handlers.telegram.studio import Studio
from handlers.telegram.talk import Talk
from handlers.telegram.team import Team
from handlers.telegram.typing_action import TypingAction
from handlers.telegram.updates import Updates
from handlers.telegram.webhook import webhook_route
from handlers.telegram.withdrawing import Withdrawal
from knowledge.model import Language

_AT_ONCE = 64
_ROOM = 10_000
"""Updates held in memory; what comes beyond waits in the inbox."""
_DRAINING = 5.0
"""Seconds; Docker kills after ten."""
_CONNECTIONS = 100
"""At once from Telegram to the webhook, the most that it allows."""

_ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]


@dataclass(frozen=True)
class Webhook:
    """Where Telegram sends updates, and the secret by which they are known to be its own."""

    url: str
    secret: str


@dataclass(frozen=True)
class BotApi:
    """How to reach Telegram. Without a webhook updates are fetched by long polling."""

    token: str
    url: str
    transport: TransportKind
    webhook: Webhook | None


@dataclass(frozen=True)
class Rules:
    """What the operator decides: who is staff, how much may be asked, how long it is kept."""

    staff: tuple[int, ...]
    questions_per_minute: int
    retention_days: int


class TokenRefusedError(Exception):
    """Telegram does not know the bot's token."""


class WebhookRefusedError(Exception):
    """Telegram does not take the address of the webhook; it says why."""


class TelegramChannel:
    """Answers people in Telegram from the inbox."""

    def __init__(
        self,
        talk: Talk,
        live: Live,
        api: BotApi,
        engine: Database,
        inbox: Inbox,
        pseudonyms: Pseudonyms,
        metrics: Metrics,
        rules: Rules,
    ) -> None:
        journal = Journal()
        self._api = api
        self._texts = talk.assistant.texts
        self._team = rules.staff
        self._inbox = inbox
        self._arrivals = Arrivals(pseudonyms)
        self._patience = Patience(lambda reason: metrics.retries.labels(reason).inc())
        self._reachability = Reachability()
        self._polling = connection(api.transport, 1, self._reachability)
        others = connection(api.transport, 2 * _AT_ONCE, self._reachability)
        self._application = _application(api, self._polling, others, self._patience)
        team = Team(rules.staff, self._application.bot, reading(engine), pseudonyms)
        case_texts = CaseTexts(talk.assistant.texts)
        withdrawal = Withdrawal(case_texts, team)
        cases = Cases(case_texts, engine, team, withdrawal)
        data = StoredData(engine, pseudonyms, talk.chats, journal, withdrawal)
        updates = Updates(talk, journal, cases)
        feedback = Feedback(talk, engine, pseudonyms)
        search = search_of(lambda: talk.assistant)
        inline = Inline(talk, search, reading(engine), updates.card, self._application.bot)
        self._staff = Staff(talk, live, engine, self._application.bot, rules.staff)
        self._studio = Studio()
        pictures = Pictures(talk, Photos(engine, self._studio))
        privacy = _privacy(talk, rules, data)
        register_talk(self._application, cases, feedback, inline, Membership(talk), self._staff)
        presses = {
            FORGET: privacy.decide,
            VOTE: feedback.vote,
            CASE: cases.press,
            DRAW: pictures.show,
            STAFF_PRESS: self._staff.press,
        }
        register(self._application, updates, privacy, pictures, presses)
        self._notices = Notices(talk, self._application.bot, rules.staff)
        self._handling = Handling(
            application=self._application,
            inbox=inbox,
            chats=talk.chats,
            journal=journal,
            notices=self._notices,
            typing=TypingAction(self._application.bot),
            metrics=metrics,
            per_minute=rules.questions_per_minute,
        )
        self.desk = Desk(inbox, self._handling.handle, self._tell_pause, _AT_ONCE, _ROOM)
        self._pause: str | None = None

    def routes(self) -> list[Route]:
        """What the channel answers over HTTP."""
        if self._api.webhook is None:
            return []
        secret = self._api.webhook.secret
        return [webhook_route(secret, self._inbox, self._arrivals, self.desk.take)]

    async def run(self) -> None:
        """Answer until cancelled; then what has been begun may end, for five seconds at most.

        Raises:
            TokenRefusedError: when Telegram refuses the token.
            WebhookRefusedError: when Telegram refuses the address of the webhook.
        """
        try:
            await self._run()
        except InvalidToken as error:
            raise TokenRefusedError from error

    async def _run(self) -> None:
        async with contextlib.AsyncExitStack() as at_end:
            await self._application.initialize()
            at_end.push_async_callback(self._application.shutdown)
            at_end.callback(self._studio.close)
            announcing = announce(self._application.bot, self._texts, self._team)
            for work in (self.desk.fetch(), announcing):
                task = asyncio.create_task(work)
                at_end.push_async_callback(_cancelled, task)
            at_end.push_async_callback(self.desk.close, _DRAINING)
            if self._api.webhook is None:
                await self._poll()
            else:
                await self._wait_for_webhook(self._api.webhook)

    def follow_pause(self, message: str | None) -> None:
        """Stop answering while there is a message for whoever writes, and go on without one."""
        if message is not None:
            self._pause = message
            self.desk.pause()
        elif self._pause is not None:
            self._pause = None
            self.desk.resume()

    async def tell_refused(self, refused: Refused) -> None:
        """Tell staff that a changed knowledge has errors, and where."""
        await self._notices.refused(refused)

    async def send_digest(self) -> None:
        """Tell staff of the last week."""
        await self._staff.send_digest()

    def seconds_without_telegram(self) -> float | None:
        """Since when Telegram cannot be reached; None while it can."""
        return self._reachability.seconds_down()

    async def _poll(self) -> None:
        await self._application.bot.delete_webhook(drop_pending_updates=False)
        await poll(
            self._polling,
            f"{self._api.url}/bot{self._api.token}",
            _ALLOWED_UPDATES,
            self._inbox,
            self._arrivals,
            self.desk.take,
        )

    async def _wait_for_webhook(self, webhook: Webhook) -> None:
        try:
            await self._application.bot.set_webhook(
                webhook.url,
                secret_token=webhook.secret,
                allowed_updates=_ALLOWED_UPDATES,
                max_connections=_CONNECTIONS,
                drop_pending_updates=False,
            )
        except BadRequest as error:
            raise WebhookRefusedError(error.message) from error
        await asyncio.Event().wait()

    async def _tell_pause(self, delivery: Delivery) -> None:
        await self._handling.tell_pause(delivery, self._pause or "")


def _application(
    api: BotApi, polling: BaseRequest, others: BaseRequest, patience: Patience
) -> AnyApplication:
    return (
        ApplicationBuilder()
        .token(api.token)
        .base_url(f"{api.url}/bot")
        .base_file_url(f"{api.url}/file/bot")
        .updater(None)
        .request(others)
        .get_updates_request(polling)
        .rate_limiter(patience)
        .defaults(
            Defaults(
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_sending_without_reply=True,
            )
        )
        .build()
    )


def _privacy(talk: Talk, rules: Rules, data: StoredData) -> Privacy:
    async def language(chat_id: int, hint: Language | None) -> Language:
        return talk.language(chat_id, hint)

    return Privacy(talk.assistant.texts, rules.retention_days, data, language)


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
