"""Lets a technician watch the lines of a running gateway: every byte is told to whoever listens.

The gateway holds its ports for itself, so the bytes come from it, over a socket of this machine
that its own user alone can open. A watcher that is too slow loses bytes and delays nobody. What
must not live here: what the bytes mean (see `spelling`).
"""

import json
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devices.link import Link
from hall.errors import ConfigError

HELD: Final = 1000
SOCKET_MODE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Heard:
    """Some bytes of a line; `sent` by the gateway, else by a device; seconds since 1970."""

    at_s: float
    line: str
    sent: bool
    data: bytes

    def to_json(self) -> bytes:
        """One line of text."""
        raw = {"at": self.at_s, "line": self.line, "sent": self.sent, "hex": self.data.hex()}
        return json.dumps(raw).encode() + b"\n"

    @classmethod
    def from_json(cls, line: bytes) -> "Heard":
        """Read it back; raises `ValueError` or `KeyError`."""
        raw = json.loads(line)
        return cls(raw["at"], raw["line"], raw["sent"], bytes.fromhex(raw["hex"]))


class Tap:
    """Where the lines tell their bytes, and watchers listen."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._watchers: set[queue.Queue[Heard | None]] = set()
        self._lock = threading.Lock()
        self._server: socket.socket | None = None

    def start(self) -> None:
        """Listen for watchers; raises `ConfigError` where no socket can be made."""
        self._path.unlink(missing_ok=True)
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            server.bind(str(self._path))
        except OSError as error:
            server.close()
            raise ConfigError(f"{self._path}: no socket can be made: {error}") from error
        self._path.chmod(SOCKET_MODE)
        server.listen()
        self._server = server
        threading.Thread(target=self._accept, args=(server,), name="tap", daemon=True).start()

    def stop(self) -> None:
        """Let every watcher go."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
            self._path.unlink(missing_ok=True)
        with self._lock:
            for watcher in self._watchers:
                _put(watcher, None)

    def tell(self, line: str, data: bytes, *, sent: bool) -> None:
        """Some bytes went over a line; costs next to nothing while nobody watches."""
        if not self._watchers or not data:
            return
        heard = Heard(time.time(), line, sent, data)
        with self._lock:
            for watcher in self._watchers:
                _put(watcher, heard)

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return  # the tap was stopped
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        mine: queue.Queue[Heard | None] = queue.Queue(HELD)
        with self._lock:
            self._watchers.add(mine)
        try:
            with connection:
                while (heard := mine.get()) is not None:
                    connection.sendall(heard.to_json())
        except OSError:
            pass  # the watcher has gone
        finally:
            with self._lock:
                self._watchers.discard(mine)


def _put(watcher: "queue.Queue[Heard | None]", heard: Heard | None) -> None:
    with suppress(queue.Full):
        watcher.put_nowait(heard)


def follow(path: Path) -> Iterator[Heard]:
    """What a running gateway's lines carry, until it stops; raises `ConfigError` when none runs."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tap:
        try:
            tap.connect(str(path))
        except OSError as error:
            raise ConfigError(
                f"{path}: no gateway runs with this file ({error.strerror}): "
                "start it by `hall-devices run`"
            ) from error
        with tap.makefile("rb") as lines:
            for line in lines:
                yield Heard.from_json(line)


class TappedLink:
    """A link that tells every byte."""

    def __init__(self, link: Link, line: str, tap: Tap) -> None:
        self._link = link
        self._line = line
        self._tap = tap

    def open(self) -> None:
        """Open the line; raises `LinkError`."""
        self._link.open()

    def close(self) -> None:
        """Close the line."""
        self._link.close()

    def read(self, timeout_s: float) -> bytes:
        """What has come; raises `LinkError`."""
        data = self._link.read(timeout_s)
        self._tap.tell(self._line, data, sent=False)
        return data

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of it; raises `LinkStalled`."""
        self._tap.tell(self._line, data, sent=True)
        self._link.write(data, timeout_s)

    def wake(self) -> None:
        """Make a waiting `read` return now."""
        self._link.wake()
