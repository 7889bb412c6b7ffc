"""Links over real sockets and ptys: bounded reads and writes, and losses told as `LinkError`."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest
import serial
from serial.rfc2217 import PortManager

from devices.errors import LinkError, LinkStalled
from devices.link import EchoedLink, SerialLink
from simulators.machine import Machine
from simulators.pad_ff68 import SimulatedPad
from simulators.pty import Ports, PtyPort
from simulators.wire import Wire


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        yield listening


def address(server: socket.socket, scheme: str = "socket") -> str:
    return f"{scheme}://127.0.0.1:{server.getsockname()[1]}"


def flood(link: SerialLink) -> None:
    """More bytes than all buffers on the way hold."""
    for _ in range(200):
        link.write(bytes(100_000), 0.2)


def test_a_serial_server_on_the_network_is_a_link(server: socket.socket) -> None:
    """`socket://` carries bytes both ways."""
    link = SerialLink(address(server), baud=9600)
    link.open()
    peer, _ = server.accept()
    with peer:
        link.write(b"ping", 1)
        assert peer.recv(10) == b"ping"
        peer.sendall(b"pong")
        assert link.read(5) == b"pong"
    link.close()


def test_a_server_that_goes_away_is_a_lost_link(server: socket.socket) -> None:
    """The end of the connection is no silence."""
    link = SerialLink(address(server), baud=9600)
    link.open()
    peer, _ = server.accept()
    peer.close()
    with pytest.raises(LinkError):
        link.read(5)
    link.close()


def test_a_network_port_that_takes_nothing_stalls(server: socket.socket) -> None:
    """Writing ends within its time-out."""
    link = SerialLink(address(server), baud=9600)
    link.open()
    peer, _ = server.accept()
    with peer, pytest.raises(LinkStalled):
        flood(link)
    link.close()


class _Remote(Thread):
    """A port behind RFC 2217: a loop-back port, served to one client."""

    def __init__(self, server: socket.socket) -> None:
        super().__init__()
        self._server = server

    def write(self, data: bytes) -> None:
        """The port manager answers the client."""
        self._peer.sendall(data)

    def run(self) -> None:
        self._peer, _ = self._server.accept()
        with self._peer, serial.serial_for_url("loop://", timeout=0) as port:
            manager = PortManager(cast("Any", port), cast("Any", self))
            while data := self._peer.recv(1024):
                port.write(b"".join(manager.filter(data)))
                self._peer.sendall(b"".join(manager.escape(port.read(1024))))


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
def test_a_port_behind_rfc_2217_is_a_link(server: socket.socket) -> None:
    """The remote port is opened with our speed, and carries bytes both ways."""
    remote = _Remote(server)
    remote.start()
    link = SerialLink(address(server, "rfc2217"), baud=19200)
    link.open()
    link.write(b"around", 1)
    assert link.read(5)[:1] == b"a"
    link.close()
    remote.join(10)
    assert not remote.is_alive()


def test_a_port_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Opening names the port."""
    with pytest.raises(LinkError, match="missing cannot be opened"):
        SerialLink(str(tmp_path / "missing"), baud=9600).open()


@pytest.mark.parametrize("act", ["read", "write"])
def test_a_closed_link_is_told(act: str) -> None:
    """Nothing is read from or written to a link that is not open; closing twice is nothing."""
    link = SerialLink("loop://", baud=9600)
    link.close()
    with pytest.raises(LinkError, match="not open"):
        link.read(0) if act == "read" else link.write(b"x", 1)
    link.wake()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[PtyPort]:
    """A pty with a machine that is not served, so that it takes nothing."""
    machine: Machine = SimulatedPad(1)
    ports = Ports(tmp_path)
    yield ports.add("line", Wire([machine]))
    ports.stop()


def test_a_serial_port_that_takes_nothing_stalls(port: PtyPort) -> None:
    """Writing ends within its time-out, and so does closing."""
    link = SerialLink(str(port.path), baud=9600)
    link.open()
    with pytest.raises(LinkStalled):
        flood(link)
    link.close()


def test_a_port_is_opened_by_one_program_alone(port: PtyPort) -> None:
    """Two programs on one port would eat each other's bytes."""
    first, second = SerialLink(str(port.path), baud=9600), SerialLink(str(port.path), baud=9600)
    first.open()
    with pytest.raises(LinkError):
        second.open()
    first.close()
    second.open()
    second.close()


def test_a_waiting_read_can_be_woken(port: PtyPort) -> None:
    """A command need not wait until the line speaks."""
    link = SerialLink(str(port.path), baud=9600)
    link.open()
    waking = Thread(target=link.wake)
    begun = time.monotonic()
    waking.start()
    assert link.read(30) == b""
    assert time.monotonic() - begun < 20
    waking.join()
    link.close()


class Echo:
    """A link that gives everything back, and lets others speak."""

    def __init__(self) -> None:
        self.line = bytearray()

    def open(self) -> None:
        """Always open."""

    def close(self) -> None:
        """Never closed."""

    def read(self, timeout_s: float) -> bytes:
        data = bytes(self.line[:3])
        del self.line[:3]
        return data

    def write(self, data: bytes, timeout_s: float) -> None:
        self.line += data

    def wake(self) -> None:
        """Nobody waits."""


def test_own_bytes_are_taken_out_of_an_echoing_line() -> None:
    """In pieces, and with an answer right behind them."""
    inner = Echo()
    link = EchoedLink(inner)
    link.open()
    link.write(b"hello", 1)
    inner.line += b"world"
    assert b"".join(link.read(0) for _ in range(6)) == b"world"
    link.wake()
    link.close()


def test_a_damaged_echo_is_given_up() -> None:
    """What is not our own is handed on, and no further echo is awaited."""
    inner = Echo()
    link = EchoedLink(inner)
    link.write(b"abcdef", 1)
    inner.line[1] ^= 1
    assert b"".join(link.read(0) for _ in range(3)) == b"ccdef"
