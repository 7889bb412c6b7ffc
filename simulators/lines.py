"""The lines of the simulated machines as serial ports, and what can be done to them by hand.

Every poke at a machine happens under the lock of the ports' thread. What must not live here: who
pokes, and how it looks.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from devices.codecs.ff68 import PadKey
from hall.bus.messages import Key, Level
from simulators.hall_time import HallTime
from simulators.machines import Inventory, Machines, counter_line
from simulators.printer_escpos import NEAR_END_MM
from simulators.pty import Ports, PtyPort
from simulators.virtual_hall.drawing import machine_pieces
from simulators.virtual_hall.picture import Piece
from simulators.wire import garbage

KEYS: Final = {
    Key.CALL: PadKey.CALL,
    Key.RECALL: PadKey.RECALL,
    Key.RATE: PadKey.RATE,
    Key.NO_SHOW: PadKey.NO_SHOW,
    Key.PAUSE: PadKey.PAUSE,
}
"""The keys that the simulated pads have."""
_NOISE: Final = bytes.fromhex("ff 68 03 00 9b c4")
_LITTLE_PAPER_MM: Final = NEAR_END_MM / 2


class Lines:
    """All machines on their ports between `start` and `stop`."""

    def __init__(self, inventory: Inventory, folder: Path, time: HallTime) -> None:
        self._machines = Machines(inventory)
        self._ports = Ports(folder, time.seconds)
        self._by_name: dict[str, PtyPort] = {
            name: self._ports.add(name, wire) for name, wire in self._machines.wires()
        }
        self._noisy: set[int] = set()

    def start(self) -> None:
        """Serve the ports."""
        self._ports.start()

    def stop(self) -> None:
        """Remove the ports."""
        self._ports.stop()

    @property
    def windows(self) -> tuple[int, ...]:
        """The windows that have pads."""
        return tuple(self._machines.pads)

    @property
    def printers(self) -> tuple[str, ...]:
        """The printers' ids."""
        return tuple(self._machines.printers)

    @property
    def scanners(self) -> tuple[str, ...]:
        """The scanners' ids."""
        return tuple(self._machines.scanners)

    def scan(self, scanner: str, code: str) -> None:
        """A paper under a scanner."""
        with self._ports.lock:
            self._machines.scanners[scanner].scan(code)

    def press(self, window: int, key: Key) -> None:
        """A finger on a calling pad."""
        with self._ports.lock:
            self._machines.pads[window].press(KEYS[key])

    def rate(self, window: int, level: Level) -> None:
        """A finger on a rating pad."""
        with self._ports.lock:
            self._machines.raters[window].press(level)

    def plug(self, window: int, *, on: bool) -> None:
        """Plug in the line of a window's pads, or pull it out."""
        port = self._by_name[counter_line(window)]
        with self._ports.lock:
            if on:
                port.plug()
            else:
                port.unplug()

    def disturb(self, window: int, *, on: bool) -> None:
        """Let noise come before every transmission on a window's line, or calm it."""
        wire = self._by_name[counter_line(window)].wire
        with self._ports.lock:
            wire.calm()
            if on:
                wire.disturb(garbage(_NOISE))
                wire.disturb(garbage(_NOISE), to_host=False)
        self._noisy = self._noisy | {window} if on else self._noisy - {window}

    def near_end(self, printer: str, *, on: bool) -> None:
        """Leave little paper, or put in a new roll."""
        self._poke_paper(printer, _LITTLE_PAPER_MM if on else None)

    def paper_out(self, printer: str, *, on: bool) -> None:
        """Take the paper away, or put in a new roll."""
        self._poke_paper(printer, 0.0 if on else None)

    def _poke_paper(self, printer: str, millimetres: float | None) -> None:
        machine = self._machines.printers[printer]
        with self._ports.lock:
            if millimetres is None:
                machine.load_paper()
            else:
                machine.leave_paper(millimetres)

    def open_cover(self, printer: str, *, on: bool) -> None:
        """Open a printer's cover, or close it."""
        machine = self._machines.printers[printer]
        poke: Callable[[], None] = machine.open_cover if on else machine.close_cover
        with self._ports.lock:
            poke()

    def look(self) -> dict[str, Piece]:
        """Everything as it looks now."""
        with self._ports.lock:
            pieces = dict(machine_pieces(self._machines))
            plugged = {no: self._by_name[counter_line(no)].plugged for no in self._machines.pads}
        for no, is_plugged in plugged.items():
            pieces[f"line/{no}"] = {"plugged": is_plugged, "noisy": no in self._noisy}
        return pieces
