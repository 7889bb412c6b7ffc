"""What the engine knows of a hall at one moment, as plain values.

Times are in seconds from that moment: what has been is negative. Categories and classes are named
by their places in `State.categories` and `CLASSES`. What must not live here: arrays and chance.
"""

import math
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from hall.core.settings import VisitClass

CLASSES: Final = tuple(VisitClass)
"""The classes in the order of their numbers."""
FOREVER: Final = math.inf
OWN: Final = -1
"""The place of those who were sent to a window, before all that its plan names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A log-normal duration: mean and standard deviation of the logarithm of its seconds."""

    mu: float
    sigma: float

    @property
    def mean_s(self) -> float:
        """The mean in seconds."""
        return math.exp(self.mu + self.sigma**2 / 2)

    @property
    def median_s(self) -> float:
        """The median in seconds."""
        return math.exp(self.mu)


def spread(median_s: float, sigma: float) -> Spread:
    """A spread by its median in seconds."""
    return Spread(mu=math.log(median_s), sigma=sigma)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPace:
    """How a class gains priority."""

    rate: float = 1.0
    head_start_min: float = 0.0


class Line(NamedTuple):
    """Who stands in one line: all of them may be called by the same windows."""

    category: int
    visit_class: int = 0
    needs: tuple[str, ...] = ()
    window: int | None = None
    """The one window they were sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One visit that stands in a line."""

    visit: str
    line: Line
    entered_s: float
    order: int
    """The order of issue; it breaks ties."""
    service: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A visit at a window: called, and perhaps begun."""

    called_s: float
    started_s: float | None
    service: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A window that calls now or will do so."""

    no: int
    categories: tuple[int, ...]
    helps: tuple[int, ...] = ()
    """Categories it helps with while many wait there."""
    suits: frozenset[str] | None = None
    """Needs it can meet; without it, all."""
    open: bool = True
    """Whether it calls now."""
    staffed: bool = True
    """Whether somebody sits there, or is only away for a while."""
    pace: float = 1.0
    """What its services last, compared with the usual."""
    in_hand: InHand | None = None
    free_s: float = 0.0
    """With nothing in hand: since when, or from when on."""
    resting: bool = False
    """Whether it has been free since then although people wait for it."""
    calls_in: tuple[tuple[float, float], ...] = ((0.0, FOREVER),)
    """When it may call; the end of a stretch is outside."""

    def meets(self, needs: tuple[str, ...]) -> bool:
        """Whether it has what somebody needs."""
        return self.suits is None or self.suits.issuperset(needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One visit that is expected at a moment, such as an appointment."""

    line: Line
    at_s: float
    chance: float
    """How likely it comes at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How many will come: rates by stretch and category, in visits a second."""

    edges_s: tuple[float, ...] = (0.0, FOREVER)
    """Where stretches begin and end; one more than there are stretches."""
    rates: tuple[tuple[float, ...], ...] = ()
    """For each stretch, the rate of each category; empty when nobody comes."""
    class_shares: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0)
    day_sd: float = 0.0
    """How far the day as a whole may differ: standard deviation of the logarithm."""
    expected: tuple[Coming, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How people behave at windows and in line; durations in seconds."""

    walk: Spread | None = None
    """From the call to the window; nothing when it takes no time."""
    between: Spread | None = None
    """From the end of one visit to the next call."""
    patience: Spread | None = None
    """After which a visit has left, seen or unseen; without it nobody leaves."""
    leaves_seen: bool = False
    """Whether who leaves is gone from the line; else the number is called in vain."""
    no_show_share: float = 0.0
    """Of those called in patience, who is not there."""
    no_show_s: float = 60.0
    """What calling in vain costs a window."""
    pause_chance: float = 0.0
    """Of services that a pause nobody announced follows."""
    pause: Spread | None = None
    notice_s: float = 0.0
    """Until an idle window calls who has just come."""
    pace_sd: float = 0.0
    """How far all of today's services together may differ: of the logarithm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The settings of the queue's rule; see `hall.core.choosing`."""

    classes: tuple[ClassPace, ...] = field(default_factory=lambda: (ClassPace(),) * len(CLASSES))
    overdue_s: float = FOREVER
    """From this wait on the oldest goes first."""
    helped_above: int = 1
    """How many must wait in a category before windows help that only help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A hall at one moment, and what is expected of it."""

    categories: tuple[str, ...]
    rule: Rule
    waiting: tuple[Waiting, ...]
    windows: tuple[Counter, ...]
    arrivals: Arrivals
    services: tuple[Spread, ...]
    """The service time of each category, for those still to come."""
    habits: Habits

    def place(self, window: Counter, line: Line) -> int | None:
        """How early a window names a line's category; None when it is not to call it.

        See `hall.core.choosing`.
        """
        if line.window == window.no:
            return OWN
        if self._is_kept(line) or not self._suits(window, line):
            return None
        if line.category in window.categories:
            return window.categories.index(line.category)
        if line.category in window.helps:
            return len(window.categories) + window.helps.index(line.category)
        return None

    def _is_kept(self, line: Line) -> bool:
        """Whether the window that a line was sent to is there to call it."""
        if line.window is None:
            return False
        return any(each.no == line.window and each.staffed for each in self.windows)

    def _suits(self, window: Counter, line: Line) -> bool:
        """Whether a window may call those with such needs; any may while no better one is open."""
        if not line.needs or window.meets(line.needs):
            return True
        return not any(
            each.open and line.category in each.categories and each.meets(line.needs)
            for each in self.windows
        )
