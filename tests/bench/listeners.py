"""Many browsers that listen at once, as a process of its own: `python -m … PORT TOPIC CLIENTS`.

Says `ready` when every stream has its first state. Then, for each line `N` on its input, waits
until every stream has seen number N, and says the moments of the first and the last to see it.
"""

import asyncio
import sys
import time
from typing import Final

import uvloop

_AT_ONCE: Final = 100
"""How many streams are opened at the same time; more would fill the server's backlog."""
_WITHIN_S: Final = 20.0


class Listener:
    """One stream, read as it comes; it remembers when it first saw each awaited text."""

    def __init__(self, wanted: "Wanted") -> None:
        self._wanted = wanted
        self.began = asyncio.Event()

    async def listen(self, port: int, topic: str) -> None:
        """Read until the server or the program ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        writer.write(
            f"GET /api/v1/events?topics={topic} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        )
        while data := await reader.read(1 << 16):
            if b"event: " in data:
                self.began.set()
            self._wanted.see(self, data)


class Wanted:
    """What all are to see next."""

    def __init__(self) -> None:
        self._text = b"\0"
        self._left: set[Listener] = set()
        self._seen: list[float] = []
        self.all_saw = asyncio.Event()

    def begin(self, text: str, who: list[Listener]) -> None:
        """From now on they look for this."""
        self._text, self._left, self._seen = text.encode(), set(who), []
        self.all_saw.clear()

    def see(self, listener: Listener, data: bytes) -> None:
        """One of them has read something."""
        if self._text in data and listener in self._left:
            self._left.discard(listener)
            self._seen.append(time.perf_counter())
            if not self._left:
                self.all_saw.set()

    async def times(self) -> tuple[float, float]:
        """When the first and the last of them saw it."""
        await asyncio.wait_for(self.all_saw.wait(), _WITHIN_S)
        return self._seen[0], self._seen[-1]


async def _main(port: int, topic: str, clients: int) -> None:
    wanted = Wanted()
    listeners = [Listener(wanted) for _ in range(clients)]
    tasks = []
    for first in range(0, clients, _AT_ONCE):
        group = listeners[first : first + _AT_ONCE]
        tasks += [asyncio.create_task(each.listen(port, topic)) for each in group]
        for each in group:
            await asyncio.wait_for(each.began.wait(), _WITHIN_S)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while text := (await asyncio.to_thread(sys.stdin.readline)).strip():
        wanted.begin(text, listeners)
        sys.stdout.write("looking\n")
        sys.stdout.flush()
        first_s, last_s = await wanted.times()
        sys.stdout.write(f"{first_s} {last_s}\n")
        sys.stdout.flush()
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    uvloop.run(_main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
