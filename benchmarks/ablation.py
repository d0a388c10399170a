"""`python -m benchmarks.ablation [FILE]`: what each part of the understanding is worth.

The same assistant is put together again with one part left out, and asked the same questions.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.asking import ask_all
from benchmarks.comparison import Verdict, judge
from benchmarks.questions import DEFAULT_FILE, Labelled, QuestionsError, read_questions
from bot.app import KEPT, build_assistant
from bot.assistant import Assistant
from bot.forms_file import read_forms
from bot.settings import load_settings
from bot.understanding.morphology import Morphology
from bot.understanding.normalise import fold
from knowledge.loader import PACKAGED, load
from knowledge.model import OUTSIDE, Entity, Knowledge, WordLists

SomeEntity = TypeVar("SomeEntity", bound=Entity)
Without = Callable[[Assistant], Assistant]

_FEW = 15
_HEADINGS = ("right", "wrong cards", "false answers")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 2 for a file that cannot be used."""
    parser = argparse.ArgumentParser("python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?", default=DEFAULT_FILE)
    parser.add_argument("--only", metavar="WORD", action="append", help="only parts named so")
    options = parser.parse_args(arguments)
    try:
        questions = read_questions(options.questions)
    except QuestionsError as error:
        print(error, file=sys.stderr)
        return 2
    today = datetime.now(tz=UTC).date()
    knowledge = load(load_settings().knowledge_dir or PACKAGED)
    built = build_assistant(load_settings())
    known = Morphology(read_forms(KEPT / "forms.json"))
    whole = Assistant(knowledge, built.texts, known, built.learned)
    print(f"{len(questions)} questions of {options.questions.name}\n")
    print(f"{'':<24}" + "".join(f"{heading:>14}" for heading in _HEADINGS))
    chosen = [name for name in PARTS if any(word in name for word in options.only or ("",))]
    for row in rows(whole, questions, chosen, today):
        print(row, flush=True)
    return 0


def rows(
    whole: Assistant, questions: Sequence[Labelled], parts: Iterable[str], today: date
) -> Iterator[str]:
    """The figures of the whole, then without each of the parts."""
    for name, without in (("everything", _everything), *((part, PARTS[part]) for part in parts)):
        given = [one.given for one in ask_all(without(whole), questions, today)]
        yield f"{name:<24}{_figures(judge(questions, given))}"


class _NoForms(Morphology):
    """Knows every word in the form in which it is written only."""

    def polish_forms(self, word: str) -> frozenset[str]:
        return frozenset({fold(word)})

    def english_forms(self, word: str, *, verb: bool) -> frozenset[str]:
        return frozenset({fold(word)})

    def base(self, word: str) -> str:
        return word


class _NoTypos(Morphology):
    """Takes every word for one that is spelled as it should be."""

    def is_word(self, text: str) -> bool:
        return True


def _everything(whole: Assistant) -> Assistant:
    return whole


def _without_forms(whole: Assistant) -> Assistant:
    return Assistant(whole.knowledge, whole.texts, _NoForms())


def _without_repair(whole: Assistant) -> Assistant:
    return Assistant(whole.knowledge, whole.texts, _NoTypos())


def _without_hints(whole: Assistant) -> Assistant:
    knowledge = whole.knowledge
    less = _changed(
        knowledge,
        clusters=hintless(knowledge.clusters),
        organisations=hintless(knowledge.organisations),
    )
    return Assistant(less, whole.texts, Morphology())


def _without_neighbours(whole: Assistant) -> Assistant:
    return Assistant(_changed(whole.knowledge, neighbours={}), whole.texts, Morphology())


def _without_cues(whole: Assistant) -> Assistant:
    return Assistant(_changed(whole.knowledge, cues={}), whole.texts, Morphology())


def _without_examples(whole: Assistant) -> Assistant:
    outside = {OUTSIDE: whole.knowledge.examples[OUTSIDE]}
    return Assistant(_changed(whole.knowledge, examples=outside), whole.texts, Morphology())


def _without_dialogues(whole: Assistant) -> Assistant:
    """A handful of them stays: without any there is nothing to judge by."""
    few = {
        id_: one.model_copy(update={"dialogues": one.dialogues[:_FEW]})
        for id_, one in whole.knowledge.dialogues.items()
    }
    return Assistant(_changed(whole.knowledge, dialogues=few), whole.texts, Morphology())


PARTS: Mapping[str, Without] = {
    "no word forms": _without_forms,
    "no repair of typos": _without_repair,
    "no hints": _without_hints,
    "no neighbours": _without_neighbours,
    "no cues": _without_cues,
    "no examples": _without_examples,
    "few dialogues": _without_dialogues,
}
"""What is left out, and how."""


def hintless(entities: Mapping[str, SomeEntity]) -> dict[str, SomeEntity]:
    """The entities, known by their names only."""
    return {
        id_: entity.model_copy(
            update={
                "recognised_by": entity.recognised_by.model_copy(update={"hints": WordLists()})
            }
        )
        for id_, entity in entities.items()
    }


def _changed(knowledge: Knowledge, **parts: object) -> Knowledge:
    """The knowledge with other parts, built anew: nothing derived from the old ones is kept."""
    return Knowledge.model_construct(**{**dict(knowledge), **parts})


def _figures(verdict: Verdict) -> str:
    figures = (
        f"{verdict.right / verdict.asked:.1%}",
        str(verdict.wrong),
        f"{verdict.false} of {verdict.to_refuse}",
    )
    return "".join(f"{figure:>14}" for figure in figures)


if __name__ == "__main__":
    sys.exit(main())
