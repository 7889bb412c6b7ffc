"""One line that pads and panels share: whose request is under way, and whose turn is next.

Each driver knows its own machines alone; here they take turns of one request, so that neither
starves the other. What must not live here: protocols, machines.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from devices.driver import Driver
from devices.link import Link
from hall.bus.messages import Command


class Sharing(Driver, Protocol):
    """A driver that can wait for its turn."""

    may_send: Callable[[], bool]

    @property
    def busy(self) -> bool:
        """Whether a request is under way."""


class SharedLine:
    """A driver of drivers; `devices` says which one serves each device."""

    def __init__(
        self, drivers: Sequence[Sharing], devices: Mapping[str, Sharing], gap_s: float
    ) -> None:
        self._drivers = list(drivers)
        self._devices = devices
        self._gap_s = gap_s
        self._now_s = self._free_at_s = 0.0
        self._listening = False
        for each in self._drivers:
            each.may_send = self._is_free

    def _is_free(self) -> bool:
        """Whether nobody speaks, and the line has rested since the last one did."""
        rested = self._now_s >= self._free_at_s and not self._listening
        return rested and not any(each.busy for each in self._drivers)

    @property
    def patience_s(self) -> float:
        """As short as anyone needs."""
        return min(each.patience_s for each in self._drivers)

    def opened(self, link: Link, now_s: float) -> None:
        """Each begins when its turn has come."""
        self._now_s = now_s
        for each in self._drivers:
            each.opened(link, now_s)

    def lost(self) -> None:
        """Every device of the line is off line."""
        for each in self._drivers:
            each.lost()

    def received(self, data: bytes, now_s: float) -> None:
        """Bytes are for who has asked; who has had its turn is the last to have the next one."""
        self._now_s = now_s
        asker = next((each for each in self._drivers if each.busy), None)
        if asker is not None:
            self._listen(asker, data, now_s)
        for each in list(self._drivers):
            if not each.busy:
                each.received(b"", now_s)

    def _listen(self, asker: Sharing, data: bytes, now_s: float) -> None:
        self._listening = True
        asker.received(data, now_s)
        self._listening = False
        if not asker.busy:
            self._free_at_s = now_s + self._gap_s
            self._drivers.remove(asker)
            self._drivers.append(asker)

    def obey(self, device: str, command: Command, now_s: float) -> None:
        """Its own driver carries it out."""
        self._now_s = now_s
        self._devices[device].obey(device, command, now_s)

    def unanswered(self, device: str, now_s: float) -> None:
        """Its own driver tells the person."""
        self._devices[device].unanswered(device, now_s)
