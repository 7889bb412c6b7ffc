"""A simulated line behind a serial server: raw TCP, as port 9100 is, or RFC 2217."""

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import serial
from serial.rfc2217 import PortManager

from devices.driver import Driver
from devices.line import Line
from devices.link import SerialLink
from hall.bus.messages import Command
from simulators.wire import Wire

TICK_S = 0.01


class Pipe:
    """How bytes are carried in raw TCP: as they are."""

    def taken(self, data: bytes) -> bytes:
        return data

    def given(self, data: bytes) -> bytes:
        return data


class Telnet(Pipe):
    """How RFC 2217 carries them; speed and flow control are told to a port of its own."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer
        self._port = serial.serial_for_url("loop://", timeout=0)
        self._manager = PortManager(cast("Any", self._port), cast("Any", self))

    def write(self, data: bytes) -> None:
        """The port manager answers the client."""
        self._peer.sendall(data)

    def taken(self, data: bytes) -> bytes:
        return b"".join(self._manager.filter(data))

    def given(self, data: bytes) -> bytes:
        return b"".join(self._manager.escape(data))


def _listen() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@dataclass(slots=True)
class SerialServer:
    """One line of machines behind a network address; `cut` breaks the connection."""

    wire: Wire
    scheme: str
    lock: threading.RLock = field(default_factory=threading.RLock)
    plugged: bool = True
    _listening: socket.socket = field(default_factory=_listen)
    _stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self._listening.getsockname()[1]}"

    def run(self) -> None:
        """Serve one client after another until `stop`."""
        with self._listening:
            while not self._stopping.wait(0 if self.plugged else TICK_S):
                if self.plugged and select.select([self._listening], [], [], TICK_S)[0]:
                    peer, _ = self._listening.accept()
                    with peer:
                        self._serve(peer, Telnet(peer) if self.scheme == "rfc2217" else Pipe())

    def pull(self) -> None:
        """Break the connection, and take no other."""
        self.plugged = False

    def put_back(self) -> None:
        """Take connections again."""
        self.plugged = True

    def stop(self) -> None:
        self._stopping.set()

    def _serve(self, peer: socket.socket, pipe: Pipe) -> None:
        last_s = time.monotonic()
        while self.plugged and not self._stopping.is_set():
            came = bool(select.select([peer], [], [], TICK_S)[0])
            with self.lock:
                if came and not self._take(peer, pipe):
                    return
                now_s = time.monotonic()
                self.wire.tick(now_s - last_s, now_s - last_s)
                last_s = now_s
                peer.sendall(pipe.given(self.wire.drain()))

    def _take(self, peer: socket.socket, pipe: Pipe) -> bool:
        """Carry what the client has sent to the machines; False when it has gone."""
        room = self.wire.room()
        if not room:
            return not self._stopping.wait(TICK_S)
        try:
            data = peer.recv(room)
        except ConnectionResetError:
            return False
        self.wire.feed(pipe.taken(data))
        return bool(data)


@dataclass(frozen=True, slots=True)
class RemoteStage:
    """A line with its driver at one end and a serial server with machines at the other."""

    line: Line
    driver: Driver
    server: SerialServer

    def obey(self, device: str, command: Command) -> None:
        """A command of the hall, as the gateway hands it on."""
        self.line.errand(lambda now_s: self.driver.obey(device, command, now_s))


@contextmanager
def remote_stage(scheme: str, driver: Driver, wire: Wire) -> Iterator[RemoteStage]:
    """Everything started; afterwards everything stopped."""
    server = SerialServer(wire, scheme)
    serving = threading.Thread(target=server.run)
    serving.start()
    line = Line("remote", SerialLink(server.address, baud=9600), driver)
    line.start()
    try:
        yield RemoteStage(line, driver, server)
    finally:
        line.stop()
        server.stop()
        serving.join()
