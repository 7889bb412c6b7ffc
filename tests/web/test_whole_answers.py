"""What one step of the loop writes goes out in one piece."""

import asyncio

import pytest

from hall.web.whole_answers import Gathering

pytestmark = pytest.mark.anyio


class Wire(asyncio.Transport):
    """Remembers what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def write(self, data: "bytes | bytearray | memoryview") -> None:
        """Send."""
        self.sent.append(bytes(data))

    def close(self) -> None:
        """The end."""
        self.sent.append(b"closed")


async def test_head_and_body_are_one_piece() -> None:
    """What is written in one step is one packet; what comes in the next is the next."""
    wire = Wire()
    gathering = Gathering(wire, asyncio.get_running_loop())
    gathering.write(b"head ")
    gathering.write(b"body")
    assert wire.sent == []
    await asyncio.sleep(0)
    gathering.write(b"next")
    await asyncio.sleep(0)
    assert wire.sent == [b"head body", b"next"]


async def test_nothing_is_lost_by_closing() -> None:
    """What is due goes out before the end, and not once more after it."""
    wire = Wire()
    gathering = Gathering(wire, asyncio.get_running_loop())
    gathering.write(b"all")
    gathering.close()
    await asyncio.sleep(0)
    assert wire.sent == [b"all", b"closed"]
