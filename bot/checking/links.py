"""Whether the web addresses of the knowledge answer, asked politely."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from knowledge.addresses import Address
from knowledge.finding import Finding

PAUSE = 1.0
"""Seconds between two requests to one host."""

HOSTS_AT_ONCE = 8
LONGEST_WAIT = 15.0
_REDIRECTS = 8
_GONE = (404, 410)
_SERVER_ERRORS = 500
_BUSY = 503  # what asks a program to go away also says so
_AGENT = "LublinClustersBot (link check)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What one address answered: an HTTP status, or None where nobody did."""

    url: str
    status: int | None

    @property
    def is_dead(self) -> bool:
        """Whether a person who opens it would see nothing; a refusal to programs is no sign."""
        if self.status is None or self.status in _GONE:
            return True
        return self.status >= _SERVER_ERRORS and self.status != _BUSY


async def ask_all(
    urls: Iterable[str],
    told: Callable[[Checked], None],
    *,
    pause: float = PAUSE,
    longest_wait: float = LONGEST_WAIT,
) -> dict[str, Checked]:
    """Ask each address once, one at a time to a host, and slowly; `told` hears of each answer."""
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    answers: dict[str, Checked] = {}
    gate = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def ask_host(own: list[str]) -> None:
        async with gate:
            for place, url in enumerate(own):
                if place:
                    await asyncio.sleep(pause)
                answers[url] = await _asked(client, url, pause, longest_wait)
                told(answers[url])

    async with (
        httpx.AsyncClient(
            follow_redirects=True,
            max_redirects=_REDIRECTS,
            timeout=longest_wait,
            headers={"User-Agent": _AGENT},
        ) as client,
        asyncio.TaskGroup() as tasks,
    ):
        for own in by_host.values():
            tasks.create_task(ask_host(own))
    return answers


async def _asked(
    client: httpx.AsyncClient, url: str, pause: float, longest_wait: float
) -> Checked:
    """Where nobody answers the line may have been bad: once more, a little later."""
    status = await _status(client, url, longest_wait)
    if status is None:
        await asyncio.sleep(pause)
        status = await _status(client, url, longest_wait)
    return Checked(url, status)


async def _status(client: httpx.AsyncClient, url: str, longest_wait: float) -> int | None:
    """The status alone: no body is read, so that a large file costs nothing."""
    try:
        async with asyncio.timeout(longest_wait), client.stream("GET", url) as response:
            return response.status_code
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        return None


def findings(of: Iterable[Address], answers: Mapping[str, Checked]) -> list[Finding]:
    """A warning at each place of an address that is dead."""
    found = []
    for address in of:
        answer = answers[address.url]
        if not answer.is_dead:
            continue
        values = {"url": address.url, "status": str(answer.status)}
        rule = "silent-link" if answer.status is None else "dead-link"
        found.append(Finding(address.file, address.path, rule, values))
    return found
