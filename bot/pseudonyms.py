"""Names for people and chats that tell nobody who they are without the key."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

_BYTES = 16


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Keyed hashes: the same id of the same channel gets the same name for as long as the key."""

    key: bytes = field(repr=False)

    def of(self, channel: str, id: int | str) -> str:  # noqa: A002 - the word of the channels
        """22 characters for URLs: 128 bits of HMAC-SHA256. An id is its text: 7 is "7"."""
        message = f"{len(channel)}:{channel}:{id}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(self.key, message, hashlib.sha256)[:_BYTES]
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
