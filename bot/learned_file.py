"""What was learned from examples and dialogues, kept between starts: it takes about a minute."""

import hashlib
import logging
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot import understanding
from bot.understanding.classifier import Classifier
from bot.understanding.judge import Judge
from bot.understanding.learning import Learned
from bot.understanding.subjects import WAYS, Option, options_for
from knowledge.loader import DIALOGUES, EXAMPLES
from knowledge.model import OUTSIDE, Knowledge

_log = logging.getLogger(__name__)
_LEARNERS = Path(str(understanding.__file__)).parent


_DATA = ("as_of", "until", "value", "companies", "marks", "phone", "fax", "coordinates")
_FACT = dict.fromkeys(_DATA, True)
_FACTS = {"facts": {"__all__": _FACT}}
_ENTITIES = {"__all__": {"topics": {"__all__": _FACTS}}}
UNHEARD: Any = {
    "clusters": _ENTITIES,
    "organisations": _ENTITIES,
    "topics": {"__all__": _FACTS},
    "sources": {"__all__": dict.fromkeys(("publisher", "kind", "date", "address"), True)},
    "examples": True,
    "dialogues": True,
    "version": True,
}
"""What the understanding takes no words from, so that nothing is learned anew where it changes.

Examples and dialogues are looked at as files: a knowledge may be loaded without them.
"""


def fingerprint(folder: Path, knowledge: Knowledge) -> str:
    """Changes with anything that is learned from: the code, the lessons, the words of the base.

    `knowledge` is what was loaded from the folder.
    """
    digest = hashlib.sha256(knowledge.model_dump_json(exclude=UNHEARD).encode())
    for place, pattern in (
        (folder / EXAMPLES, "*.yaml"),
        (folder / DIALOGUES, "*.yaml"),
        (_LEARNERS, "*.py"),
    ):
        for path in sorted(place.glob(pattern)):
            digest.update(f"{place.name} {path.name} {path.stat().st_size} ".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def fits(learned: Learned, knowledge: Knowledge) -> bool:
    """Whether what was learned from one knowledge can be used with another: same topics."""
    scopes = {id_: topic.scope for id_, topic in knowledge.topics.items()}
    labels = {*scopes, OUTSIDE}
    same = learned.judge.options == options_for(scopes)
    return same and labels.issuperset(learned.classifier.labels)


def read_learned(path: Path, expected: str) -> Learned | None:
    """What an earlier start learned from the same knowledge, or None."""
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["fingerprint"]) != expected:
                return None
            return Learned(_classifier(data), _judge(data), expected)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("%s cannot be used (%s) and is made anew", path, type(error).__name__)
        return None


def write_learned(path: Path, learned: Learned) -> None:
    """Keep it for the next start; a disk that takes nothing only costs time."""
    fresh = path.with_suffix(f".{os.getpid()}")
    classifier, judge = learned.classifier, learned.judge
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            np.savez(
                file,
                fingerprint=np.array(learned.fingerprint),
                labels=np.array(classifier.labels),
                familiar=np.array("\n".join(sorted(classifier.familiar))),
                names=np.array("\n".join(name for own in classifier.rows for name in own)),
                sizes=np.array([len(own) for own in classifier.rows]),
                rarity=classifier.rarity,
                weights=classifier.weights,
                bias=classifier.bias,
                options=np.array([f"{one.topic} {one.way}" for one in judge.options]),
                traits=np.array("\n".join(judge.columns)),
                by_topic=judge.by_topic,
                by_way=judge.by_way,
                by_fit=judge.by_fit,
            )
        fresh.replace(path)
    except OSError as error:
        _log.warning("%s cannot be written (%s), starts stay slow", path, error.strerror)


def _classifier(data: Mapping[str, Any]) -> Classifier:
    ends = np.cumsum([0, *data["sizes"]])
    names = str(data["names"]).split("\n")
    views = zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    return Classifier(
        labels=tuple(data["labels"].tolist()),
        familiar=frozenset(str(data["familiar"]).split("\n")),
        rows=tuple({names[row]: row for row in range(*view)} for view in views),
        rarity=data["rarity"],
        weights=data["weights"],
        bias=data["bias"],
    )


def _judge(data: Mapping[str, Any]) -> Judge:
    pairs = (str(option).split(" ") for option in data["options"])
    ways = {str(way): way for way in WAYS}
    traits = str(data["traits"]).split("\n")
    return Judge(
        options=tuple(Option(topic, ways[way]) for topic, way in pairs),
        columns={name: column for column, name in enumerate(traits)},
        by_topic=data["by_topic"],
        by_way=data["by_way"],
        by_fit=data["by_fit"],
    )
