"""How well the hall keeps up: how long things took lately, and what was dropped.

Figures are taken by the thread that does the work and read by any other; each is replaced as a
whole. What must not live here: deciding what is too slow.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WINDOW_S: Final = 60
_LOOK_EVERY_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Second:
    """What happened in one second of the machine clock."""

    at: int
    count: int
    total_s: float
    worst_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How often something happened in the last minute, and how long it took."""

    count: int
    mean_ms: float
    worst_ms: float


class Recent:
    """Durations of the last minute, second by second."""

    def __init__(self, machine: Callable[[], float] = time.monotonic) -> None:
        self._machine = machine
        self._seconds: tuple[_Second, ...] = ()

    def add(self, *taken_s: float) -> None:
        """Some things took so long each."""
        now = int(self._machine())
        new = _Second(now, len(taken_s), sum(taken_s), max(taken_s))
        if not self._seconds or self._seconds[-1].at != now:
            kept = (each for each in self._seconds if each.at > now - WINDOW_S)
            self._seconds = (*kept, new)
            return
        *rest, last = self._seconds
        self._seconds = (
            *rest,
            _Second(
                now,
                last.count + new.count,
                last.total_s + new.total_s,
                max(last.worst_s, new.worst_s),
            ),
        )

    @property
    def spread(self) -> Spread:
        """The last minute in three figures."""
        oldest = int(self._machine()) - WINDOW_S
        seconds = [each for each in self._seconds if each.at > oldest]
        count = sum(each.count for each in seconds)
        mean_s = sum(each.total_s for each in seconds) / count if count else 0.0
        worst_s = max((each.worst_s for each in seconds), default=0.0)
        return Spread(
            count=count, mean_ms=round(mean_s * 1000, 2), worst_ms=round(worst_s * 1000, 2)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The hall program's state of health."""

    store_away: bool
    """The store takes nothing; what is shown is still true, nothing new is taken in."""
    waiting: int
    """What waits for the controller's thread now."""
    answered: Spread
    """Orders: from asked to answered."""
    commits: Spread
    """Batches: deciding and writing."""
    loop_lag: Spread
    """How late the event loop's thread was."""
    too_late: int
    """Requests whose sender had given up before their turn came, since the start."""
    turned_away: int
    """Messages not taken in because too many waited, since the start."""
    unknown_devices: int
    """Messages of devices that the site does not have, since the start."""
    faults: int
    """Faults of the program that were survived, since the start; the log has them."""


class Meters:
    """Where the figures of a hall's health come together."""

    def __init__(self) -> None:
        self.answered = Recent()
        self.commits = Recent()
        self.loop_lag = Recent()
        self.too_late = 0
        self.turned_away = 0
        self.unknown_devices = 0
        self.faults = 0

    def health(self, *, store_away: bool, waiting: int) -> Health:
        """All of them at this moment."""
        return Health(
            store_away=store_away,
            waiting=waiting,
            answered=self.answered.spread,
            commits=self.commits.spread,
            loop_lag=self.loop_lag.spread,
            too_late=self.too_late,
            turned_away=self.turned_away,
            unknown_devices=self.unknown_devices,
            faults=self.faults,
        )


async def watch_loop(lag: Recent) -> None:
    """Measure how late the running loop is, for as long as it runs."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _LOOK_EVERY_S
        await asyncio.sleep(_LOOK_EVERY_S)
        lag.add(max(loop.time() - due, 0.0))
