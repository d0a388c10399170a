"""The one place where things are put together."""

import gc
from pathlib import Path

import handlers
from bot import texts
from bot.assistant import Assistant
from bot.forms_file import read_forms, write_forms
from bot.settings import Settings
from bot.understanding.morphology import Morphology
from bot.weights_file import fingerprint, read_weights, write_weights
from knowledge import loader

KEPT = Path(__file__).parent.parent / "var"
"""What takes long to make is kept between starts, beside the program."""

_CHANNELS = Path(str(handlers.__file__)).parent


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
    forms_file, weights_file = kept / "forms.json", kept / "weights.npz"
    folder = settings.knowledge_dir or loader.PACKAGED
    knowledge = loader.load(folder)
    wording = texts.load_texts(
        texts.PACKAGED, _CHANNELS / "terminal" / "texts", _CHANNELS / "telegram" / "texts"
    )
    morphology = Morphology(read_forms(forms_file))
    current = fingerprint(folder)
    classifier = read_weights(weights_file, current)
    assistant = Assistant(knowledge, wording, morphology, classifier)
    if classifier is None:
        write_weights(weights_file, assistant.classifier, current)
    if morphology.has_learned:
        write_forms(forms_file, morphology)
    return assistant
