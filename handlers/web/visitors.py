"""How much a visitor may ask: by conversation, and by the address that the request came from.

The addresses are kept nowhere: their keyed hashes stay in memory, and only while they count.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.limits import Bucket, Verdict, full, seconds_to_wait, take
from bot.pseudonyms import Pseudonyms

_OF_AN_ADDRESS = 3
"""So many times as much as one person may an address ask: offices and schools share one."""
_MOST_KNOWN = 50_000
_IPV6_NETWORK = 64
"""Bits of an address that a provider gives to one household."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a request comes from; without a conversation one begins."""

    address: str | None
    conversation: str | None = None


class Visitors:
    """The limits of this process."""

    def __init__(self, per_minute: int, pseudonyms: Pseudonyms, now: Callable[[], int]) -> None:
        self._per_minute = per_minute
        self._pseudonyms = pseudonyms
        self._now = now
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

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

    def _address_key(self, address: str | None) -> str | None:
        return address and self._pseudonyms.of("address", _network(address))

    def _take(self, key: str, per_minute: int) -> int:
        now = self._now()
        bucket = self._buckets.get(key) or full(per_minute, now)
        bucket, verdict = take(bucket, per_minute, now)
        self._buckets[key] = bucket
        self._buckets.move_to_end(key)
        if len(self._buckets) > _MOST_KNOWN:
            self._buckets.popitem(last=False)
        return 0 if verdict is Verdict.ANSWER else seconds_to_wait(bucket, per_minute)


def _network(address: str) -> str:
    """What is counted as one: an IPv4 address, or the network of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # a socket of this machine
        return address
    if ip.version == 6:
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip), _IPV6_NETWORK), strict=False))
    return str(ip)
