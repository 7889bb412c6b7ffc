"""A real driver on a real line whose other end is simulated, for as long as a test lasts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.driver import Driver
from devices.line import Line
from devices.link import SerialLink
from hall.bus.messages import Command
from simulators.machine import Machine
from simulators.pty import Ports, PtyPort
from simulators.wire import Wire


@dataclass(frozen=True, slots=True)
class Stage:
    """A line with its driver at one end and its machines at the other."""

    line: Line
    driver: Driver
    ports: Ports
    port: PtyPort

    @property
    def wire(self) -> Wire:
        """The line itself, to be disturbed."""
        return self.port.wire

    def obey(self, device: str, command: Command) -> None:
        """A command of the hall, as the gateway hands it on."""
        self.line.errand(lambda now_s: self.driver.obey(device, command, now_s))

    def outcome(self, device: str, *, accepted: bool) -> None:
        """A reply of the hall, as the gateway hands it on."""
        self.line.errand(lambda now_s: self.driver.outcome(device, accepted, now_s))


@contextmanager
def stage(
    folder: Path, driver: Driver, machines: Sequence[Machine], *, plugged: bool = True
) -> Iterator[Stage]:
    """Everything started; afterwards everything stopped and removed."""
    ports = Ports(folder)
    port = ports.add("line", Wire(machines))
    if not plugged:
        port.unplug()
    ports.start()
    line = Line("test", SerialLink(str(port.path), baud=9600), driver)
    line.start()
    try:
        yield Stage(line, driver, ports, port)
    finally:
        line.stop()
        ports.stop()
