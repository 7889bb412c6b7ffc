"""What was foretold last: one thread writes it, everybody reads it.

Each value is replaced as a whole, so that no reader needs a lock. What must not live here: how it
is found (see `hall.controller.foresight`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from hall.core.adviser import Mode
from hall.core.hall import Hall
from hall.forecast.advice.counsel import Counsel, Roster, Stretch, Suggestion, Trial, Wish
from hall.forecast.ranges import BY_LENGTH, Forecasts

Move = tuple[int, tuple[str, ...]]
"""What a window would serve."""
Moves = tuple[Move, ...]
"""The same moves are the same proposal, under whatever id."""

ASIDE_FOR: Final = timedelta(hours=1)
OFF: Final = "off"
NOT_INSTALLED: Final = "not installed"
PREPARING: Final = "preparing"
RUNNING: Final = "running"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastState:
    """How forecasts are made now."""

    state: str = OFF
    """One of the words above."""
    method: str = BY_LENGTH
    took_ms: float | None = None
    """How long the last forecast took."""
    learnt_at: datetime | None = None
    """When the records were last learnt from."""
    learnt_from: int = 0
    """How many visits that was."""


class Lookout(Protocol):
    """Who answers what would be; takes up to a second or two, in any thread."""

    def try_out(self, hall: Hall, now: datetime, wish: Wish) -> Trial | None:
        """What is, and what would be; None for a coming day while too few days are on record."""

    def usual_roster(self, hall: Hall, day: date) -> Mapping[int, tuple[Stretch, ...]]:
        """When windows call on a usual day, as far as that is known; else all day."""

    def staff(self, hall: Hall, day: date, part: float, within_s: float) -> Roster | None:
        """Clerks that a day needs; None while too few days are on record."""


@dataclass(slots=True)
class Foretold:
    """The newest forecast and how it came about; empty until there is one."""

    latest: Forecasts | None = None
    state: ForecastState = ForecastState()
    counsel: Counsel | None = None
    """What the adviser had to say last."""
    mode: Mode = Mode.OFF
    """What becomes of what it says."""
    lookout: Lookout | None = None
    """None where forecasts cannot be made."""
    _aside: Mapping[Moves, datetime] = field(default_factory=dict)

    @property
    def proposals(self) -> tuple[Suggestion, ...]:
        """What the adviser proposed last, without what a manager has put aside."""
        if self.counsel is None:
            return ()
        aside = self.aside(self.counsel.at)
        return tuple(
            each
            for each in self.counsel.suggestions
            if not any(moves <= set(_moves(each)) for moves in aside)
        )

    def aside(self, now: datetime) -> frozenset[frozenset[Move]]:
        """The moves that a manager has put aside for a while; none that goes further counts."""
        return frozenset(frozenset(moves) for moves, until in self._aside.items() if until > now)

    def put_aside(self, suggestion: Suggestion, now: datetime) -> None:
        """Do not show these moves for a while, whichever proposal they come again with."""
        still = {moves: until for moves, until in self._aside.items() if until > now}
        self._aside = {**still, _moves(suggestion): now + ASIDE_FOR}


def _moves(suggestion: Suggestion) -> Moves:
    return tuple((each.window, each.after) for each in suggestion.moves)
