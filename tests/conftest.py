from datetime import date

import pytest
from hypothesis import settings

from bot.app import build_assistant
from bot.assistant import Assistant
from bot.settings import Settings
from knowledge.model import Knowledge

# The same examples in every run, however slow the machine: a test that fails points at a change.
settings.register_profile("same-everywhere", derandomize=True, deadline=None, database=None)
settings.load_profile("same-everywhere")


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant on the packaged knowledge, built once for all tests."""
    return build_assistant(Settings(_env_file=None))


@pytest.fixture(scope="session")
def shipped(assistant: Assistant) -> Knowledge:
    """The knowledge that ships with the program."""
    return assistant.knowledge


@pytest.fixture(scope="session")
def today() -> date:
    """The day on which the tests ask: that of the newest facts, whenever the tests run."""
    return date(2025, 12, 1)
