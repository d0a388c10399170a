"""The bot's handlers in this process, with every call that they make held against the limits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from telegram import Update
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from bot.assistant import Assistant
from bot.pictures.png import Subject
from bot.pseudonyms import Pseudonyms
from bot.store.database import create_database
from bot.store.privacy import Forgotten
from handlers.telegram.callbacks import DRAW, FORGET
from handlers.telegram.case_texts import CaseTexts
from handlers.telegram.cases import Cases
from handlers.telegram.journal import Journal
from handlers.telegram.photos import Photos
from handlers.telegram.pictures import Pictures
from handlers.telegram.privacy import Privacy
from handlers.telegram.registration import register
from handlers.telegram.studio import Studio
from handlers.telegram.talk import Talk
from handlers.telegram.team import Team
from handlers.telegram.updates import Updates
from handlers.telegram.withdrawing import Withdrawal
from knowledge.model import Language
from tests.telegram.emulator import ME, TOKEN, Call, Json, decoded
from tests.telegram.limits import objection

PERSON = 4711


@dataclass
class Checked(BaseRequest):
    """A connection that ends here: it takes what Telegram would take, and keeps it."""

    calls: list[Call] = field(default_factory=list)

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        fields = request_data.json_parameters if request_data else {}
        parameters = {key: decoded(key, value) for key, value in fields.items()}
        if request_data and request_data.contains_files:
            parameters |= dict.fromkeys(request_data.multipart_data, "a file")
        assert objection(name, parameters) is None, parameters
        message = {"message_id": 1, "date": 1, "chat": {"id": PERSON, "type": "private"}}
        answer = {"ok": True, "result": ME if name == "getMe" else message}
        if name == "answerCallbackQuery":
            answer["result"] = True
        self.calls.append(Call(name, parameters, answer))
        return 200, json.dumps(answer).encode()


class NothingKept:
    """The data of a person of whom nothing is kept."""

    async def forget(self, person: int, update_id: int) -> Forgotten:
        return Forgotten(questions=0, feedback=0, messages=0, conversations=0, people=0)

    async def export(self, person: int) -> Mapping[str, object]:
        return {}


class Blank(Studio):
    """Draws nothing, as hundreds of charts would take minutes."""

    async def png(self, subject: Subject) -> bytes:
        return b"a picture"


class InProcess:
    """One person's private chat with the bot; each update gets the calls that it led to."""

    def __init__(self, assistant: Assistant, today: date, language: Language) -> None:
        self._journal = Journal()
        self._language = language
        self._request = Checked()
        builder = ApplicationBuilder().token(TOKEN).updater(None)
        builder = builder.request(self._request).get_updates_request(Checked())
        self._application = builder.build()
        talk = Talk(lambda: assistant, lambda: today)
        nowhere = create_database("sqlite:////missing/bot.sqlite")
        pictures = Pictures(talk, Photos(nowhere, Blank()))
        privacy = self._privacy(talk)
        updates = Updates(talk, self._journal, self._cases(talk.assistant))
        presses = {FORGET: privacy.decide, DRAW: pictures.show}
        register(self._application, updates, privacy, pictures, presses)

    async def __aenter__(self) -> Self:
        await self._application.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._application.shutdown()

    async def press(self, data: str) -> list[Call]:
        """Press a button of this data."""
        query = {"id": "1", "from": self._user(), "message": _message(text="…"), "data": data}
        return await self._led_to(callback_query=query | {"chat_instance": "1"})

    async def say(self, text: str) -> list[Call]:
        """Write a text or a command."""
        command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        entities = [command] if text.startswith("/") else []
        message = _message(text=text, entities=entities) | {"from": self._user()}
        return await self._led_to(message=message)

    async def send(self, **content: Json) -> list[Call]:
        """Send a message that has no words."""
        return await self._led_to(message=_message(**content) | {"from": self._user()})

    async def _led_to(self, **content: Json) -> list[Call]:
        self._request.calls.clear()
        update = Update.de_json({"update_id": 1, **content}, self._application.bot)
        await self._application.process_update(update)
        error = self._journal.close(1).error
        if error is not None:
            raise error
        return list(self._request.calls)

    def _user(self) -> Json:
        name = {"first_name": "Jan", "language_code": self._language}
        return {"id": PERSON, "is_bot": False, **name}

    def _cases(self, assistant: Assistant) -> Cases:
        """Without a team there are none, so nothing is looked for in the database."""
        nowhere = create_database("sqlite:///nowhere.sqlite")
        names = Pseudonyms(b"a key for the tests")
        texts = CaseTexts(assistant.texts)
        team = Team((), self._application.bot, nowhere, names)
        return Cases(texts, nowhere, team, Withdrawal(texts, team))

    def _privacy(self, talk: Talk) -> Privacy:
        async def language(chat_id: int, hint: Language | None) -> Language:
            return talk.language(chat_id, hint)

        return Privacy(talk.assistant.texts, 90, NothingKept(), language)


def _message(**content: object) -> Json:
    chat = {"id": PERSON, "type": "private"}
    return {"message_id": 1, "date": 1, "chat": chat, **content}
