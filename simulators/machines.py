"""All simulated machines of a hall, by what they are and where they stand, and their lines.

What must not live here: ports (see `pty`), who presses what, how machines are drawn.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import TypeAdapter

from simulators.pad_ff68 import SimulatedPad, SimulatedRater
from simulators.panel_onbon import SimulatedPanel
from simulators.printer_escpos import SimulatedPrinter
from simulators.scanner import SimulatedScanner
from simulators.wire import Wire

PAD_ADDRESS: Final = 1
RATER_ADDRESS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Which machines there are: printers and scanners by id, and windows by line."""

    printers: tuple[str, ...]
    scanners: tuple[str, ...]
    counters: tuple[int, ...]
    panels: Mapping[str, tuple[int, ...]]


@cache
def sample_inventory() -> Inventory:
    """The machines of the sample hall."""
    path = files("simulators") / "data" / "machines.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return TypeAdapter(Inventory).validate_python(raw)


def counter_line(window: int) -> str:
    """The name of the line to a window's pads."""
    return f"counter-{window:02}"


class Machines:
    """Every simulated machine, powered, and a wire for each line."""

    def __init__(self, inventory: Inventory) -> None:
        self.printers = {name: SimulatedPrinter() for name in inventory.printers}
        self.scanners = {name: SimulatedScanner() for name in inventory.scanners}
        self.pads = {no: SimulatedPad(PAD_ADDRESS) for no in inventory.counters}
        self.raters = {no: SimulatedRater(RATER_ADDRESS) for no in inventory.counters}
        self.panels = {
            no: SimulatedPanel(no) for windows in inventory.panels.values() for no in windows
        }
        self._inventory = inventory

    def wires(self) -> Iterator[tuple[str, Wire]]:
        """Each line's name, and the line with its machines."""
        for name, printer in self.printers.items():
            yield name, Wire([printer])
        for name, scanner in self.scanners.items():
            yield name, Wire([scanner])
        for no in self._inventory.counters:
            yield counter_line(no), Wire([self.pads[no], self.raters[no]])
        for name, windows in self._inventory.panels.items():
            yield name, Wire([self.panels[no] for no in windows])
