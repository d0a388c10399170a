"""A suggestion is tried on a copy: what breaks nothing is written, the rest is shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.accepting import accept
from bot.app import LEARNED
from bot.assistant import Assistant
from bot.learned_file import fingerprint, write_learned
from bot.rehearsal import Trial
from bot.unanswered import Suggestion
from knowledge.loader import load
from tests.knowledge.small_base import BAKERS, DIALOGUES, OUTSIDE, WEAVERS, Base, small_base

HELD = """\
id: everyday
dialogues:
  - - {say: telefon do piekarzy, means: bakers contact}
    - {say: a telefon do tkaczy, means: weavers contact}
"""


@pytest.fixture
def base(tmp_path: Path, assistant: Assistant) -> Base:
    """A small base of whose dialogues all is understood, with what is learned of it beside it."""
    base = small_base(tmp_path / "knowledge")
    base.write(DIALOGUES, HELD)
    learned = replace(
        assistant.learned, fingerprint=fingerprint(base.folder, load(base.folder, lessons=False))
    )
    write_learned(tmp_path / LEARNED, learned)
    return base


async def tried(suggestion: Suggestion, base: Base, **despite: bool) -> Trial:
    return await accept(suggestion, base.folder, base.folder.parent, **despite)


def alias(file: str, name: str) -> Suggestion:
    return Suggestion("alias", file, ("recognised_by", "aliases", "pl"), name)


async def test_what_breaks_nothing_is_written_and_nothing_else_changes(base: Base) -> None:
    before = base.text(BAKERS)

    trial = await tried(alias(BAKERS, "młynarze"), base)

    assert trial == Trial((), ())
    assert base.text(BAKERS) == before.replace("[piekarze]", "[piekarze, 'młynarze']")


async def test_what_would_break_is_shown_and_written_only_on_demand(base: Base) -> None:
    before = base.text(WEAVERS)
    suggestion = alias(WEAVERS, "piekarze")

    trial = await tried(suggestion, base)

    assert [(one.file, one.dialogue, one.turn, one.say) for one in trial.broken] == [
        (DIALOGUES, 1, 1, "telefon do piekarzy")
    ]
    assert trial.broken[0].means == ("bakers contact",)
    assert trial.broken[0].now != "bakers contact"
    assert base.text(WEAVERS) == before

    await tried(suggestion, base, although_it_breaks=True)

    assert "- 'piekarze'" in base.text(WEAVERS)


async def test_what_the_check_refuses_is_never_written(base: Base) -> None:
    before = base.text(OUTSIDE)
    suggestion = Suggestion("outside", OUTSIDE, ("pl",), "jak się dodzwonić: {name}")

    trial = await tried(suggestion, base, although_it_breaks=True)

    assert "is an example of 'contact' as well" in str(trial.problems[0])
    assert base.text(OUTSIDE) == before
