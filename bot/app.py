"""The one place where things are put together."""

import gc
from pathlib import Path

import handlers
from bot import pictures, texts
from bot.assistant import Assistant
from bot.forms_file import read_forms, write_forms
from bot.learned_file import fingerprint, read_learned, write_learned
from bot.settings import Settings
from bot.understanding.morphology import Morphology
from knowledge import loader

KEPT = Path(__file__).parent.parent / "var"
"""What takes long to make is kept between starts, beside the program."""

_CHANNELS = Path(str(handlers.__file__)).parent
_PICTURES = Path(str(pictures.__file__)).parent


def build_assistant(settings: Settings, kept: Path = KEPT) -> Assistant:
    """Load the knowledge and the wording of the core and of every channel.

    What was made at earlier starts is taken from the folder `kept`, and new things put there.

    Raises:
        KnowledgeError: when the knowledge is not sound.
    """
    gc.disable()  # what is built here stays for good: looking through it only costs time
    try:
        return _built(settings, kept)
    finally:
        gc.freeze()
        gc.enable()


def _built(settings: Settings, kept: Path) -> Assistant:
    forms_file, learned_file = kept / "forms.json", kept / "learned.npz"
    folder = settings.knowledge_dir or loader.PACKAGED
    current = fingerprint(folder)
    learned = read_learned(learned_file, current)
    knowledge = loader.load(folder, lessons=learned is None)
    wording = texts.load_texts(
        texts.PACKAGED,
        _PICTURES / "texts",
        _CHANNELS / "terminal" / "texts",
        _CHANNELS / "telegram" / "texts",
    )
    morphology = Morphology(read_forms(forms_file))
    assistant = Assistant(knowledge, wording, morphology, learned)
    if learned is None:
        write_learned(learned_file, assistant.learned, current)
    if morphology.has_learned:
        write_forms(forms_file, morphology)
    return assistant
