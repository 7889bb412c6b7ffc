"""A PostgreSQL server of the tests' own: durable, on a socket in its own folder, gone after them.

It sorts texts as Chinese readers do, so that nothing may rest on the order of their bytes.
"""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psycopg
import pytest

from tests.fakes.waiting import until

MISSING: Final = "PostgreSQL is missing: apt install postgresql"
_PROGRAMS: Final = "/usr/lib/postgresql"
_USER: Final = "hall"
_URL: Final = f"postgresql://{_USER}@/postgres"
_STARTS_IN_S: Final = 30.0
_ENDS_IN_S: Final = 20.0
_SORTS_AS_CHINESE: Final = (
    "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN",
)  # fmt: skip
_SETTINGS: Final = ("listen_addresses=", "fsync=on", "synchronous_commit=on", "shared_buffers=32MB")


def is_installed() -> bool:
    """Whether there is a server to be started."""
    return any(Path(_PROGRAMS).glob("*/bin/postgres"))


def program(name: str) -> Path:
    """One of the server's programs, of the newest version; skips the test without it."""
    found = [each / "bin" / name for each in Path(_PROGRAMS).glob("*")]
    there = sorted((each for each in found if each.exists()), key=lambda each: each.parts[-3])
    return there[-1] if there else pytest.skip(MISSING)


@dataclass
class Server:
    """A server that may be stopped hard and started again."""

    folder: Path
    user: list[str]
    """What runs a program as somebody who may run a server, and ends it with us."""
    process: "subprocess.Popen[bytes] | None" = None
    _names: Iterator[int] = field(default_factory=lambda: count(1))

    def new_store(self) -> str:
        """The URL of an empty store: a schema of its own."""
        name = f"hall_{next(self._names)}"
        with self._connect() as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{_URL}?host={self.folder}&options=-csearch_path%3D{name}"

    def initialise(self) -> None:
        """Make the server's files."""
        words = [*self.user, f"{program('initdb')}", "-D", f"{self.folder}/data", "-U", _USER]
        subprocess.run(
            [*words, "--auth=trust", "--no-sync", *_SORTS_AS_CHINESE],
            check=True,
            capture_output=True,
            cwd=self.folder,
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [word for each in _SETTINGS for word in ("-c", each)]
        where = ["-D", f"{self.folder}/data", "-k", f"{self.folder}", *settings]
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.user, f"{program('postgres')}", *where],
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until(self._answers, "the server answers", _STARTS_IN_S)

    def kill(self) -> None:
        """End it at once, as a crash does; what it had acknowledged is in its log."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(_ENDS_IN_S)

    def end_sessions(self) -> None:
        """Cut every connection, as an administrator or a network does."""
        with self._connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid()"
            )

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            f"host={self.folder} user={_USER} dbname=postgres", autocommit=True, connect_timeout=5
        )


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A running server."""
    program("postgres")
    with TemporaryDirectory(prefix="hall-pg-", ignore_cleanup_errors=True) as name:
        server = Server(Path(name), _as_somebody(Path(name)))
        server.initialise()
        try:
            server.start()
            yield server
        finally:
            server.kill()


def _as_somebody(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; whoever runs it ends it by ending."""
    setpriv = [shutil.which("setpriv") or "/usr/bin/setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return setpriv
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return [*setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
