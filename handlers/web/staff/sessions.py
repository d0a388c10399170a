"""Who is logged in: signed into a cookie, so that every process of the program can read it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from itsdangerous import BadSignature, URLSafeTimedSerializer

LIFE = 10 * 60 * 60
"""Seconds: a day at work."""


@dataclass(frozen=True, slots=True)
class Session:
    """`csrf` stands in every form of the session; before the login nobody `is_staff`."""

    is_staff: bool = False
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(18))


class Sessions:
    """Writes and reads sessions that end after `life` seconds."""

    def __init__(self, key: bytes, life: int = LIFE) -> None:
        self._signer = URLSafeTimedSerializer(
            key, salt="staff", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self.life = life

    def write(self, session: Session) -> str:
        """The session as the value of a cookie."""
        return str(self._signer.dumps([session.is_staff, session.csrf]))

    def read(self, value: str) -> Session | None:
        """The session, unless it is not ours, or over."""
        try:
            is_staff, csrf = self._signer.loads(value, max_age=self.life)
        except BadSignature:
            return None
        return Session(is_staff, csrf)


def session_key(privacy_key: bytes, password: str) -> bytes:
    """The same for all processes and after a restart; another password ends all sessions."""
    return hmac.digest(privacy_key, f"sessions of the staff {password}".encode(), hashlib.sha256)
