"""The password of the staff, of which only a hash is kept in memory."""

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_HASHED = "$argon2"


class Password:
    """Told as it is or as an argon2 hash; a guess takes as long whether it is right or wrong."""

    def __init__(self, secret: str) -> None:
        self._hasher = PasswordHasher()
        self._hash = secret if secret.startswith(_HASHED) else self._hasher.hash(secret)

    def fits(self, guess: str) -> bool:
        """Whether this is the password; takes some 50 ms and 64 MB, on purpose."""
        try:
            return self._hasher.verify(self._hash, guess)
        except VerifyMismatchError:
            return False
