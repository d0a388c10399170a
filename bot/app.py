"""The one place where things are put together."""

import gc
from pathlib import Path

import handlers
from bot import texts
from bot.assistant import Assistant
from bot.forms_file import read_forms, write_forms
from bot.settings import Settings
from bot.understanding.morphology import Morphology
from knowledge import loader

FORMS = Path("var") / "forms.json"
"""Word forms kept between starts, in the folder that the program is started from."""

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
    morphology = Morphology(read_forms(FORMS))
    assistant = Assistant(knowledge, wording, morphology)
    if morphology.has_learned:
        write_forms(FORMS, morphology)
    return assistant
