"""What a screen has heard of the hall: the beat, and the newest version of each view; pure.

A view is current while a beat of its epoch is heard; the machine clock's time is an argument. What
must not live here: what any screen makes of a view.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import inf
from types import MappingProxyType
from typing import Final

from hall.bus.messages import Beat, View
from hall.bus.topics import Kind

STALE_AFTER_S: Final = 3.0
"""How long a screen may go without a beat before it says so."""

ViewKey = tuple[Kind, str]
"""A view's kind and id, as in its topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardView:
    """A view, and when a beat of its epoch last stood behind it."""

    view: View
    confirmed_s: float
    confirmed_at: datetime | None
    """The same on the hall clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """All that has been heard; each message makes a new one."""

    beat: Beat | None = None
    beat_s: float = -inf
    views: Mapping[ViewKey, HeardView] = field(default_factory=lambda: MappingProxyType({}))

    def with_beat(self, beat: Beat, now_s: float) -> "Hearing":
        """Take in a beat; one of an earlier epoch is a late message and changes nothing."""
        if self.beat is not None and beat.epoch < self.beat.epoch:
            return self
        confirmed = {
            key: _confirmed(heard, beat, now_s) if _is_behind(beat, heard.view) else heard
            for key, heard in self.views.items()
        }
        return replace(self, beat=beat, beat_s=now_s, views=confirmed)

    def with_view(self, key: ViewKey, view: View, now_s: float) -> "Hearing":
        """Take in a view, unless one as new is known."""
        known = self.views.get(key)
        if known is not None and view.version <= known.view.version:
            return self
        heard = HeardView(view=view, confirmed_s=-inf, confirmed_at=None)
        if self.beat is not None and not self.is_silent(now_s) and _is_behind(self.beat, view):
            heard = _confirmed(heard, self.beat, now_s)
        return replace(self, views={**self.views, key: heard})

    def is_silent(self, now_s: float) -> bool:
        """Whether the hall has not been heard for too long."""
        return now_s - self.beat_s > STALE_AFTER_S

    def is_stale(self, key: ViewKey, now_s: float) -> bool:
        """Whether a view is missing, or no beat has stood behind it for too long."""
        heard = self.views.get(key)
        return heard is None or now_s - heard.confirmed_s > STALE_AFTER_S

    def hall_time(self, now_s: float) -> datetime | None:
        """The hall clock now, carried on from the last beat at its rate."""
        if self.beat is None:
            return None
        return self.beat.hall_time + timedelta(seconds=(now_s - self.beat_s) * self.beat.rate)


def _is_behind(beat: Beat, view: View) -> bool:
    """Whether a beat vouches for a view; a view may run ahead of its epoch's first beat."""
    return view.version.epoch >= beat.epoch


def _confirmed(heard: HeardView, beat: Beat, now_s: float) -> HeardView:
    return replace(heard, confirmed_s=now_s, confirmed_at=beat.hall_time)
