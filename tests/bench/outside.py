"""The program from outside: start-up, memory, and durable numbers over HTTP."""

import asyncio
import json
import time
from pathlib import Path
from typing import Final

import uvloop

from tests.bench.disk import BareTable
from tests.bench.figures import Figure, percentiles
from tests.fakes.program import Program, program
from tests.fakes.switchboard import MATTER

CALLERS: Final = 16
FOR_S: Final = 4.0
CREATED: Final = b"HTTP/1.1 201"
_BODY: Final = json.dumps({"matter": MATTER}).encode()


class Caller:
    """One connection that is kept open, as a program keeps it; no more work than it must do."""

    def __init__(self, hall: Program, key: str, name: int) -> None:
        self._port = hall.http
        self._name = name
        self._head = (
            "POST /api/v1/tickets HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(_BODY)}\r\nIdempotency-Key: "
        ).encode()

    async def take_numbers(self, until_s: float) -> list[float]:
        """One number after the other; how long each took."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        taken: list[float] = []
        while (begin := time.perf_counter()) < until_s:
            key = f"bench-{self._name}-{len(taken)}".encode()
            writer.write(self._head + key + b"\r\n\r\n" + _BODY)
            answer = await reader.readuntil(b"\r\n\r\n")
            assert answer.startswith(CREATED), answer
            length = answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            taken.append(time.perf_counter() - begin)
        writer.close()
        return taken


async def _all(hall: Program, key: str) -> list[float]:
    end = time.perf_counter() + FOR_S
    callers = [Caller(hall, key, each).take_numbers(end) for each in range(CALLERS)]
    return [taken_s for each in await asyncio.gather(*callers) for taken_s in each]


def resident_mb(pid: int) -> float:
    """The memory that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (line,) = [each for each in status.splitlines() if each.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def measure(folder: Path, bare: BareTable) -> list[Figure]:
    """First start, second start, memory after it, and numbers over HTTP."""
    with program(folder) as hall:
        hall.lift_limit()
        starts = []
        for _ in range(3):
            begin = time.perf_counter()
            ready = hall.start()
            starts.append(time.perf_counter() - begin)
            hall.stop()
        key = hall.start()["api_key"]
        assert ready["http"] == hall.url
        assert hall.process is not None
        memory = [resident_mb(hall.process.pid), *map(resident_mb, hall.children)]
        before = bare.a_second(FOR_S / 2)
        taken = uvloop.run(_all(hall, key))
        commits = (before + bare.a_second(FOR_S / 2)) / 2
    rate = len(taken) / FOR_S
    what = f"durable numbers over HTTP, {CALLERS} callers"
    return [
        Figure(what="start, with the tables to be made", value=starts[0], unit="s"),
        Figure(what="start, going on with a day", value=min(starts[1:]), unit="s"),
        Figure(what="memory of the hall after its start", value=memory[0], unit="MB"),
        Figure(what="memory of the embedded broker", value=memory[1], unit="MB"),
        Figure(what=what, value=rate, unit="/s", ratio=rate / commits, against="bare commits"),
        *percentiles(what, taken),
    ]
