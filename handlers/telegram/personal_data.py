"""What the store keeps of a person in Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.pseudonyms import Pseudonyms
from bot.store import privacy
from bot.store.database import Database, reading
from handlers.telegram.arrivals import CHANNEL
from handlers.telegram.chats import Chat, Chats
from handlers.telegram.journal import Journal
from handlers.telegram.withdrawing import Withdrawal


@dataclass(frozen=True)
class StoredData:
    """For /forget and /export. A person's private chat has the id of the person."""

    engine: Database
    pseudonyms: Pseudonyms
    chats: Chats
    journal: Journal
    withdrawal: Withdrawal

    async def forget(self, person: int, update_id: int) -> privacy.Forgotten:
        """Delete it all; the update that asks for it stays known, so it is not answered twice."""
        key = self.pseudonyms.of(CHANNEL, person)
        await self.withdrawal.take_back(key)
        forgotten = await privacy.forget(self.engine, key, key, person, answering=update_id)
        self.chats.put(person, Chat())
        self.journal.of(update_id).is_forgotten = True
        await self.withdrawal.tell(forgotten.withdrawn)
        return forgotten

    async def export(self, person: int) -> Mapping[str, object]:
        """All of it, ready for JSON."""
        key = self.pseudonyms.of(CHANNEL, person)
        return await privacy.export(reading(self.engine), key, key, person)
