"""What a driver is: one protocol on one line, for all the devices there.

A driver runs in its line's thread and nowhere else. It turns commands of the hall into bytes and
bytes into presses, ratings, answers and states, which it hands to its `Outlet`. What must not
live here: MQTT, threads, opening and closing of links.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from devices.link import Link
from hall.bus.messages import AgeFrom, AnswerOutcome, Command, Key, Level, Text

Counters = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing wrong with a device: a stable code, and words for a person."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a device is, as its driver knows it."""

    online: bool = False
    troubles: tuple[Trouble, ...] = ()
    firmware: str = ""
    counters: Counters | None = None

    def counted(self, name: str, more: int = 1) -> "Health":
        """The same with more of something."""
        counters = dict(self.counters or {})
        counters[name] = counters.get(name, 0) + more
        return replace(self, counters=counters)


class Outlet(Protocol):
    """Where a driver's news go; every method may be called from the line's thread."""

    def press(self, device: str, key: Key, digits: str = "") -> None:
        """A key was pressed, and digits before it; unheard, `Driver.unanswered` is called."""

    def rate(self, device: str, service: str, level: Level) -> None:
        """A rating was given; where it can be neither kept nor sent, `Driver.unanswered` is."""

    def scanned(self, device: str, code: str) -> None:
        """A code was read; said once."""

    def card_read(self, device: str, person: str, age_from: AgeFrom) -> None:
        """An identity card was read; `person` is a keyed hash of its number."""

    def answer(
        self, device: str, command: str, outcome: AnswerOutcome, reason: Text | None = None
    ) -> None:
        """What became of a command."""

    def health(self, device: str, health: Health) -> None:
        """How a device is now."""

    def hall_is_alive(self) -> bool:
        """Whether the hall's beat is fresh, so that what it last said still holds."""


class Driver(Protocol):
    """One protocol on one line; times are seconds of the machine clock."""

    @property
    def patience_s(self) -> float:
        """How long the line may wait for bytes before it calls `received` with none."""

    def opened(self, link: Link, now_s: float, /) -> None:
        """The line is open: ask, and show again what was shown; raises `LinkError`."""

    def lost(self) -> None:
        """The line is gone: every device on it is off line."""

    def received(self, data: bytes, now_s: float, /) -> None:
        """Bytes came, or none for `patience_s`; do what is due; raises `LinkError`."""

    def obey(self, device: str, command: Command, now_s: float, /) -> None:
        """Carry out a command and answer it, now or later; raises `LinkError`."""

    def unanswered(self, device: str, now_s: float, /) -> None:
        """The hall is away, or has not answered in time: what was pressed has not happened."""
