"""Hot reload: a changed knowledge is checked and built aside, then taken whole.

What the running program answers from is `Live.assistant`, which is replaced in one step. A version
with errors changes nothing. What only learning can tell (new examples) is learned afterwards in a
process of its own; until then the new version answers with what was learned before.
"""

import asyncio
import contextlib
import logging
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot import apart
from bot.app import FORMS, LEARNED, Rebuilt, rebuild, relearned
from bot.learned_file import fits, read_learned
from bot.live import Live, Refused
from bot.metrics import Metrics
from bot.snapshots import Signature, copy_when_still, signature
from bot.understanding.learning import Learned
from bot.watching import moments
from knowledge.problem import Problem
from knowledge.version import Version, version_of

_log = logging.getLogger(__name__)

_GRACE = 2.0
"""Seconds after which errors are believed: until then somebody may just be writing the file."""
_AGAIN = 30.0
"""Seconds after which what failed without the editors' fault is tried again."""
_GLANCE = 2.0


@dataclass
class Reloader:
    """Follows the files of `folder` into `live`, for as long as `run` runs.

    `on_taken` and `on_refused` are told what happened. What was learned is kept in `kept` for the
    next start. A rest as long as a reload took follows it, `longest_rest` seconds at most, so that
    half of the time is the answers' own.
    """

    live: Live
    folder: Path
    kept: Path
    metrics: Metrics
    on_taken: Callable[[Version], Awaitable[None]]
    on_refused: Callable[[Refused], Awaitable[None]]
    longest_rest: float = 10.0
    _place: Path = field(init=False)
    _seen: Signature | None = field(default=None, init=False)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _numbers: "count[int]" = field(default_factory=count, init=False)
    _current: tuple[Path, str] | None = field(default=None, init=False)
    """Copy and fingerprint of the version that is live, once one has been taken."""
    _learning: asyncio.Task[None] | None = field(default=None, init=False)
    _asked: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    async def run(self) -> None:
        """Follow the files for ever; without a place for copies they are not followed."""
        try:
            await self._run()
        except OSError as error:
            _log.warning("Changes of the knowledge are not followed (%s)", error.strerror)
            self.metrics.reloads.labels("failed").inc()
            await asyncio.Event().wait()

    async def _run(self) -> None:
        with tempfile.TemporaryDirectory(prefix="knowledge-", ignore_cleanup_errors=True) as place:
            self._place = Path(place)
            try:
                await self._look()  # it may have changed while the program started
                async for _ in moments(self.folder):
                    await self._look()
            finally:
                await self._stop_learning()

    def look_now(self) -> None:
        """Look again at once, also at what was refused before."""
        self._seen = self.live.refused = None
        task = asyncio.create_task(self._look())
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    async def _look(self) -> None:
        async with self._lock:
            started = time.monotonic()
            try:
                is_taken = await self._follow()
            except Exception as error:  # whatever it is, the live version goes on answering
                _log.warning(
                    "The changed knowledge is not taken; trying again in %.0f s (%s: %s)",
                    _AGAIN,
                    type(error).__name__,
                    error,
                )
                self.metrics.reloads.labels("failed").inc()
                self._seen = None
                await asyncio.sleep(_AGAIN)
                return
            if is_taken:
                await asyncio.sleep(min(time.monotonic() - started, self.longest_rest))

    async def _follow(self) -> bool:
        """Whether a new version has been taken."""
        if await asyncio.to_thread(signature, self.folder) == self._seen:
            return False
        copy = self._place / str(next(self._numbers))
        self._seen = await copy_when_still(self.folder, copy)
        try:
            is_taken = await self._judge(copy)
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        if not is_taken:
            await asyncio.to_thread(shutil.rmtree, copy)
        return is_taken

    async def _judge(self, copy: Path) -> bool:
        """Take the copy, or say why not; False when it is not needed any more."""
        version = await asyncio.to_thread(version_of, copy)
        if version.id == self.live.version.id:
            if self.live.refused is not None:
                _log.info("The knowledge is back at version %s, which is live", version.id)
            self.live.refused = None
            return False
        refused = self.live.refused
        if refused is not None and refused.version.id == version.id:
            return False
        problems = await apart.check(copy)
        if not problems:
            return await self._take(copy, version)
        await asyncio.sleep(_GRACE)
        if await self._is_outdated():
            self._seen = None
        else:
            await self._refuse(version, problems)
        return False

    async def _refuse(self, version: Version, problems: tuple[Problem, ...]) -> None:
        self.live.refused = Refused(version, datetime.now(UTC), problems)
        self.metrics.reloads.labels("refused").inc()
        _log.warning(
            "Version %s of the knowledge has %d errors and is not taken; version %s stays. %s",
            version.id,
            len(problems),
            self.live.version.id,
            problems[0],
        )
        await self.on_refused(self.live.refused)

    async def _take(self, copy: Path, version: Version) -> bool:
        rebuilt = await self._rebuilt(copy, self.live.assistant.learned)
        if rebuilt.assistant is None:
            learned = await self._learned_first(copy, rebuilt.fingerprint)
            rebuilt = await self._rebuilt(copy, learned) if learned else rebuilt
        if rebuilt.assistant is None:
            self._seen = None  # it has changed meanwhile
            return False
        self.live.take(rebuilt.assistant)
        self.live.refused = None
        self.metrics.reloads.labels("taken").inc()
        _log.info("Version %s of the knowledge answers now", version.id)
        if self._current is not None:
            await asyncio.to_thread(shutil.rmtree, self._current[0])
        self._current = copy, rebuilt.fingerprint
        if self._learning is None or self._learning.done():
            self._learning = asyncio.create_task(self._learn_beside())
        await self.on_taken(version)
        return True

    async def _rebuilt(self, copy: Path, learned: Learned) -> Rebuilt:
        texts = self.live.assistant.texts
        return await asyncio.to_thread(rebuild, copy, learned, texts, self.kept)

    async def _is_outdated(self) -> bool:
        return await asyncio.to_thread(signature, self.folder) != self._seen

    async def _learned_first(self, copy: Path, fingerprint: str) -> Learned | None:
        """What a version teaches that cannot answer without it; None once it has changed again."""
        await self._stop_learning()
        _log.info("The topics have changed: the new knowledge answers once it has been learned")
        self.live.is_learning = True
        learning = asyncio.create_task(self._learn(copy, fingerprint))
        try:
            while not learning.done():
                await asyncio.wait([learning], timeout=_GLANCE)
                if not learning.done() and await self._is_outdated():
                    return None
            return learning.result()
        finally:
            self.live.is_learning = False
            await _cancelled(learning)

    async def _learn_beside(self) -> None:
        """Learn until what is live has learned all that it can."""
        try:
            while self._current is not None:
                copy, fingerprint = self._current
                if self.live.assistant.learned.fingerprint == fingerprint:
                    return
                self.live.is_learning = True
                learned = await self._learn(copy, fingerprint)
                async with self._lock:
                    if fits(learned, self.live.assistant.knowledge):
                        self.live.take(
                            await asyncio.to_thread(
                                relearned, self.live.assistant, learned, self.kept
                            )
                        )
                        self.metrics.reloads.labels("learned").inc()
                        _log.info("Version %s has been learned", self.live.version.id)
        except Exception as error:
            self.metrics.reloads.labels("failed").inc()
            _log.warning("Nothing new is learned (%s: %s)", type(error).__name__, error)
        finally:
            self.live.is_learning = False

    async def _learn(self, copy: Path, fingerprint: str) -> Learned:
        own = self._place / f"lessons-{next(self._numbers)}"
        try:
            await asyncio.to_thread(shutil.copytree, copy, own / "knowledge")
            with contextlib.suppress(OSError):
                await asyncio.to_thread(shutil.copy, self.kept / FORMS, own / FORMS)
            await apart.learn(own / "knowledge", own)
            learned = await asyncio.to_thread(read_learned, own / LEARNED, fingerprint)
            if learned is None:
                raise apart.ApartError("what was learned is of another knowledge")
            await asyncio.to_thread(_keep, own / LEARNED, self.kept / LEARNED)
            return learned
        finally:
            shutil.rmtree(own, ignore_errors=True)

    async def _stop_learning(self) -> None:
        if self._learning is not None:
            await _cancelled(self._learning)


def _keep(file: Path, kept: Path) -> None:
    """For the next start; a disk that takes nothing only costs time then."""
    fresh = kept.with_suffix(".fresh")
    with contextlib.suppress(OSError):
        shutil.copy(file, fresh)
        fresh.replace(kept)


async def _cancelled(task: asyncio.Task[object]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
