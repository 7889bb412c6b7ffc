"""The devices' states as the hall is told them, with the hall's own times; thread-safe.

A change of anything but counters is news at once; counters alone wait, so that every press of a
key is not a retained message. What must not live here: publishing.
"""

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from devices.driver import Health
from devices.paper_roll import PaperRolls
from hall.bus.messages import DeviceState, Fault

COUNTERS_S: Final = 10.0


@dataclass(slots=True)
class _Told:
    state: DeviceState
    stale: bool = False
    due_s: float = 0.0


class States:
    """The state of every device of a gateway; off line until its driver says otherwise."""

    def __init__(
        self,
        gateway: str,
        devices: Iterable[str],
        rolls: PaperRolls | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        card_readers: Collection[str] = (),
    ) -> None:
        self._gateway = gateway
        self._clock = clock
        self._rolls = rolls
        self._card_readers = card_readers
        self._lock = threading.Lock()
        self._told = {device: _Told(self.offline) for device in devices}

    @property
    def offline(self) -> DeviceState:
        """The state of a device that nothing is known of."""
        return DeviceState(online=False, gateway=self._gateway)

    def of(self, device: str) -> DeviceState:
        """A device's state now."""
        with self._lock:
            return self._told[device].state

    def learn(self, device: str, health: Health, now_s: float) -> bool:
        """Take over what a driver says; True when the hall should hear it at once."""
        with self._lock:
            told = self._told[device]
            before, told.state = told.state, self._state(device, health, told.state)
            news = _without_counts(before) != _without_counts(told.state)
            if not news and not told.stale:
                told.stale, told.due_s = True, now_s + COUNTERS_S
            return news

    def shift(self, by: timedelta) -> None:
        """The hall's clock is known now: what was told by this machine's is so much off."""
        with self._lock:
            for told in self._told.values():
                told.state = _shifted(told.state, by)

    def due(self, now_s: float) -> list[str]:
        """The devices whose counters the hall should hear now."""
        with self._lock:
            due = [each for each, told in self._told.items() if told.stale and now_s >= told.due_s]
            for each in due:
                self._told[each].stale = False
            return due

    def _state(self, device: str, health: Health, before: DeviceState) -> DeviceState:
        """A fault that goes on keeps the time it began, and so does being on line or off."""
        since = {fault.code: fault.since for fault in before.faults}
        now = self._clock()
        faults = tuple(
            Fault(code=each.code, text=each.text, since=since.get(each.code, now))
            for each in health.troubles
        )
        return DeviceState(
            online=health.online,
            gateway=self._gateway,
            faults=faults,
            firmware=health.firmware,
            since=now if health.online != before.online else before.since or now,
            last_fault=max(faults, key=lambda each: each.since, default=before.last_fault),
            paper_left_pct=self._rolls.left_pct(device, health) if self._rolls else None,
            counters=dict(health.counters) if health.counters else None,
            reads_cards=device in self._card_readers,
        )


def _without_counts(state: DeviceState) -> DeviceState:
    """What is news at once when it changes."""
    return replace(state, counters=None, paper_left_pct=None)


def _shifted(state: DeviceState, by: timedelta) -> DeviceState:
    return replace(
        state,
        since=state.since and state.since + by,
        faults=tuple(replace(each, since=each.since + by) for each in state.faults),
        last_fault=state.last_fault
        and replace(state.last_fault, since=state.last_fault.since + by),
    )
