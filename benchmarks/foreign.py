"""`python -m benchmarks.foreign KB TEST NONE`: how well example phrases of others are learned.

KB is a file of JSON Lines with `id` and `aliases`, the example phrases of a label; TEST has `q`
and the label in `expect`; no question of NONE has an answer. Every system answers from the score
on that lets it answer 5 % of NONE; right are those of TEST that it then answers with their label.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from rapidfuzz.fuzz import WRatio, token_set_ratio

from benchmarks.baseline import Baseline
from benchmarks.bm25 import Bm25
from benchmarks.documents import Document
from benchmarks.fuzzy import Fuzzy
from benchmarks.likeness import Likeness
from benchmarks.measuring import percentile
from benchmarks.ngrams import Ngrams
from knowledge.model import LANGUAGES, Language

FALSE_ANSWERS = 0.05

_HEADINGS = ("right at 5 %", "answered", "right at all", "p50 ms", "training s")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 2 for a file that cannot be used."""
    parser = argparse.ArgumentParser("python -m benchmarks.foreign", description=__doc__)
    for name in ("kb", "test", "none"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args(arguments)
    try:
        examples = {str(line["id"]): tuple(line["aliases"]) for line in _lines(options.kb)}
        asked = [(str(line["q"]), str(line["expect"])) for line in _lines(options.test)]
        outside = [str(line["q"]) for line in _lines(options.none)]
    except (OSError, ValueError, KeyError) as error:
        print(f"not a foreign base: {error!r}", file=sys.stderr)
        return 2
    print(f"{len(examples)} labels, {len(asked)} questions, {len(outside)} without an answer\n")
    print(f"{'':<37}" + "".join(f"{heading:>14}" for heading in _HEADINGS))
    for name, system, training in _systems(examples):
        print(f"{name:<37}{_figures(system, asked, outside)}{training:>14.1f}", flush=True)
    return 0


def threshold_at(scores: Sequence[float], share: float) -> float:
    """The lowest of these scores that no more than this share of them are above."""
    return sorted(scores, reverse=True)[int(len(scores) * share)]


def _systems(examples: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Baseline, float]]:
    """Each system by name, trained, with the seconds that took."""
    none: Mapping[Language, tuple[str, ...]] = dict.fromkeys(LANGUAGES, ())
    given = [
        Document((None, label), none, none, {**none, "en": tuple(phrases)})
        for label, phrases in examples.items()
    ]
    builders: dict[str, Any] = {
        "this assistant's classifier": lambda: Likeness(examples),
        "rapidfuzz WRatio": lambda: Fuzzy(given, WRatio, hints=False),
        "rapidfuzz token_set_ratio": lambda: Fuzzy(given, token_set_ratio, hints=False),
        "BM25 (bm25s)": lambda: Bm25(given),
        "letter n-grams + logistic regression": lambda: Ngrams(given),
    }
    for name, build in builders.items():
        started = perf_counter()
        system = build()
        yield name, system, perf_counter() - started


def _figures(system: Baseline, asked: Sequence[tuple[str, str]], outside: Sequence[str]) -> str:
    threshold = threshold_at([system.rank(text)[1] for text in outside], FALSE_ANSWERS)
    seconds, answered, right, right_at_all = [], 0, 0, 0
    for text, expected in asked:
        started = perf_counter()
        (_, label), score = system.rank(text)
        seconds.append(perf_counter() - started)
        answered += score > threshold
        right += score > threshold and label == expected
        right_at_all += label == expected
    shares = (count / len(asked) for count in (right, answered, right_at_all))
    figures = "".join(f"{share:>14.1%}" for share in shares)
    return f"{figures}{percentile(seconds, 0.5) * 1000:>14.2f}"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
