"""The one place where things are put together."""

import gc
from pathlib import Path

import handlers
from bot import texts
from bot.assistant import Assistant
from bot.settings import Settings
from knowledge import loader

_CHANNELS = Path(str(handlers.__file__)).parent


def build_assistant(settings: Settings) -> Assistant:
    """Load the knowledge and the wording of the core and of every channel.

    Raises:
        KnowledgeError: when the knowledge is not sound.
    """
    gc.disable()  # what is built here stays for good: looking through it only costs time
    try:
        return _built(settings)
    finally:
        gc.freeze()
        gc.enable()


def _built(settings: Settings) -> Assistant:
    knowledge = loader.load(settings.knowledge_dir or loader.PACKAGED)
    wording = texts.load_texts(
        texts.PACKAGED, _CHANNELS / "terminal" / "texts", _CHANNELS / "telegram" / "texts"
    )
    return Assistant(knowledge, wording)
