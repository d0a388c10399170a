"""`python -m benchmarks.reloading`: answers while the knowledge changes every second.

The program runs in a process of its own on a copy of the knowledge and is asked over HTTP at a
steady rate, first without edits, then while a phone and the publisher of its source are changed
together, in two files. An answer with one of them new and the other old is a mixture.
"""

import argparse
import asyncio
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.measuring import percentile
from knowledge.loader import PACKAGED, SOURCES, load
from knowledge.model import PLACEHOLDER
from knowledge.version import files_of

AIM = 2.0
"""How many times as long an answer may take at the 99th percentile."""

_ROOT = Path(__file__).parent.parent
_MARKED_EVERY = 5
_ENTITY, _FILE = "zespol-ds-klastrow", "organisations/zespol-ds-klastrow.yaml"
_MARKED = "telefon do zespołu ds. klastrów"
_PUBLISHER = "Wydawca {number}"


@dataclass
class Figures:
    """What came of the questions of one part."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    mixed: int = 0
    versions: set[str] = field(default_factory=set)


class Editor:
    """Changes two facts together."""

    def __init__(self, folder: Path) -> None:
        fact = next(
            fact
            for fact in load(PACKAGED, lessons=False)
            .organisations[_ENTITY]
            .section("contact")
            .facts
            if fact.phone
        )
        assert fact.phone is not None
        self._files = folder / _FILE, folder / SOURCES
        self._texts = tuple(file.read_text(encoding="utf-8") for file in self._files)
        self._phone, self._source = fact.phone, fact.source[0]

    def write(self, number: int) -> None:
        """The number stands at the end of the phone and of the publisher from now on."""
        entity, sources = self._texts
        phone = f"{self._phone[:-2]}{number:02}"
        entity = entity.replace(self._phone, phone)
        start = sources.index(f"- id: {self._source}\n")
        publisher = re.compile(r"publisher: .*")
        found = publisher.search(sources, start)
        assert found is not None
        line = f"publisher: {_PUBLISHER.format(number=f'{number:02}')}"
        sources = sources[: found.start()] + line + sources[found.end() :]
        for file, text in zip(self._files, (entity, sources), strict=True):
            file.write_text(text, encoding="utf-8")

    def seen(self, answer: str) -> tuple[str, str]:
        """The numbers that an answer shows: of the phone and of the publisher."""
        phone = re.search(re.escape(self._phone[:-2]) + r"(\d\d)", answer)
        publisher = re.search(_PUBLISHER.format(number=r"(\d\d)"), answer)
        return (phone[1] if phone else "", publisher[1] if publisher else "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 when nothing failed and nothing was mixed."""
    parser = argparse.ArgumentParser("python -m benchmarks.reloading", description=__doc__)
    parser.add_argument("--rate", type=float, default=50, help="questions a second")
    parser.add_argument("--seconds", type=float, default=60, help="of each part")
    parser.add_argument("--every", type=float, default=1, help="seconds between edits")
    options = parser.parse_args(arguments)
    return asyncio.run(_measure(options.rate, options.seconds, options.every))


async def _measure(rate: float, seconds: float, every: float) -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "knowledge"
        for path in files_of(PACKAGED):
            target = folder / path.relative_to(PACKAGED)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        editor = Editor(folder)
        editor.write(0)
        async with _program(folder, Path(place)) as address, aiohttp.ClientSession() as session:
            still = await _asked(session, address, editor, rate, seconds)
            editing = asyncio.create_task(_edit(editor, every))
            edited = await _asked(session, address, editor, rate, seconds)
            editing.cancel()
    headings = ("questions", "errors", "mixed", "versions", "p50 ms", "p99 ms", "max ms")
    print(f"{'':<16}" + "".join(f"{heading:>11}" for heading in headings))
    for name, figures in (("without edits", still), ("with edits", edited)):
        shown = [f"{percentile(figures.seconds, share) * 1000:.1f}" for share in (0.5, 0.99, 1)]
        counts = (len(figures.seconds), figures.errors, figures.mixed, len(figures.versions))
        print(f"{name:<16}" + "".join(f"{value:>11}" for value in (*counts, *shown)))
    slower = percentile(edited.seconds, 0.99) / percentile(still.seconds, 0.99)
    print(f"\np99 is {slower:.1f} times as long (aim: {AIM:.0f})")
    return int(bool(edited.errors or edited.mixed))


async def _edit(editor: Editor, every: float) -> None:
    number = 0
    while True:
        number = number % 99 + 1
        await asyncio.to_thread(editor.write, number)
        await asyncio.sleep(every)


async def _asked(
    session: aiohttp.ClientSession, address: str, editor: Editor, rate: float, seconds: float
) -> Figures:
    figures, asking = Figures(), set()
    start = time.perf_counter()
    examples = load(PACKAGED).examples.values()
    texts = [text.replace(PLACEHOLDER, "klaster lotniczy") for one in examples for text in one.pl]
    for number in range(int(rate * seconds)):
        is_marked = number % _MARKED_EVERY == 0
        text = _MARKED if is_marked else texts[number * 7919 % len(texts)]
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asking.add(asyncio.create_task(_ask(session, address, text, due, editor, figures)))
    await asyncio.gather(*asking)
    return figures


async def _ask(
    session: aiohttp.ClientSession,
    address: str,
    text: str,
    due: float,
    editor: Editor,
    figures: Figures,
) -> None:
    body = {"question": text, "lang": "pl"}
    async with session.post(f"{address}/api/v1/ask", json=body) as response:
        answer = await response.text()
    figures.seconds.append(time.perf_counter() - due)
    figures.errors += response.status != 200
    if text == _MARKED:
        phone, publisher = editor.seen(answer)
        figures.versions.add(phone)
        figures.mixed += phone != publisher or not phone


@asynccontextmanager
async def _program(folder: Path, place: Path) -> AsyncIterator[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "KNOWLEDGE_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{place / 'bot.sqlite'}",
        "PORT": "0",
        "QUESTIONS_PER_MINUTE": "1000",
        "TELEGRAM_TOKEN": "",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=place,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            found = re.search(r"(http://\S+)/readyz", line.decode())
            if found:
                yield found[1]
                break
    finally:
        process.terminate()
        await process.wait()


if __name__ == "__main__":
    sys.exit(main())
