"""The version of the knowledge that answers now, and what is known of the next one."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.assistant import Assistant
from knowledge.problem import Problem
from knowledge.version import Version


@dataclass(frozen=True, slots=True)
class Refused:
    """A version that lies in the folder and is not taken: it has these errors."""

    version: Version
    seen_at: datetime
    problems: tuple[Problem, ...]


class Live:
    """The one holder of the assistant, for every channel.

    A question takes `assistant` once and is answered by what it got. Whoever keeps what it got for
    later answers from an old version.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.refused: Refused | None = None
        self.is_learning = False
        self.take(assistant)

    def take(self, assistant: Assistant) -> None:
        """Answer with this one from now on."""
        self.assistant = assistant
        self.taken_at = datetime.now(UTC)

    @property
    def version(self) -> Version:
        """The version that answers."""
        return self.assistant.knowledge.version
