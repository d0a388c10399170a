"""`python -m benchmarks.score FILE`: how many of the labelled questions are answered right."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.asking import Asked, ask_all
from benchmarks.questions import NO_CARD, REFUSAL, QuestionsError, is_right, read_questions
from bot.app import build_assistant
from bot.settings import load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 done, 1 under --fail-under, 2 a file that cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--fail-under", type=float, metavar="SHARE", help="between 0 and 1")
    options = parser.parse_args(arguments)
    try:
        questions = read_questions(options.questions)
    except QuestionsError as error:
        print(error, file=sys.stderr)
        return 2
    today = datetime.now(tz=UTC).date()
    asked = ask_all(build_assistant(load_settings()), questions, today)
    print("\n".join(report(asked)))
    right = sum(is_right(one.question, one.given) for one in asked)
    return int(options.fail_under is not None and right < options.fail_under * len(asked))


def report(asked: Sequence[Asked]) -> list[str]:
    """The table: right answers by language and topic, then the kinds of errors."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for one in asked:
        right = is_right(one.question, one.given)
        for group in ("all", one.question.language, f"  {one.question.expected[0][1]}"):
            groups[group].append(right)
    to_refuse = [one for one in asked if one.question.to_refuse]
    to_answer = [one for one in asked if not one.question.to_refuse]
    missed = [one for one in to_answer if not is_right(one.question, one.given)]
    lines = [_share(group, results) for group, results in sorted(groups.items())]
    lines.append(_share("false answers", [o.given.label[1] not in NO_CARD for o in to_refuse]))
    wrong = [o in missed and o.given.label[1] not in NO_CARD for o in to_answer]
    lines.append(_share("wrong cards", wrong))
    refused = [o in missed and o.given.label == REFUSAL for o in to_answer]
    lines.append(_share("false refusals", refused))
    languages = [o.given.language == o.question.language for o in asked]
    lines.append(_share("right language", languages))
    return lines


def _share(name: str, results: Iterable[bool]) -> str:
    counted = list(results)
    percent = f"{sum(counted) / len(counted):7.1%}" if counted else "      -"
    return f"{name:<24}{sum(counted):>5} /{len(counted):>5}{percent}"


if __name__ == "__main__":
    sys.exit(main())
