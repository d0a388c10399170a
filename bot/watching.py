"""When to look at the knowledge again: after a change, once it is quiet, and now and then."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

_log = logging.getLogger(__name__)

_QUIET, _AT_THE_LATEST = 300, 3_000
"""Milliseconds without a further change, and after which it is looked at all the same."""
_NOW_AND_THEN = 3_000
"""Milliseconds; on some network drives and in some containers no change is ever told."""


async def moments(folder: Path) -> AsyncIterator[None]:
    """Each is a good moment to look; the folder may be missing for a while."""
    while True:
        started_with = _identity(folder)
        try:
            async for _ in awatch(
                folder,
                watch_filter=_is_knowledge,
                step=_QUIET,
                debounce=_AT_THE_LATEST,
                rust_timeout=_NOW_AND_THEN,
                yield_on_timeout=True,
            ):
                yield
                if _identity(folder) != started_with:  # it was replaced: watch the new one
                    break
        except (OSError, RuntimeError) as error:  # no such folder; no more watches to be had
            _log.debug("The knowledge cannot be watched (%s)", type(error).__name__)
            await asyncio.sleep(_NOW_AND_THEN / 1000)
            yield


def _is_knowledge(_: Change, path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.endswith(".yaml") and not name.startswith(".")


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        seen = folder.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
