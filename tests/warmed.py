"""What `tests.warm` has ready before it forks: importing this takes as long as a start does."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bot import app, cli
from bot.assistant import Assistant
from bot.masking import make_ready
from bot.settings import Settings

for _loaded_as_it_goes in (
    "bot.serving",
    "aiosqlite",
    "pydantic.v1",
    "uvicorn.protocols.http.auto",
    "uvloop",
):
    import_module(_loaded_as_it_goes)

_build = app.build_assistant
_assistant = _build(Settings(_env_file=None))
make_ready()


def run(arguments: Sequence[str]) -> None:
    """Run a command; knowledge of its own is read as in any other process."""

    def build_assistant(settings: Settings, kept: Path = app.KEPT) -> Assistant:
        return _assistant if settings.knowledge_dir is None else _build(settings, kept)

    app.build_assistant = build_assistant
    cli.app(arguments, prog_name="python -m bot")
