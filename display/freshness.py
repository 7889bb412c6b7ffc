"""How new each call is to whoever looks at the board; pure, on the machine clock.

A new call inverts at 1 Hz five times. For a minute the newest then stays inverted, and those that
a newer one has followed stay marked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hall.bus.messages import Call

BLINKS: Final = 5
BLINK_S: Final = 1.0
STAYS_S: Final = 60.0


class Mood(StrEnum):
    """How a call is to be seen."""

    INVERTED = "inverted"
    """White on blue: look here."""
    MARKED = "marked"
    """On pale blue: called within the last minute."""
    PLAIN = "plain"


CallKey = tuple[str, int, int]
"""A number, its window, and how often it was called."""


def key_of(call: Call) -> CallKey:
    """What makes a call another one: a recall is new again."""
    return call.number, call.window, call.times


@dataclass(frozen=True, slots=True)
class Freshness:
    """When each call on the board began."""

    began_s: Mapping[CallKey, float] = field(default_factory=lambda: MappingProxyType({}))

    def seen(
        self, calls: Iterable[Call], now_s: float, hall_time: datetime | None, rate: float
    ) -> "Freshness":
        """Take in the calls on the board; an old call that is new to this board is not fresh."""
        return Freshness(
            {
                key_of(call): self.began_s.get(key_of(call), now_s - _age_s(call, hall_time, rate))
                for call in calls
            }
        )

    def age_s(self, call: Call, now_s: float) -> float:
        """How long ago a call began."""
        return now_s - self.began_s.get(key_of(call), now_s)

    def is_fresh(self, call: Call, now_s: float) -> bool:
        """Whether a call is within its minute."""
        return self.age_s(call, now_s) < STAYS_S

    def mood(self, call: Call, now_s: float, *, newest: bool) -> Mood:
        """How a call is to be seen at this moment."""
        age_s = self.age_s(call, now_s)
        if age_s >= STAYS_S:
            return Mood.PLAIN
        if age_s < BLINKS * BLINK_S:
            return Mood.INVERTED if age_s % BLINK_S < BLINK_S / 2 else Mood.MARKED
        return Mood.INVERTED if newest else Mood.MARKED


def _age_s(call: Call, hall_time: datetime | None, rate: float) -> float:
    """How long ago a call was made, in seconds of the machine clock."""
    if hall_time is None or rate <= 0:
        return 0.0
    return max(0.0, (hall_time - call.at).total_seconds() / rate)
