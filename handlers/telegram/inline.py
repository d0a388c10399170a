"""Inline mode: cards to be sent into any chat, found while a person types."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import ContextTypes

from bot.cards import Target
from bot.conversation import Reply
from bot.store.database import Database
from bot.store.faults import StoreError
from bot.store.most_asked import most_asked
from bot.understanding.normalise import words
from handlers.telegram.addressing import hint_of
from handlers.telegram.calls import Json, call
from handlers.telegram.deep_links import payload_of
from handlers.telegram.inline_search import InlineSearch, Shown
from handlers.telegram.sending import Outgoing
from handlers.telegram.talk import LONGEST_QUESTION, Talk
from knowledge.model import Language

_log = logging.getLogger(__name__)

_PAGE = 10
_CACHED = 60
"""Seconds in which Telegram answers the same person and words itself."""
_KEPT = 1_024
_FRESH = 10 * 60.0
"""Seconds for which what is asked most is not counted again."""
_LATELY = 30 * 24 * 60 * 60 * 1000
_MOST_POPULAR = 30
_LONGEST_LINE = 160


@dataclass
class Inline:
    """Answers inline queries; each person gets their own answers.

    `card` makes the message of a reply.
    """

    talk: Talk
    search: Callable[[], InlineSearch]
    reading: Database
    card: Callable[[Reply], Outgoing]
    bot: Bot
    _popular: tuple[Target, ...] = field(default=(), init=False)
    _counted_at: float | None = field(default=None, init=False)

    async def query(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """What a person has typed so far, or a further page of what that leads to."""
        query = update.inline_query
        assert query is not None  # the handler is registered for such updates
        text = query.query.strip()[:LONGEST_QUESTION]
        person, hint = query.from_user.id, hint_of(query.from_user)
        language: Language = self.talk.language(person, hint)
        shown: Sequence[Shown]
        if words(text):
            is_fixed = self.talk.chats.get(person).fixed_language is not None
            today = self.talk.today()
            language, shown = self.search().search(text, language, today, is_fixed=is_fixed)
        else:
            shown = await self._most_asked()
        start = int(query.offset) if query.offset.isdecimal() else 0
        articles = [self._article(one, language) for one in shown[start : start + _PAGE]]
        following = start + _PAGE
        await _answer(
            query,
            articles if shown else [self._nothing(language)],
            str(following) if following < len(shown) else None,
        )

    async def _most_asked(self) -> tuple[Target, ...]:
        """What is asked most; the biggest clusters where that is nothing yet, and after it."""
        now = time.monotonic()
        if self._counted_at is None or now - self._counted_at > _FRESH:
            since = time.time_ns() // 1_000_000 - _LATELY
            try:
                asked = await most_asked(self.reading, since, _MOST_POPULAR)
            except StoreError as error:
                _log.warning("What is asked most cannot be counted now. %s", error)
                return self._popular or self.search().biggest
            self._counted_at = now
            targets = (Target(topic, entity) for entity, topic in asked)
            known = (one for one in targets if self.search().is_card(one, self.talk.today()))
            self._popular = tuple(dict.fromkeys((*known, *self.search().biggest)))
        return self._popular

    def _article(self, shown: Shown, language: Language) -> str:
        if isinstance(shown, Reply):
            return self._written(shown, "")
        payload = payload_of(shown) or ""
        return self._written(self.search().card(shown, language, self.talk.today()), payload)

    @cached_property
    def _written(self) -> Callable[[Reply, str], str]:
        return lru_cache(_KEPT)(self._write)

    def _write(self, reply: Reply, payload: str) -> str:
        card = reply.answer.card
        return self._article_of(
            payload or "answer",
            card.title,
            card.lines[0].text if card.lines else "",
            self.card(reply).html,
            reply.language,
            payload,
        )

    def _nothing(self, language: Language) -> str:
        say = self.talk.assistant.texts.say
        text = say("telegram.inline.nothing.text", language)
        return self._article_of(
            "nothing",
            say("telegram.inline.nothing", language),
            say("telegram.inline.nothing.line", language),
            escape(text, quote=False),
            language,
            "",
        )

    def _article_of(
        self,
        id_: str,
        title: str,
        line: str,
        html: str,
        language: Language,
        payload: str,
    ) -> str:
        """A result as Telegram reads it: the library would write and copy it for each query."""
        label = self.talk.assistant.texts.say("telegram.inline.open", language)
        link = f"https://t.me/{self.bot.username}" + (f"?start={payload}" if payload else "")
        return InlineQueryResultArticle(
            id=f"{language}/{id_}",
            title=title,
            description=line[:_LONGEST_LINE],
            input_message_content=InputTextMessageContent(
                html, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
            ),
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=link)]]),
        ).to_json()


async def _answer(query: InlineQuery, articles: Iterable[str], next_offset: str | None) -> None:
    """Too late is no error: the person has typed on meanwhile."""
    answer: Json = {
        "inline_query_id": query.id,
        "results": f"[{','.join(articles)}]",
        "cache_time": _CACHED,
        "is_personal": True,
    }
    if next_offset is not None:
        answer["next_offset"] = next_offset
    try:
        await call(query.get_bot(), "answerInlineQuery", answer)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
    except (NetworkError, RetryAfter):
        return
