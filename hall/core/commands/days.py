"""Commands about the day and the hall as a whole."""

from dataclasses import dataclass, field
from datetime import date

from hall.core.hall import Offer
from hall.core.plan import PlannedChange
from hall.core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """Begin a business day; `plan` and `settings` seed the first day and are carried over later."""

    day: date
    offer: Offer
    settings: Settings
    plan: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    tides: tuple[PlannedChange, ...] = ()
    """The changes of the plan that this day brings by hour and weekday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """End the business day; refused while somebody waits unless `end_waiting`."""

    end_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetTimePass:
    """Do what is due by the clock alone: infer starts."""
