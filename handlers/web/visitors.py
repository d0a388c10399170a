"""How much a visitor may ask: by conversation, and by the address that the request came from.

The addresses are kept nowhere: their hashes, with a key of this process, stay in memory, and only
while they count.
"""

import hashlib
import ipaddress
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.limits import Bucket, Verdict, full, seconds_to_wait, take

_OF_AN_ADDRESS = 3
"""So many times as much as one person may an address ask: offices and schools share one."""
_MOST_KNOWN = 50_000
_MINUTE = 60_000
"""Milliseconds in which an empty bucket is full again."""
_IPV6_NETWORK = 64
"""Bits of an address that a provider gives to one household."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a request comes from; without a conversation one begins."""

    address: str | None
    conversation: str | None = None


class Visitors:
    """The limits of this process."""

    def __init__(self, per_minute: int, now: Callable[[], int]) -> None:
        self._per_minute = per_minute
        self._key = secrets.token_bytes()
        self._now = now
        self._buckets: OrderedDict[bytes | str, Bucket] = OrderedDict()

    def seconds_to_wait(self, visitor: Visitor) -> int:
        """Count a request: 0 when it may be answered, else after how many seconds the next may."""
        waits = [
            self._take(key, per_minute)
            for key, per_minute in (
                (self._address_key(visitor.address), _OF_AN_ADDRESS * self._per_minute),
                (visitor.conversation, self._per_minute),
            )
            if key is not None
        ]
        return max(waits, default=0)

    def _address_key(self, address: str | None) -> bytes | None:
        if address is None:
            return None
        return hashlib.blake2b(_network(address), digest_size=16, key=self._key).digest()

    def _take(self, key: bytes | str, per_minute: int) -> int:
        now = self._now()
        bucket = self._buckets.get(key) or full(per_minute, now)
        bucket, verdict = take(bucket, per_minute, now)
        self._buckets[key] = bucket
        self._buckets.move_to_end(key)
        self._let_go(now)
        return 0 if verdict is Verdict.ANSWER else seconds_to_wait(bucket, per_minute)

    def _let_go(self, now: int) -> None:
        """Forget those who may ask as much as somebody new, the oldest first."""
        oldest = next(iter(self._buckets.values()))
        while now - oldest.at >= _MINUTE or len(self._buckets) > _MOST_KNOWN:
            self._buckets.popitem(last=False)
            oldest = next(iter(self._buckets.values()))


def _network(address: str) -> bytes:
    """What is counted as one: an IPv4 address, or the network of an IPv6 one."""
    if ":" not in address:
        return address.encode()
    try:
        ip = ipaddress.IPv6Address(address)
    except ValueError:  # a socket of this machine
        return address.encode()
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped).encode()
    return ip.packed[: _IPV6_NETWORK // 8]
