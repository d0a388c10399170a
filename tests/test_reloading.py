"""Files are edited while questions come: what is answered, what is taken, who is told."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from weakref import ref

import pytest
import pytest_asyncio

from bot.assistant import Assistant
from bot.cards import Card, Target
from bot.conversation import Conversation, Question
from bot.learned_file import fingerprint
from bot.live import Live, Refused
from bot.metrics import Metrics
from bot.reloading import Reloader
from bot.understanding.morphology import Morphology
from knowledge.loader import load
from knowledge.version import Version, files_of, version_of
from tests.knowledge.small_base import (
    BAKERS,
    EXAMPLES,
    SOURCES,
    WEAVERS,
    Base,
    all_files,
    small_base,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

TODAY = date(2025, 12, 1)
PHONE = "+48 81 466 25 05"
TIMEOUT = 120
FILES = {
    **all_files(),
    "examples/benefits.yaml": "id: benefits\npl: [co mi da klaster]\nen: [what do I gain]\n",
}
"""With examples of three topics there is something to learn."""


@dataclass
class Editors:
    """A folder that is followed, and what its editors and askers see."""

    base: Base
    live: Live
    metrics: Metrics
    told: list[Refused] = field(default_factory=list)
    taken: list[Version] = field(default_factory=list)

    def card(self) -> Card:
        """What is said of how to reach the bakers."""
        asked = Question("telefon do piekarzy", TODAY)
        return self.live.assistant.ask(asked).answer.card

    def number(self, phone: str) -> None:
        """Correct the bakers' number."""
        text = FILES[BAKERS].replace(PHONE, phone)
        self.base.write(BAKERS, text)

    def restore(self) -> None:
        """All files as they were at first, and no others."""
        self.base.folder.mkdir(exist_ok=True)
        for path in files_of(self.base.folder):
            if path.relative_to(self.base.folder).as_posix() not in FILES:
                path.unlink()
        write(self.base.folder)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(TIMEOUT):
            while not condition():  # noqa: ASYNC110 # files, processes and answers tell no event
                await asyncio.sleep(0.01)

    async def settled(self) -> None:
        """What is in the folder answers."""
        version = version_of(self.base.folder)
        await self.until(lambda: self.live.version.id == version.id)

    async def refused(self) -> Refused:
        """What is in the folder is known to be broken."""
        version = version_of(self.base.folder).id
        await self.until(lambda: self.live.refused is not None and self.told != [])
        await self.until(lambda: self.told[-1].version.id == version)
        return self.told[-1]


def write(folder: Path) -> Base:
    base = small_base(folder)
    for file, text in FILES.items():
        base.write(file, text)
    return base


def small_assistant(assistant: Assistant, folder: Path) -> Assistant:
    """One on the small base that has nothing new to learn from it."""
    knowledge = load(folder, lessons=False)
    learned = replace(assistant.learned, fingerprint=fingerprint(folder, knowledge))
    return Assistant(knowledge, assistant.texts, Morphology(), learned)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def followed(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Editors]:
    base = write(tmp_path_factory.mktemp("followed") / "knowledge")
    editors = Editors(base, Live(small_assistant(assistant, base.folder)), Metrics())

    async def taken(version: Version) -> None:
        editors.taken.append(version)

    async def refused(what: Refused) -> None:
        editors.told.append(what)

    reloader = Reloader(
        live=editors.live,
        folder=base.folder,
        kept=tmp_path_factory.mktemp("kept"),
        metrics=editors.metrics,
        on_taken=taken,
        on_refused=refused,
        longest_rest=0,
    )
    following = asyncio.create_task(reloader.run())
    yield editors
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)


@pytest_asyncio.fixture(loop_scope="module")
async def editors(followed: Editors) -> Editors:
    """The followed folder, back in its first state."""
    followed.restore()
    await followed.settled()
    followed.told.clear()
    followed.taken.clear()
    return followed


def shown(card: Card) -> str:
    return " ".join(line.text for line in card.lines)


async def test_what_is_changed_together_is_seen_together(editors: Editors) -> None:
    seen: set[tuple[str, str]] = set()
    for number in ("11", "22", "33"):
        editors.number(PHONE[:-2] + number)
        publisher = FILES[SOURCES].replace("Urząd Miasta", f"Urząd {number}")
        editors.base.write(SOURCES, publisher)

        def asked(expected: str = number) -> bool:
            card = editors.card()
            found = shown(card).partition(PHONE[:-2])[2][:2], card.sources[0].publisher[-2:]
            seen.add(found)
            return found[0] == expected

        await editors.until(asked)

    assert seen == {("05", "ta"), ("11", "11"), ("22", "22"), ("33", "33")}
    await editors.until(lambda: len(editors.taken) == 3)
    assert editors.told == []


async def test_a_broken_file_changes_no_answer_and_staff_are_told_where(editors: Editors) -> None:
    before = editors.live.version
    editors.base.change(BAKERS, '"+48 81 466 25 05"', '"466 25 05"')

    refused = await editors.refused()

    assert [(one.file, one.line) for one in refused.problems] == [(BAKERS, 32)]
    assert editors.live.version == before
    assert PHONE in shown(editors.card())

    editors.number("+48 81 466 25 99")
    await editors.settled()

    assert "+48 81 466 25 99" in shown(editors.card())
    assert editors.live.refused is None
    assert len(editors.told) == 1


async def test_what_is_no_file_of_ours_is_refused_by_name(
    editors: Editors, tmp_path: Path
) -> None:
    clusters = editors.base.folder / "clusters"
    (clusters / "esta.yaml").symlink_to(tmp_path / "nowhere.yaml")
    refused = await editors.refused()

    assert "clusters/esta.yaml:1:1: this is a link to a file outside" in str(refused.problems[0])
    assert PHONE in shown(editors.card())


async def test_a_deleted_folder_changes_no_answer_and_is_followed_again(editors: Editors) -> None:
    shutil.rmtree(editors.base.folder)
    refused = await editors.refused()

    assert "clusters:1:1: the folder is missing or empty" in str(refused.problems[0])
    assert PHONE in shown(editors.card())

    editors.restore()
    await editors.until(lambda: editors.live.refused is None)
    editors.number("+48 81 466 25 98")
    await editors.settled()

    assert "+48 81 466 25 98" in shown(editors.card())


async def test_fifty_files_at_once_harm_nothing(editors: Editors) -> None:
    weavers = editors.base.text(WEAVERS)
    for number in range(50):
        text = weavers.replace("weavers", f"weavers-{number}").replace("Tkaczy", f"T{number}")
        editors.base.write(f"clusters/weavers-{number}.yaml", text)
    await editors.settled()

    assert editors.told == []
    assert len(editors.taken) <= 2, "half of them at most were taken by themselves"
    assert len(editors.live.assistant.knowledge.clusters) == 52


async def test_what_editors_leave_beside_the_files_is_no_knowledge(editors: Editors) -> None:
    clusters = editors.base.folder / "clusters"
    (clusters / ".#bakers.yaml").symlink_to("somebody@somewhere.1234")
    (clusters / "._bakers.yaml").write_bytes(b"\0\5\26\7")
    for name in ("bakers.yaml~", ".bakers.yaml.swp", "4913", "bakers.yaml.bak"):
        (clusters / name).write_text("id: [")
    editors.number("+48 81 466 25 97")
    await editors.settled()

    assert "+48 81 466 25 97" in shown(editors.card())
    assert editors.told == []
    shutil.rmtree(clusters)


async def test_an_old_version_leaves_the_memory_at_once(editors: Editors) -> None:
    editors.card()
    old = ref(editors.live.assistant)
    gc.disable()
    try:
        editors.number("+48 81 466 25 96")
        await editors.settled()
        await editors.until(lambda: old() is None)
    finally:
        gc.enable()


async def test_new_words_answer_at_once_and_new_examples_once_they_are_learned(
    editors: Editors,
) -> None:
    before = editors.live.assistant.learned
    editors.base.change(BAKERS, "pl: [piekarze]", "pl: [piekarze, cukiernicy]")
    editors.base.change(EXAMPLES, "who answers", "whoever answers")
    await editors.settled()
    asked = editors.live.assistant.ask(Question("telefon do cukierników", TODAY))

    assert PHONE in shown(asked.answer.card)

    await editors.until(lambda: editors.live.assistant.learned is not before)

    await editors.until(lambda: not editors.live.is_learning)
    assert editors.live.assistant.learned.fingerprint == fingerprint(
        editors.base.folder, editors.live.assistant.knowledge
    )
    reloads = editors.metrics.text().decode()
    assert 'bot_knowledge_reloads_total{result="learned"}' in reloads


async def test_a_new_topic_answers_once_it_is_learned(editors: Editors) -> None:
    topic = FILES["topics/benefits.yaml"].replace("id: benefits", "id: ovens")
    editors.base.write("topics/ovens.yaml", topic)
    await editors.settled()

    opened = editors.live.assistant.open(Target("ovens"), Conversation(), TODAY)

    assert shown(opened.answer.card) == "Firmy uczą się od siebie."
    assert Target("ovens").topic in {
        one.topic for one in editors.live.assistant.learned.judge.options
    }
