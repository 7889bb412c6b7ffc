"""A broker that a test plays by hand, byte by byte: it accepts, and then does what it is told.

What must not live here: what a client has to make of it.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.fakes.brokers import url_of
from tests.fakes.waiting import WITHIN_S

_ACCEPTED: Final = b"\x20\x02\x00\x00"
_PUBLISH: Final = 0x30
_MOST: Final = 1 << 20


class RawBroker:
    """One client at a time; packets of more than 127 bytes are only read, never sent."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._link = socket.socket()
        self._read = b""

    @property
    def url(self) -> str:
        """Where a client finds it."""
        return url_of(self._listener.getsockname()[1])

    def accept(self) -> None:
        """Let a client in."""
        self.hang_up()
        self._link, _ = self._listener.accept()
        self._link.settimeout(WITHIN_S)
        self._read = b""
        self.packet()
        self._link.sendall(_ACCEPTED)

    def hang_up(self) -> None:
        """End the connection."""
        self._link.close()

    def tell(self, topic: bytes, payload: bytes) -> None:
        """Send a message."""
        body = len(topic).to_bytes(2, "big") + topic + payload
        self._link.sendall(bytes((_PUBLISH, len(body))) + body)

    def messages(self, how_many: int) -> list[bytes]:
        """What comes next of messages, whatever is between them: their payloads."""
        payloads: list[bytes] = []
        while len(payloads) < how_many:
            kind, body = self.packet()
            if kind & 0xF0 == _PUBLISH:
                payloads.append(body[2 + int.from_bytes(body[:2], "big") :])
        return payloads

    def packet(self) -> tuple[int, bytes]:
        """The next packet: its first byte and what follows its length."""
        kind, length, shift = self._take(1)[0], 0, 0
        while (byte := self._take(1)[0]) & 0x80:
            length, shift = length | (byte & 0x7F) << shift, shift + 7
        return kind, self._take(length | byte << shift)

    def has(self, payload: bytes) -> bool:
        """Whether a payload is there already, without waiting for it."""
        try:
            self._read += self._link.recv(_MOST, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        return payload in self._read

    def _take(self, size: int) -> bytes:
        while len(self._read) < size:
            more = self._link.recv(_MOST)
            assert more, "the client has hung up"
            self._read += more
        taken, self._read = self._read[:size], self._read[size:]
        return taken


@contextmanager
def raw_broker() -> Iterator[RawBroker]:
    """It listens, for as long as it is needed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(WITHIN_S)
        broker = RawBroker(listener)
        try:
            yield broker
        finally:
            broker.hang_up()
