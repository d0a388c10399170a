"""`scripts/bench [FILE]`: loading, time per answer and memory, beside a baseline.

The baseline scans all names with rapidfuzz's WRatio, timed in the same run on the same questions:
on a shared machine only the ratio means something.
"""

import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from benchmarks.asking import ask_all
from benchmarks.questions import QuestionsError, read_questions
from bot.app import build_assistant
from bot.settings import load_settings
from knowledge.model import Entity

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions" / "blind.jsonl"


def main() -> int:
    """Print the figures; 2 for a file that cannot be used."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    try:
        questions = read_questions(path)
    except QuestionsError as error:
        print(error, file=sys.stderr)
        return 2
    today = datetime.now(tz=UTC).date()
    started = time.perf_counter()
    assistant = build_assistant(load_settings())
    loading = time.perf_counter() - started
    ask_all(assistant, questions, today)  # once to warm up
    seconds = sorted(one.seconds for one in ask_all(assistant, questions, today))
    names = [name for entity in assistant.knowledge.entities.values() for name in _names(entity)]
    baseline = sorted(_scan(question.text, names) for question in questions)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours, theirs = statistics.median(seconds), statistics.median(baseline)
    print(f"questions            {len(questions)}")
    print(f"loading              {loading:.2f} s")
    print(f"an answer, p50       {ours * 1000:.2f} ms")
    print(f"an answer, p99       {seconds[int(len(seconds) * 0.99)] * 1000:.2f} ms")
    print(f"WRatio over {len(names):>5} names, p50  {theirs * 1000:.2f} ms")
    print(f"ratio to it          {ours / theirs:.2f}")
    print(f"resident memory      {memory:.0f} MB")
    return 0


def _names(entity: Entity) -> tuple[str, ...]:
    own = (entity.name.pl, entity.name.en, entity.short.pl, entity.short.en)
    recognised = entity.recognised_by
    return own + recognised.aliases.all() + recognised.hints.all()


def _scan(text: str, names: list[str]) -> float:
    started = time.perf_counter()
    process.extractOne(text, names, scorer=WRatio)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
