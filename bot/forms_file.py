"""Word forms remembered between starts: making them anew takes most of the time of a start."""

import json
import logging
import os
from pathlib import Path

from bot.understanding.morphology import Forms, Morphology

_log = logging.getLogger(__name__)


def read_forms(path: Path) -> Forms | None:
    """The forms of an earlier start, or None where there are none or they cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Forms(
            dictionary=data["dictionary"],
            forms={word: frozenset(forms) for word, forms in data["forms"].items()},
            bases=data["bases"],
            lemmas={word: tuple(lemmas) for word, lemmas in data.get("lemmas", {}).items()},
            sorts={word: tuple(sorts) for word, sorts in data.get("sorts", {}).items()},
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("%s cannot be used (%s) and is made anew", path, type(error).__name__)
        return None


def write_forms(path: Path, morphology: Morphology) -> None:
    """Keep the forms for the next start; a disk that takes nothing only costs time."""
    remembered = morphology.remembered()
    data = {
        "dictionary": remembered.dictionary,
        "forms": {word: sorted(forms) for word, forms in remembered.forms.items()},
        "bases": dict(remembered.bases),
        "lemmas": dict(remembered.lemmas),
        "sorts": dict(remembered.sorts),
    }
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("%s cannot be written (%s), starts stay slow", path, error.strerror)
