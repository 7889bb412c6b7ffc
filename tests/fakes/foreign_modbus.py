"""A Modbus server that nobody here wrote: pymodbus's own, speaking RTU on a network address."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymodbus.framer import FramerType
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

LAST_REGISTER = 0x0100


class ForeignStation:
    """One station with registers from 0 on; `read` and `write` are a hand inside the machine."""

    def __init__(self, station: int) -> None:
        self._station = station
        self._loop = asyncio.new_event_loop()
        self._server: Any = None

    async def serve(self) -> None:
        registers = SimData(0, count=LAST_REGISTER, values=0, datatype=DataType.REGISTERS)
        self._server = ModbusTcpServer(
            SimDevice(self._station, simdata=[registers]),
            framer=FramerType.RTU,
            address=("127.0.0.1", 0),
        )
        await self._server.listen()

    @property
    def address(self) -> str:
        port = self._server.transport.sockets[0].getsockname()[1]
        return f"socket://127.0.0.1:{port}"

    def read(self, register: int, count: int) -> list[int]:
        return list(self._do(self._server.async_getValues(self._station, 3, register, count)))

    def write(self, register: int, *words: int) -> None:
        self._do(self._server.async_setValues(self._station, 16, register, list(words)))

    def _do(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(5)

    def run(self) -> None:
        self._loop.run_forever()
        self._loop.close()

    def start(self) -> None:
        self._do(self.serve())

    def stop(self) -> None:
        self._do(self._server.shutdown())
        self._loop.call_soon_threadsafe(self._loop.stop)


@contextmanager
def foreign_station(station: int) -> Iterator[ForeignStation]:
    """Running for as long as it is needed."""
    made = ForeignStation(station)
    thread = threading.Thread(target=made.run)
    thread.start()
    made.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join()
