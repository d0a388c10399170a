"""Those of the staff who answer cases: who they are, in which language, and writing to all."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.pseudonyms import Pseudonyms
from bot.store import cases
from bot.store.database import Database
from handlers.telegram.arrivals import CHANNEL
from handlers.telegram.sending import Outgoing, send
from knowledge.model import Language

Compose = Callable[[Language], Outgoing]
"""Makes a message in the language of who gets it."""


@dataclass(frozen=True)
class Team:
    """The members by their ids in Telegram, which are those of their private chats too."""

    members: Sequence[int]
    bot: Bot
    reading: Database
    pseudonyms: Pseudonyms

    def key(self, id_: int) -> str:
        """The pseudonym of a person or of their private chat, a member or not."""
        return self.pseudonyms.of(CHANNEL, id_)

    async def language(self, member: int) -> Language:
        """The language of the member's Telegram."""
        return (await self._languages())[member]

    async def tell(self, compose: Compose, but: Collection[str] = ()) -> None:
        """Write to all members, `but` those with these pseudonyms."""
        async for _ in self.told(compose, but):
            pass

    async def told(
        self, compose: Compose, but: Collection[str] = ()
    ) -> AsyncIterator[tuple[int, int]]:
        """Write to them, and give each who was reached with the number of the message.

        Who has blocked the bot, or never spoke to it, is left alone.
        """
        languages = await self._languages()
        for member in self.members:
            if self.key(member) not in but:
                try:
                    number = await send(self.bot, member, compose(languages[member]))
                except (BadRequest, Forbidden):
                    continue
                yield member, number

    async def _languages(self) -> dict[int, Language]:
        keys = {member: self.key(member) for member in self.members}
        known = await cases.languages_of(self.reading, keys.values())
        return {member: spoken(known.get(key)) for member, key in keys.items()}


def spoken(code: str | None) -> Language:
    """The language of this code as far as we speak it, else Polish."""
    return "en" if code == "en" else "pl"
