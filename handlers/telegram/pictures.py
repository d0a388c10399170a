"""The button under a card that shows its chart, and /qr."""

from dataclasses import dataclass, replace

from telegram import Update
from telegram.error import BadRequest

from bot.cards import Target
from bot.conversation import Conversation, Found, Question
from bot.pictures.charts import chart_of
from bot.pictures.subjects import Chart, QrCode
from handlers.telegram.addressing import hint_of
from handlers.telegram.callbacks import Draw, decode
from handlers.telegram.calls import Json
from handlers.telegram.deep_links import address_of, target_of
from handlers.telegram.keyboards import picture_keyboard
from handlers.telegram.photos import Photo, Photos
from handlers.telegram.rendering import CAPTION_LIMIT, safe, text_of, utf16_length
from handlers.telegram.sending import (
    acknowledge,
    note_of,
    place_below,
    place_of,
    reply_to,
    send_below,
)
from handlers.telegram.talk import LONGEST_QUESTION, Talk
from handlers.telegram.updates import Context
from knowledge.model import Language


@dataclass(frozen=True)
class Pictures:
    """The handlers of pictures, which `handlers.telegram.channel` registers."""

    talk: Talk
    photos: Photos

    async def show(self, update: Update, context: Context) -> None:
        """A button whose data begin as `handlers.telegram.callbacks.DRAW` says."""
        query = update.callback_query
        assert query is not None  # the handler is registered for such updates
        press, assistant = decode(query.data or ""), self.talk.assistant
        chart, message = None, query.message
        place = message and place_below(message)
        if isinstance(press, Draw) and place:
            language = self._fixed(place) or press.language
            chart = chart_of(press.picture, assistant.knowledge, assistant.texts, language)
        if chart is None or message is None or not place:
            language = self.talk.language(query.from_user.id, hint_of(query.from_user))
            await acknowledge(query, self._say("telegram.old_button", language))
            return
        await acknowledge(query)
        try:
            await self.photos.send(context.bot, place, self._photo(chart, language))
        except BadRequest as error:
            if not _is_forbidden(error):
                raise
            await send_below(message, note_of(chart.text))

    async def qr(self, update: Update, context: Context) -> None:
        """/qr and a question: the address of its card, for a flyer; alone, that of the bot."""
        message = update.message or update.edited_message
        assert message is not None  # the handler is registered for messages only
        language = self.talk.language(message.chat_id, hint_of(message.from_user))
        words = " ".join(context.args or ())
        name = context.bot.username
        if not words:
            title, address = self._say("telegram.qr_chat", language), address_of(None, name)
        else:
            found = self._meant(words, language)
            if found is None:
                await reply_to(message, note_of(self._say("telegram.qr_unknown", language)))
                return
            target, title = found
            address = address_of(target, name)
        caption = self._say("telegram.qr", language, title=title, address=address)
        try:
            await self.photos.send(
                context.bot, place_of(message), Photo(QrCode(address), safe(caption))
            )
        except BadRequest as error:
            if not _is_forbidden(error):
                raise
            await reply_to(message, note_of(caption))

    def _meant(self, words: str, language: Language) -> tuple[Target, str] | None:
        """The card that the words ask for, and its title."""
        assistant, today = self.talk.assistant, self.talk.today()
        conversation = Conversation(language=language)
        named = target_of(words, assistant.knowledge)
        if named is not None:
            reply = assistant.open(named, conversation, today)
        else:
            text = words[:LONGEST_QUESTION]
            reply = assistant.ask(Question(text, today, conversation, language))
        match reply.answer:
            case Found(entity, topic, card):
                return Target(topic, entity), card.title
            case _:
                return None

    def _photo(self, chart: Chart, language: Language) -> Photo:
        caption = caption_of(chart, self._say("telegram.cut", language))
        return Photo(chart, caption, picture_keyboard(chart.further, language))

    def _fixed(self, place: Json) -> Language | None:
        return self.talk.chats.get(int(place["chat_id"])).fixed_language

    def _say(self, key: str, language: Language, **values: object) -> str:
        return self.talk.assistant.texts.say(key, language, **values)


def _is_forbidden(error: BadRequest) -> bool:
    """A group may allow no pictures; then the text has to do."""
    return "not enough rights" in error.message.lower()


def caption_of(chart: Chart, cut: str) -> str:
    """The chart in words as HTML within the limit, folded up below its title.

    `cut` stands for the lines that find no room.
    """
    caption, kept = _caption(chart), len(chart.lines)
    while utf16_length(text_of(caption)) > CAPTION_LIMIT and kept > 0:
        kept -= 1
        caption = _caption(replace(chart, lines=(*chart.lines[:kept], cut)))
    return caption


def _caption(chart: Chart) -> str:
    folded = safe("\n".join((*chart.lines, *chart.notes)))
    heading = f"<b>{safe(chart.title)}</b>\n{safe(chart.subtitle)}"
    return f"{heading}\n<blockquote expandable>{folded}</blockquote>"
