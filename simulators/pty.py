"""Simulated lines as serial ports: pseudo terminals under stable names, and their one thread.

A port's name is a symbolic link in a folder, so that a driver finds it again after a replug, as
`/dev/serial/by-path` does. The slave is raw and held open, so that the master lives while no
driver has it open. What must not live here: protocols, machines, faults.
"""

import os
import select
import threading
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from simulators.wire import Wire

TICK_S: Final = 0.01
_CHUNK: Final = 4096


class PtyPort:
    """One simulated line as a serial port; used by the thread of its `Ports` and under its lock."""

    def __init__(self, path: Path, wire: Wire) -> None:
        self.path = path
        self.wire = wire
        self._ends: tuple[int, int] | None = None

    @property
    def plugged(self) -> bool:
        """Whether the port exists."""
        return self._ends is not None

    @property
    def master(self) -> int | None:
        """The machines' end."""
        return self._ends[0] if self._ends else None

    def plug(self) -> None:
        """Make the port appear under its name."""
        if self._ends:
            return
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._ends = (master, slave)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(slave))

    def unplug(self) -> None:
        """Make the port vanish; a driver that has it open loses it."""
        ends, self._ends = self._ends, None
        if ends:
            self.path.unlink(missing_ok=True)
            for end in ends:
                os.close(end)

    def take(self) -> None:
        """Carry what the host has sent to the machines."""
        room = min(self.wire.room(), _CHUNK)
        if self._ends and room:
            with suppress(BlockingIOError):
                self.wire.feed(os.read(self._ends[0], room))

    def give(self) -> None:
        """Carry what the machines send to the host; lost when nobody reads, as on a real line."""
        data = self.wire.drain()
        if self._ends and data:
            with suppress(BlockingIOError):
                os.write(self._ends[0], data)


class Ports:
    """Simulated ports and the one thread that serves them between `start` and `stop`.

    `hall_clock` gives the hall clock in seconds. Whoever pokes a machine holds `lock`.
    """

    def __init__(self, folder: Path, hall_clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._hall_clock = hall_clock
        self._ports: dict[str, PtyPort] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="simulated ports", daemon=True)
        self.lock = threading.RLock()

    def add(self, name: str, wire: Wire) -> PtyPort:
        """A plugged port for a line."""
        port = PtyPort(self._folder / name, wire)
        with self.lock:
            port.plug()
            self._ports[name] = port
        return port

    def start(self) -> None:
        """Serve the ports; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and remove every port."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        for port in self._ports.values():
            port.unplug()

    def _run(self) -> None:
        last_s, hall_last_s = time.monotonic(), self._hall_clock()
        while not self._stopping.is_set():
            self._wait()
            now_s, hall_now_s = time.monotonic(), self._hall_clock()
            with self.lock:
                for port in self._ports.values():
                    self._serve(port, now_s - last_s, hall_now_s - hall_last_s)
            last_s, hall_last_s = now_s, hall_now_s

    def _serve(self, port: PtyPort, dt_s: float, hall_dt_s: float) -> None:
        port.take()
        port.wire.tick(dt_s, hall_dt_s)
        port.give()

    def _wait(self) -> None:
        """Until bytes come, or a tick is over; a line that takes nothing is not waited for."""
        with self.lock:
            listening = [
                port.master
                for port in self._ports.values()
                if port.master is not None and port.wire.room()
            ]
        with suppress(OSError):  # a port was unplugged meanwhile
            select.select(listening, [], [], TICK_S)
