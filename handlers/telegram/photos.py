"""Sending a picture: uploaded once, then by the name that Telegram has given it."""

import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, InputFile, Message, PhotoSize
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.pictures.png import Subject, key
from bot.store.database import Database, StoreError, reading
from bot.store.pictures import file_id, keep_file_id
from handlers.telegram.calls import Json
from handlers.telegram.studio import Studio

_log = logging.getLogger(__name__)

_NAME = "picture.png"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with its caption as HTML, which says the same."""

    subject: Subject
    caption: str
    keyboard: InlineKeyboardMarkup | None = None


class Photos:
    """Sends photos. What Telegram calls them is kept in the store, for all replicas."""

    def __init__(self, engine: Database, studio: Studio) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._studio = studio

    async def send(self, bot: Bot, place: Json, photo: Photo) -> None:
        """Send by the known name; where there is none, or Telegram forgot it, upload."""

        async def send(file: str | InputFile) -> Message:
            return await bot.send_photo(
                photo=file,
                caption=photo.caption,
                parse_mode=ParseMode.HTML,
                reply_markup=photo.keyboard,
                **place,
            )

        picture = key(photo.subject)
        if not await self._is_sent_by_name(picture, send):
            png = await self._studio.png(photo.subject)
            message = await send(InputFile(png, filename=_NAME))
            await self._keep(picture, message.photo)

    async def _is_sent_by_name(
        self, picture: str, send: Callable[[str | InputFile], Awaitable[Message]]
    ) -> bool:
        known = None
        with suppress(StoreError):  # then it is uploaded; the commit of the update will complain
            known = await file_id(self._reading, picture)
        if known is None:
            return False
        try:
            await send(known)
        except BadRequest as error:
            if "file" not in error.message.lower():
                raise
            _log.info("Telegram no longer knows a picture; it is sent again")
            return False
        return True

    async def _keep(self, picture: str, sizes: tuple[PhotoSize, ...]) -> None:
        if sizes:
            now = time.time_ns() // 1_000_000
            with suppress(StoreError):  # the next one uploads again
                await keep_file_id(self._engine, picture, sizes[-1].file_id, now)
