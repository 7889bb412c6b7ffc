"""A line to devices as bytes: open, read, write, close, each bounded in time.

Any address of pyserial works: a device path, `socket://host:port` for a serial server,
`rfc2217://host:port`. Failures are `LinkError`; trying again is for the one who holds the link.
What must not live here: protocols, retries, threads.
"""

import termios
import time
from contextlib import suppress
from enum import StrEnum
from typing import Final, Protocol

import serial
from serial import rfc2217

from devices.errors import LinkError, LinkStalled

RFC2217: Final = "rfc2217://"
CHUNK_BYTES: Final = 4096
ECHO_S: Final = 0.5
RFC2217_LOOK_S: Final = 0.02
"""Such a port's time-out is set once: each change of it is negotiated with the server again."""
_FAILURES: Final = (OSError, termios.error, ValueError)


class Flow(StrEnum):
    """How a line is told to wait."""

    NONE = "none"
    RTS_CTS = "rtscts"
    XON_XOFF = "xonxoff"


class Link(Protocol):
    """A line that carries bytes."""

    def open(self) -> None:
        """Open the line; raises `LinkError`."""

    def close(self) -> None:
        """Close the line; never fails, may be repeated."""

    def read(self, timeout_s: float) -> bytes:
        """What has come, after at most this time; empty on silence; raises `LinkError`."""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of it within this time; raises `LinkStalled` when it takes longer."""

    def wake(self) -> None:
        """Make a waiting `read` return now; may be called from another thread."""


class SerialLink:
    """A serial port, real or behind a network address; 8 data bits, no parity, 1 stop bit."""

    def __init__(self, address: str, *, baud: int, flow: Flow = Flow.NONE) -> None:
        self._address = address
        self._baud = baud
        self._flow = flow
        self._port: serial.SerialBase | None = None

    def open(self) -> None:
        """Open the port for ourselves alone; raises `LinkError`."""
        self.close()
        try:
            port = serial.serial_for_url(
                self._address,
                baudrate=self._baud,
                xonxoff=self._flow is Flow.XON_XOFF,
                rtscts=self._flow is Flow.RTS_CTS,
                timeout=RFC2217_LOOK_S if self._negotiated else 0,
                exclusive=True,
            )
        except _FAILURES as error:
            raise LinkError(f"{self._address} cannot be opened: {error}") from error
        self._port = port

    def close(self) -> None:
        """Close the port; what has not been sent is thrown away."""
        port, self._port = self._port, None
        if port is None:
            return
        sock = getattr(port, "_socket", None)  # pyserial leaves it open when its peer is gone
        throw_away = getattr(port, "reset_output_buffer", port.close)
        if not self._negotiated:  # a server that is gone would be waited for
            with suppress(*_FAILURES):
                throw_away()  # else closing waits for a stalled line
        with suppress(*_FAILURES):
            port.close()
        if sock is not None:
            sock.close()

    def read(self, timeout_s: float) -> bytes:
        """What has come; raises `LinkError` when the port is gone.

        After at most this time, behind RFC 2217 after `RFC2217_LOOK_S`, so that an errand need
        not wait for what cannot be woken.
        """
        port = self._opened()
        try:
            return _look(port) if isinstance(port, rfc2217.Serial) else _wait(port, timeout_s)
        except _FAILURES as error:
            raise LinkError(f"{self._address} cannot be read: {error}") from error

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of it; raises `LinkError` when the port stalls or is gone."""
        port = self._opened()
        try:
            if not self._negotiated:  # else it has no write time-out
                port.write_timeout = timeout_s
            port.write(data)
        except serial.SerialTimeoutException as error:
            raise LinkStalled(f"{self._address} takes no bytes for {timeout_s} s") from error
        except _FAILURES as error:
            raise LinkError(f"{self._address} cannot be written: {error}") from error

    def wake(self) -> None:
        """Make a waiting `read` return now, where the port can (others look often enough)."""
        cancel = getattr(self._port, "cancel_read", None)
        if cancel is None:
            return
        with suppress(*_FAILURES):
            cancel()

    @property
    def _negotiated(self) -> bool:
        """Whether settings are negotiated with a server."""
        return self._address.startswith(RFC2217)

    def _opened(self) -> serial.SerialBase:
        if self._port is None:
            raise LinkError(f"{self._address} is not open")
        return self._port


def _wait(port: serial.SerialBase, timeout_s: float) -> bytes:
    """The first byte that comes within this time, and all that are there with it."""
    port.timeout = timeout_s
    first = port.read(1)
    if not first:
        return b""
    port.timeout = 0
    return bytes(first + port.read(CHUNK_BYTES))


def _look(port: rfc2217.Serial) -> bytes:
    """What comes within the time-out that the port was opened with."""
    first = port.read(1)
    waiting = port.in_waiting if first else 0
    return bytes(first + port.read(waiting)) if waiting else bytes(first)


class EchoedLink:
    """A line whose half-duplex adapter gives us our own bytes back; they are taken out again."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._sent = bytearray()
        self._sent_at_s = 0.0

    def open(self) -> None:
        """Open the line; raises `LinkError`."""
        self._sent.clear()
        self._link.open()

    def close(self) -> None:
        """Close the line."""
        self._link.close()

    def read(self, timeout_s: float) -> bytes:
        """What others have sent; an echo that is late is not expected any more."""
        data = self._link.read(timeout_s)
        if time.monotonic() - self._sent_at_s > ECHO_S:
            self._sent.clear()
        echoed = _common(data, self._sent)
        del self._sent[:echoed]
        if data[echoed:]:
            self._sent.clear()  # damaged on its way back, or not an echoing line after all
        return data[echoed:]

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of it; raises `LinkError`."""
        self._sent += data
        self._link.write(data, timeout_s)
        self._sent_at_s = time.monotonic()

    def wake(self) -> None:
        """Make a waiting `read` return now."""
        self._link.wake()


def _common(data: bytes, expected: bytearray) -> int:
    """How many bytes both begin with."""
    pairs = zip(data, expected, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(data), len(expected)))
