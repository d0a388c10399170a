"""What the store keeps of a person in Telegram."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.pseudonyms import Pseudonyms
from bot.store import privacy
from bot.store.database import Database, reading
from handlers.telegram.arrivals import CHANNEL
from handlers.telegram.chats import Chat, Chats
from handlers.telegram.journal import Journal


@dataclass(frozen=True)
class StoredData:
    """For /forget and /export. A person's private chat has the id of the person.

    `tell_withdrawn` tells the team which cases have gone with their person.
    """

    engine: Database
    pseudonyms: Pseudonyms
    chats: Chats
    journal: Journal
    tell_withdrawn: Callable[[Sequence[int]], Awaitable[None]]

    async def forget(self, person: int, update_id: int) -> privacy.Forgotten:
        """Delete it all; the update that asks for it stays known, so it is not answered twice."""
        key = self.pseudonyms.of(CHANNEL, person)
        forgotten = await privacy.forget(self.engine, key, key, person, answering=update_id)
        self.chats.put(person, Chat())
        self.journal.of(update_id).is_forgotten = True
        await self.tell_withdrawn(forgotten.withdrawn)
        return forgotten

    async def export(self, person: int) -> Mapping[str, object]:
        """All of it, ready for JSON."""
        key = self.pseudonyms.of(CHANNEL, person)
        return await privacy.export(reading(self.engine), key, key, person)
