import subprocess
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import settings

from bot.app import KEPT, build_assistant
from bot.assistant import Assistant
from bot.forms_file import read_forms
from bot.settings import Settings
from bot.understanding.listening import Vocabulary
from bot.understanding.morphology import Morphology
from knowledge.model import Knowledge
from tests.databases import PostgresServer, postgres_server
from tests.program import Program, run_here

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
def morphology(assistant: Assistant) -> Morphology:
    """Word forms, those that the assistant has made and kept among them."""
    return Morphology(read_forms(KEPT / "forms.json"))


@pytest.fixture(scope="session")
def vocabulary(shipped: Knowledge, morphology: Morphology) -> Vocabulary:
    """What is built from its words, for tests that look inside the understanding."""
    return Vocabulary(shipped, morphology)


@pytest.fixture(scope="session")
def today() -> date:
    """The day on which the tests ask: that of the newest facts, whenever the tests run."""
    return date(2025, 12, 1)


@pytest.fixture
def program(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Runs commands of the program in this process, in an empty folder that has no .env."""
    folder = tmp_path_factory.mktemp("empty")

    def run(
        *arguments: str, typed: str | bytes = "", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return run_here(assistant, folder, *arguments, typed=typed, **settings)

    return run


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for all tests; one that stops it has it started again."""
    with postgres_server() as server:
        yield server
