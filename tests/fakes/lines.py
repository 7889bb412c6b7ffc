"""A real driver on a real line whose other end is simulated, for as long as a test lasts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.driver import Driver
from devices.line import Line
from devices.link import EchoedLink, Link, SerialLink
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

    def unanswered(self, device: str) -> None:
        """The hall is silent, as the gateway tells it."""
        self.line.errand(lambda now_s: self.driver.unanswered(device, now_s))


@contextmanager
def stage(
    folder: Path, driver: Driver, machines: Sequence[Machine], *, echoing: bool = False
) -> Iterator[Stage]:
    """Everything started; afterwards everything stopped and removed."""
    ports = Ports(folder)
    port = ports.add("line", Wire(machines))
    port.wire.echoing = echoing
    ports.start()
    link: Link = SerialLink(str(port.path), baud=9600)
    line = Line("test", EchoedLink(link) if echoing else link, driver)
    line.start()
    try:
        yield Stage(line, driver, ports, port)
    finally:
        line.stop()
        ports.stop()
