"""What the routers of the web channel share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.assistant import Assistant
from bot.metrics import Metrics
from bot.texts import Texts
from handlers.web.assets import Assets
from handlers.web.directory import Directories, Directory
from handlers.web.staff.console import Console
from handlers.web.talk import Paused, TooMany, WebTalk
from handlers.web.templates import Templates
from knowledge.model import Language


@dataclass(frozen=True)
class Web:
    """What the routers work with. `retention_days` is for how long questions are kept.

    Without a `console` the pages of the staff are off.
    """

    talk: WebTalk
    assistant: Callable[[], Assistant]
    today: Callable[[], date]
    knowledge_version: Callable[[], str]
    metrics: Metrics
    retention_days: int
    origins: tuple[str, ...] = ()
    console: Console | None = None
    assets: Assets = field(init=False)
    templates: Templates = field(init=False)
    _directories: Directories = field(default_factory=Directories, init=False)

    def __post_init__(self) -> None:
        assets = Assets(self.texts)
        object.__setattr__(self, "assets", assets)
        object.__setattr__(self, "templates", Templates(lambda: self.texts, assets))

    def refusal(self, outcome: TooMany | Paused, language: Language) -> str:
        """What to tell a visitor who gets no answer."""
        match outcome:
            case TooMany(seconds):
                return self.texts.say("web.over_limit", language, count=seconds)
            case Paused(message):
                return self.texts.say("web.paused", language, message=message)

    @property
    def directory(self) -> Directory:
        """The clusters of the knowledge as it is now."""
        return self._directories.of(self.assistant().knowledge)

    @property
    def texts(self) -> Texts:
        """The wording of all channels."""
        return self.assistant().texts
