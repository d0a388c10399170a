"""What a person has passed on is taken back from the chats of the team."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.store import cases
from handlers.telegram.case_texts import CaseTexts
from handlers.telegram.sending import Outgoing, take_away
from handlers.telegram.team import Team
from knowledge.model import Language


@dataclass(frozen=True)
class Withdrawal:
    """For a person who wants nothing to be kept."""

    texts: CaseTexts
    team: Team

    async def take_back(self, person: str) -> None:
        """Delete the messages in the chats of the team that hold words of a person's cases.

        Before the rows go that tell which these are: killed in between, the next start does it all
        again. Members who are no longer of the team cannot be found by their pseudonyms.
        """
        members = {self.team.key(member): member for member in self.team.members}
        done: set[tuple[str, int]] = set()
        while fresh := await self._messages(person) - done:  # some may come in meanwhile
            for chat, number in sorted(fresh):
                if chat in members:
                    await self.erase(members[chat], number)
            done |= fresh

    async def _messages(self, person: str) -> set[tuple[str, int]]:
        return await cases.messages_at_team(self.team.reading, person)

    async def erase(self, member: int, number: int) -> None:
        """Delete a message in the chat of a member; where it is too old for that, empty it."""
        instead = self.texts.note("erased", await self.team.language(member))
        await take_away(self.team.bot, member, number, instead)

    async def tell(self, numbers: Iterable[int]) -> None:
        """To the team: these cases were open, and are no more."""
        for number in numbers:
            await self.team.tell(partial(self._withdrawn, number))

    def _withdrawn(self, number: int, language: Language) -> Outgoing:
        return self.texts.note("withdrawn", language, number=number)
