"""The commands of the menu are registered, described and documented."""

from bot.assistant import Assistant
from handlers.telegram.commands import OF_GROUPS, OF_PRIVATE_CHATS, OF_STAFF, OPENED, TAKING_WORDS
from handlers.telegram.deep_links import is_known
from tests.program import ROOT


def test_every_command_is_documented() -> None:
    guide = (ROOT / "docs" / "telegram.md").read_text()

    for name in OF_STAFF:
        assert f"| `/{name}` |" in guide, name


def test_groups_have_some_of_the_commands() -> None:
    assert set(OF_GROUPS) < set(OF_PRIVATE_CHATS)
    assert set(TAKING_WORDS) < set(OPENED)


def test_what_commands_open_is_in_the_knowledge(assistant: Assistant) -> None:
    for target in OPENED.values():
        assert is_known(target, assistant.knowledge)
