import string

import pytest

from bot.texts import load_texts
from knowledge.model import LANGUAGES
from tests.program import ROOT

CHANNELS = ("telegram", "terminal", "web")
BUILT = (
    "telegram.command_",
    "telegram.ask_",
    "telegram.pick_",
    "telegram.vote_",
    "telegram.case_",
    "terminal.explain.way_",
    "terminal.explain.place_",
    "web.error_",
    "terminal.unanswered.reason_",
    "telegram.staff.outcome_",
    "telegram.staff.mark_",
    "telegram.staff.marked_",
    "web.filter_",
    "web.helped_",
    "web.staff.room_",
    "web.staff.failed_",
    "web.staff.outcome_",
    "web.staff.language_",
    "web.staff.reason_",
    "web.staff.line_",
    "web.staff.mark_",
    "web.staff.action_",
    "web.staff.attempt_",
    "web.staff.way_",
    "web.staff.by_",
    "web.staff.level_",
    "web.staff.group_",
    "web.staff.column_",
    "web.staff.chart_",
    "web.staff.version_",
)


def placeholders(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("channel", CHANNELS)
def test_both_languages_say_the_same(channel: str) -> None:
    wordings = load_texts(ROOT / "handlers" / channel / "texts").wordings

    polish, english = (wordings[language] for language in LANGUAGES)
    assert list(polish) == list(english)
    for key, wording in polish.items():
        assert key.startswith(f"{channel}.")
        assert str(wording).strip()
        assert placeholders(wording) == placeholders(english[key]), key


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_wording_is_used(channel: str) -> None:
    files = [*(ROOT / "handlers" / channel).rglob("*")]
    if channel == "terminal":
        files.append(ROOT / "bot" / "editors.py")
    code = "".join(file.read_text() for file in files if file.suffix in (".py", ".html", ".js"))

    for key in load_texts(ROOT / "handlers" / channel / "texts").wordings["pl"]:
        built = (start for start in BUILT if key.startswith(start))
        last = [start.rpartition(".")[2] for start in built]
        assert key in code or any(
            f"{start}{{" in code or f'{start}" ~' in code for start in last
        ), key
