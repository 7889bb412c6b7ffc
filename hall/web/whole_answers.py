"""The wire of one browser or program: what one step of the loop writes goes out in one piece.

The web server writes the head of an answer and its body one after the other. Each was a call of the
operating system, a packet, and a turn of whoever waits for it. What must not live here: HTTP.
"""

import asyncio
from typing import Any, TypeAlias

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

Written: TypeAlias = "bytes | bytearray | memoryview[Any]"


class Gathering(asyncio.Transport):
    """A transport that sends what was written when the loop has come round."""

    def __init__(self, under: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._under = under
        self._loop = loop
        self._due: list[Written] = []

    def write(self, data: Written) -> None:
        """Send something together with all that this step still writes."""
        if not self._due:
            self._loop.call_soon(self._send)
        self._due.append(data)

    def _send(self) -> None:
        due, self._due = self._due, []
        if due:
            self._under.write(b"".join(due))

    def close(self) -> None:
        """Send what is due, then close."""
        self._send()
        self._under.close()

    def abort(self) -> None:
        """Close at once; what is due is lost."""
        self._due.clear()
        self._under.abort()

    def is_closing(self) -> bool:
        """Whether it is closed or about to be."""
        return self._under.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What the wire beneath knows of itself."""
        return self._under.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Read no more for now."""
        self._under.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._under.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let somebody else read."""
        self._under.set_protocol(protocol)

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Whoever reads."""
        return self._under.get_protocol()


class WholeAnswers(HttpToolsProtocol):
    """HTTP as the web server speaks it, each answer in one piece."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody has come."""
        super().connection_made(Gathering(transport, self.loop))
