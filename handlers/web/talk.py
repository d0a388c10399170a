"""The conversation with a visitor: what was said before, what comes back, what is kept of it."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Conversation, Question, Reply
from bot.metrics import Metrics
from bot.pseudonyms import Pseudonyms
from bot.recording import Asking, recorded
from bot.store import feedback
from bot.store.database import Database
from bot.store.exchanges import Exchange, Exchanges
from bot.store.faults import StoreError
from bot.store.feedback import Reason
from bot.store.privacy import Forgotten
from bot.store.records import AskedQuestion, State
from handlers.web.visitors import Visitor, Visitors
from knowledge.model import Language

_log = logging.getLogger(__name__)

CHANNEL = "web"
CONVERSATION_HOURS = 24
"""A conversation that nobody went on with for so long is over, and deleted."""
LONGEST_QUESTION = 1000
CONVERSATION_PATTERN = r"^[A-Za-z0-9_-]{22,64}$"
QUESTION_PATTERN = r"^[1-9][0-9]{0,17}\.[A-Za-z0-9_-]{22}$"
"""When a question was asked, and the pseudonym of its conversation, which nobody can guess."""

_ID_BYTES = 18
_LIFE = CONVERSATION_HOURS * 60 * 60 * 1000

_conversations = TypeAdapter(Conversation)


@dataclass(frozen=True, slots=True)
class Said:
    """A reply. `question` is how a verdict names it; None where none was asked."""

    reply: Reply
    conversation: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class TooMany:
    """The visitor has asked too much; after so many seconds they may ask again."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Answering is interrupted; `message` is what staff want to say."""

    message: str


Outcome = Said | TooMany | Paused


class WebTalk:
    """Questions, opened links and verdicts of visitors in, replies out.

    A conversation is known to its visitor by a random id and to the store by the hash of it.
    """

    def __init__(
        self,
        assistant: Callable[[], Assistant],
        today: Callable[[], date],
        engine: Database,
        exchanges: Exchanges,
        pseudonyms: Pseudonyms,
        metrics: Metrics,
        per_minute: int,
    ) -> None:
        self._assistant = assistant
        self._today = today
        self._engine = engine
        self._exchanges = exchanges
        self._pseudonyms = pseudonyms
        self._metrics = metrics
        self._answered = metrics.web.labels("answered")
        self._visitors = Visitors(per_minute, _now)
        self._pause: str | None = None

    def follow_pause(self, message: str | None) -> None:
        """Answer with nothing but the staff's message while there is one."""
        self._pause = message

    async def ask(
        self,
        text: str,
        visitor: Visitor,
        language: Language | None = None,
        *,
        page: Language | None = None,
    ) -> Outcome:
        """Answer what a visitor wrote, in `language` or in that of the message.

        A conversation that begins with words of either language is in that of the `page`.
        """
        visitor = _well_formed(visitor)
        refused = self._refused(visitor)
        if refused is not None:
            return refused
        id_, key, before = await self._conversation(visitor.conversation)
        if before.language is None and page is not None:
            before = replace(before, language=page)
        start = time.perf_counter()
        reply = self._assistant().ask(Question(text, self._today(), before, language))
        seconds = time.perf_counter() - start
        now = _now()
        asking = Asking(key, CHANNEL, now)
        question = recorded(text, reply, seconds, asking, self._metrics)
        await self._kept(key, now, reply, question)
        return Said(reply, id_, f"{now}.{key}")

    async def open(
        self, target: Target, visitor: Visitor, language: Language | None = None
    ) -> Outcome:
        """Answer a button or a link within a conversation, so that questions can follow on it."""
        visitor = _well_formed(visitor)
        refused = self._refused(visitor)
        if refused is not None:
            return refused
        id_, key, before = await self._conversation(visitor.conversation)
        reply = self._opened(target, before, language)
        await self._kept(key, _now(), reply, None)
        return Said(reply, id_)

    def show(self, target: Target, language: Language) -> Reply:
        """What a link leads to, for whoever comes by: nothing is kept of it."""
        return self._opened(target, Conversation(), language)

    def welcome(self, language: Language) -> Reply:
        """The first words, with questions to try."""
        return self._assistant().welcome(language)

    async def forget(self, conversation: str) -> Forgotten:
        """Delete all that is kept of a conversation: its state, questions and verdicts.

        Raises:
            StoreError: when the database is away.
        """
        return await self._exchanges.forget(self._key(conversation))

    async def rate(self, question: str, *, is_helpful: bool, reason: Reason | None = None) -> bool:
        """Keep whether an answer helped; False for a question that is not, or no longer, known.

        Raises:
            StoreError: when the database is away.
        """
        if not re.fullmatch(QUESTION_PATTERN, question):
            return False
        asked_at, _, key = question.partition(".")
        await self._exchanges.settled()
        return await feedback.vote_on_question(
            self._engine, key, int(asked_at), _now(), is_helpful=is_helpful, reason=reason
        )

    def _refused(self, visitor: Visitor) -> TooMany | Paused | None:
        seconds = self._visitors.seconds_to_wait(visitor)
        if seconds:
            self._metrics.web.labels("over_limit").inc()
            return TooMany(seconds)
        if self._pause is not None:
            self._metrics.web.labels("paused").inc()
            return Paused(self._pause)
        self._answered.inc()
        return None

    def _opened(self, target: Target, before: Conversation, language: Language | None) -> Reply:
        spoken = replace(before, language=language or before.language)
        return self._assistant().open(target, spoken, self._today())

    async def _conversation(self, id_: str | None) -> tuple[str, str, Conversation]:
        """The id to go on with, its key, and what was talked about before under it.

        An id that is not known is replaced: nobody but us makes one.
        """
        if id_ is None:
            return self._begun()
        key = self._key(id_)
        try:
            state = await self._exchanges.state(key, _now() - _LIFE)
        except StoreError:
            _log.warning("A question is answered by itself: what was before it cannot be read")
            return id_, key, Conversation()
        if state is None:
            return self._begun()
        return id_, key, _conversation_of(state)

    def _begun(self) -> tuple[str, str, Conversation]:
        id_ = secrets.token_urlsafe(_ID_BYTES)
        return id_, self._key(id_), Conversation()

    async def _kept(
        self, key: str, now: int, reply: Reply, question: AskedQuestion | None
    ) -> None:
        state = _state_of(reply.conversation)
        await self._exchanges.keep(Exchange(key, CHANNEL, state, now, question))

    def _key(self, conversation: str) -> str:
        return self._pseudonyms.of(CHANNEL, conversation)


def _well_formed(visitor: Visitor) -> Visitor:
    """The visitor without what cannot be the id of a conversation."""
    id_ = visitor.conversation
    if id_ is None or re.fullmatch(CONVERSATION_PATTERN, id_):
        return visitor
    return replace(visitor, conversation=None)


@lru_cache(1_024)  # many ask the same
def _state_of(conversation: Conversation) -> State:
    state: State = _conversations.dump_python(conversation, mode="json")
    return state


def _conversation_of(state: State) -> Conversation:
    try:
        return _conversations.validate_python(state)
    except ValidationError:
        _log.warning("What was remembered of a conversation cannot be read; it starts anew")
        return Conversation()


def _now() -> int:
    return time.time_ns() // 1_000_000
