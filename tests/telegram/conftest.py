from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.telegram.emulator import TOKEN, BotApi
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
