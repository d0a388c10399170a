"""The one place where things are put together."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import handlers
from bot import pictures, texts
from bot.assistant import Assistant
from bot.forms_file import read_forms, write_forms
from bot.learned_file import fingerprint, fits, read_learned, write_learned
from bot.settings import Settings
from bot.understanding.learning import Learned, learn
from bot.understanding.listening import Vocabulary
from bot.understanding.morphology import Morphology
from knowledge import loader
from knowledge.model import Knowledge

KEPT = Path(__file__).parent.parent / "var"
"""What takes long to make is kept between starts, beside the program."""

FORMS, LEARNED = "forms.json", "learned.npz"

_CHANNELS = Path(str(handlers.__file__)).parent
_TURN = 0.0003
"""Seconds for which a build beside the answers may keep them waiting at a time."""
_PICTURES = Path(str(pictures.__file__)).parent
_GARBAGE = (10_000, 20, 50)
"""How much is made between two searches for garbage; nearly all goes without one."""


def build_assistant(settings: Settings, kept: Path = KEPT) -> Assistant:
    """Load the knowledge and the wording of the core and of every channel.

    What was made at earlier starts is taken from the folder `kept`, and new things put there.

    Raises:
        KnowledgeError: when the knowledge is not sound.
    """
    with _built_for_good():
        return assistant_on(settings.knowledge_dir or loader.PACKAGED, kept)


def assistant_on(folder: Path, kept: Path) -> Assistant:
    """The same on a folder of one's own, for a process that ends soon.

    Raises:
        KnowledgeError: when the knowledge is not sound.
    """
    knowledge = loader.load(folder, lessons=False)
    learned = read_learned(kept / LEARNED, fingerprint(folder, knowledge))
    if learned is None:
        learned = learn_from(folder, kept)
    morphology = Morphology(read_forms(kept / FORMS))
    return _assistant(knowledge, all_texts(), morphology, learned, kept)


def all_texts() -> texts.Texts:
    """The wording of the core and of every channel."""
    of_channels = (_CHANNELS / name / "texts" for name in ("terminal", "telegram", "web"))
    return texts.load_texts(texts.PACKAGED, _PICTURES / "texts", *of_channels)


def learn_from(folder: Path, kept: Path) -> Learned:
    """What the lessons of a folder teach, put into the folder `kept`; takes about a minute.

    Raises:
        KnowledgeError: when the knowledge is not sound.
    """
    knowledge = loader.load(folder)
    morphology = Morphology(read_forms(kept / FORMS))
    learned = learn(Vocabulary(knowledge, morphology))
    learned = replace(learned, fingerprint=fingerprint(folder, knowledge))
    write_learned(kept / LEARNED, learned)
    if morphology.has_learned:
        write_forms(kept / FORMS, morphology)
    return learned


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The assistant on changed files; None where something has to be learned before.

    With another `fingerprint` than what it has learned it answers well, and will do better once
    it has learned anew.
    """

    assistant: Assistant | None
    fingerprint: str


def rebuild(folder: Path, learned: Learned, wording: texts.Texts, kept: Path = KEPT) -> Rebuilt:
    """Build on changed files that have been checked, in a thread beside the answers.

    What was `learned` so far is used as far as it can be, and nothing is learned here.

    Raises:
        KnowledgeError: when the knowledge is not sound.
    """
    with _built_for_good(), _in_small_turns():
        knowledge = loader.load(folder, lessons=False)
        current = fingerprint(folder, knowledge)
        if current != learned.fingerprint:
            learned = read_learned(kept / LEARNED, current) or learned
        if not fits(learned, knowledge):
            return Rebuilt(None, current)
        morphology = Morphology(read_forms(kept / FORMS))
        return Rebuilt(_assistant(knowledge, wording, morphology, learned, kept), current)


def relearned(before: Assistant, learned: Learned, kept: Path = KEPT) -> Assistant:
    """The same knowledge with what has been learned of it since, built like `rebuild` does."""
    with _built_for_good(), _in_small_turns():
        morphology = Morphology(read_forms(kept / FORMS))
        return _assistant(before.knowledge, before.texts, morphology, learned, kept)


def _assistant(
    knowledge: Knowledge,
    wording: texts.Texts,
    morphology: Morphology,
    learned: Learned,
    kept: Path,
) -> Assistant:
    assistant = Assistant(knowledge, wording, morphology, learned)
    if morphology.has_learned:
        write_forms(kept / FORMS, morphology)
    return assistant


def keep_for_good() -> None:
    """What is loaded by now stays: each full search for garbage took a tenth of a second."""
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


@contextmanager
def _built_for_good() -> Iterator[None]:
    """What is built here stays: looking through it for garbage only costs time."""
    gc.disable()
    try:
        yield
    finally:
        keep_for_good()
        gc.enable()


@contextmanager
def _in_small_turns() -> Iterator[None]:
    """Threads take turns more often than Python's 5 ms, for which every step would wait."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
