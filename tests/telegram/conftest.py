from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from bot.assistant import Assistant
from tests.telegram.emulator import TOKEN, BotApi
from tests.telegram.here import BotHere
from tests.telegram.people import Person
from tests.telegram.running import RunningBot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotApi]:
    """The emulated Bot API with the bot on it, for all tests of a module.

    Whatever the tests did, the bot ends well and has shown nobody its token.
    """
    async with BotApi() as server:
        running = await RunningBot.start(server.url, tmp_path_factory.mktemp("telegram"))
        yield server
        code = await running.stop()
    print(running.output)  # pytest shows it where a test failed
    assert server.refused == []
    assert code == 0, running.output
    assert TOKEN.split(":")[1] not in running.output
    assert "Traceback" not in running.output


@dataclass
class Talking:
    """A bot with a team of two, the emulated Bot API and the file that it keeps things in."""

    api: BotApi
    team: tuple[Person, Person]
    assistant: Assistant
    folder: Path
    bot: BotHere = field(init=False)

    def start(self) -> None:
        """Start the bot, with what it knew before."""
        ids = [member.id for member in self.team]
        self.bot = BotHere.start(
            self.assistant, self.api.url, f"sqlite:///{self.file}", self.folder, *ids
        )

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "bot.sqlite"

    async def again(self) -> None:
        """End the bot and start it anew."""
        await self.bot.stop()
        self.start()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def talking(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Talking]:
    """The program in this process, for all tests of a module."""
    async with BotApi() as api:
        team = Person(api), Person(api, "en")
        talking = Talking(api, team, assistant, tmp_path_factory.mktemp("talking"))
        talking.start()
        for member in team:
            await member.say("/start")
        yield talking
        await talking.bot.stop()
    assert api.refused == []
