"""What can go wrong with the database, told apart and put into words for an operator.

The words never hold a password, nor what a statement was about: questions of people may be in it.
"""

import errno
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StoreError(Exception):
    """The store cannot be used; one sentence says what is wrong, where, and what to do."""


class Fault(Enum):
    """The kinds of trouble."""

    LOCKED = auto()
    AWAY = auto()
    CUT = auto()
    CROWDED = auto()
    FULL = auto()
    DAMAGED = auto()
    READ_ONLY = auto()
    NO_FOLDER = auto()
    UNOPENED = auto()
    REFUSED = auto()
    UNKNOWN_DATABASE = auto()
    FORBIDDEN = auto()
    UNTRUSTED = auto()
    OTHER = auto()


_PASSING = {Fault.LOCKED, Fault.AWAY, Fault.CUT, Fault.CROWDED, Fault.FULL}

_FILE_SENTENCES = {
    Fault.LOCKED: "{place} is locked: stop the other program that keeps it open.",
    Fault.CROWDED: "{place} is asked too much at once: try again later.",
    Fault.FULL: "{place} cannot grow, its disk is full: make room there.",
    Fault.DAMAGED: "{place} is damaged or no SQLite database ({reason}): stop the bot, move the "
    "file away, and put a backup in its place.",
    Fault.READ_ONLY: "{place} cannot be written ({reason}): let the bot's user write the file and "
    "its folder.",
    Fault.NO_FOLDER: "{place} cannot be made, its folder is missing: make the folder, or mend "
    "DATABASE_URL.",
    Fault.UNOPENED: "{place} cannot be opened ({reason}): let the bot's user read and write the "
    "file and its folder, or mend DATABASE_URL.",
}
_FILE_OTHER = "{place} failed ({reason}): look into the log, and report it."

_SERVER_SENTENCES = {
    Fault.LOCKED: "{place} made this wait too long for others: try again later.",
    Fault.AWAY: "{place} cannot be reached ({reason}): see whether it runs, and whether host and "
    "port in DATABASE_URL are right.",
    Fault.CUT: "{place} cut the connection ({reason}): see whether it runs.",
    Fault.CROWDED: "{place} has no connection left: raise its max_connections, or stop what else "
    "uses it.",
    Fault.FULL: "{place} cannot write, its disk is full: make room there.",
    Fault.DAMAGED: "{place} finds its data damaged ({reason}): put a backup back.",
    Fault.READ_ONLY: "{place} takes no writes: point DATABASE_URL to the primary server.",
    Fault.REFUSED: "{place} refuses the user '{user}': mend the user and password in "
    "DATABASE_URL.",
    Fault.UNKNOWN_DATABASE: "{place} has no database '{database}': create it, or mend "
    "DATABASE_URL.",
    Fault.FORBIDDEN: "{place} forbids something to the user '{user}': make that user the owner "
    "of the database '{database}'.",
    Fault.UNTRUSTED: "{place} cannot be spoken to in secret ({reason}): mend its certificate, or "
    "sslmode in DATABASE_URL.",
}
_SERVER_OTHER = "{place} failed ({reason}): look into the log, and report it."

_SENTENCES = {
    "sqlite": (_FILE_SENTENCES, _FILE_OTHER),
    "postgresql": (_SERVER_SENTENCES, _SERVER_OTHER),
}

_SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.UNOPENED,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html; the longest beginning counts.
_POSTGRESQL = {
    "08": Fault.CUT,
    "25006": Fault.READ_ONLY,
    "28": Fault.REFUSED,
    "3D000": Fault.UNKNOWN_DATABASE,
    "40001": Fault.LOCKED,
    "40P01": Fault.LOCKED,
    "42501": Fault.FORBIDDEN,
    "53100": Fault.FULL,
    "53300": Fault.CROWDED,
    "55P03": Fault.LOCKED,
    "57014": Fault.LOCKED,
    "57P": Fault.CUT,
    "57P03": Fault.AWAY,  # it is starting up or shutting down
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
}

_FILES = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.ENOENT: Fault.NO_FOLDER,
    errno.ENOTDIR: Fault.NO_FOLDER,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EPERM: Fault.READ_ONLY,
}


def fault_of(error: BaseException) -> Fault:
    """What kind of trouble an error of SQLAlchemy, of a driver or of the system is."""
    if isinstance(error, StoreError) and error.__cause__ is not None:
        return fault_of(error.__cause__)
    if isinstance(error, PoolTimeoutError):
        return Fault.CROWDED
    cause = _raised_by_driver(error)
    if isinstance(cause, sqlite3.Error):
        return _fault_of_sqlite(cause)
    if isinstance(cause, OSError):
        return _fault_of_system(cause)
    state = _state(cause)
    for length in (5, 3, 2):
        if state[:length] in _POSTGRESQL:
            return _POSTGRESQL[state[:length]]
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Fault.CUT
    return Fault.OTHER


def is_passing(error: BaseException) -> bool:
    """Whether the same may work a little later: locked, away, cut off, crowded or disk full."""
    return fault_of(error) in _PASSING


def explained(error: BaseException, url: URL) -> StoreError:
    """The sentence about this error on the database at `url`; an explained one stays as it is."""
    if isinstance(error, StoreError):
        return error
    fault = fault_of(error)
    sentences, other = _SENTENCES[url.get_backend_name()]
    template = sentences.get(fault, other)
    return StoreError(
        template.format(
            place=place(url),
            reason=_reason(error, fault),
            user=url.username or "",
            database=url.database or url.username or "",
        )
    )


def place(url: URL) -> str:
    """Which file or server that is, as the beginning of a sentence."""
    if url.get_backend_name() == "sqlite":
        return f"The database file {Path(url.database or '').absolute()}"
    return f"The PostgreSQL server at {url.host or 'localhost'}:{url.port or 5432}"


@contextmanager
def explaining(url: URL) -> Iterator[None]:
    """Turn what the database at `url` raises inside into sentences.

    Raises:
        StoreError: in place of an error of SQLAlchemy, of a driver or of the system.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise explained(error, url) from error


def _raised_by_driver(error: BaseException) -> BaseException:
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig
    return error


def _fault_of_sqlite(error: sqlite3.Error) -> Fault:
    code = getattr(error, "sqlite_errorcode", None)  # missing where Python itself complains
    if code is None:
        return Fault.OTHER
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # no room for the index of the write-ahead log
        return Fault.FULL
    return _SQLITE.get(code & 0xFF, Fault.OTHER)


def _fault_of_system(error: OSError) -> Fault:
    if error.filename is not None:  # the file of SQLite; a socket has no name here
        return _FILES.get(error.errno or 0, Fault.UNOPENED)
    if isinstance(error, ssl.SSLCertVerificationError) or "SSL upgrade" in str(error):
        return Fault.UNTRUSTED
    return Fault.AWAY


def _state(error: BaseException) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def _reason(error: BaseException, fault: Fault) -> str:
    cause = _raised_by_driver(error)
    if isinstance(cause, OSError):
        return cause.strerror or str(cause) or type(cause).__name__
    if fault is Fault.OTHER:  # its message may repeat what people wrote
        name = type(cause.__cause__ or cause).__name__
        return " ".join(filter(None, [name, _state(cause)]))
    return str(cause.__cause__ or cause).partition("\n")[0]
