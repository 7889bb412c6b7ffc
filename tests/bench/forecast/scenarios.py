"""What the forecast is measured on, frozen before anything was tuned: halls, days, seeds, splits.

Nothing here may be changed to make a figure look better; a new scenario gets a new name.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

# --- the real queue: the centre of a bank by telephone, 1999 ----------------------------------

BANK_TEST: Final = (date(1999, 10, 3), date(1999, 10, 16))
"""Two weeks, both ends included; everything before the moment of a forecast may be learnt from."""
BANK_JUDGED: Final = "served, and stood in the queue"
BANK_TYPE_LEAST: Final = 300
"""Types with at least so many judged are judged by themselves."""

# --- the simulated hall -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What happens in the hall and no forecast is told."""

    slow_day_chance: float = 0.2
    slow_day_factor: float = 1.22
    day_sd: float = 0.08
    """Of the logarithm of all services of a day."""
    drift_a_day: float = 0.003
    """By how much services get longer from day to day."""
    morning_factor: float = 0.94
    evening_factor: float = 1.08
    pause_chance: float = 0.03
    """Of services that are followed by a pause with the window left open."""
    pause_median_min: float = 6.0
    pause_sigma: float = 0.6
    free_choice: float = 0.15
    """Of calls for which the clerk takes anybody who waits for the window."""
    quick_share: float = 0.1
    """Of services that end at once, for papers that are missing."""
    quick_median_min: float = 1.6


NOTHING_HIDDEN: Final = Hidden(
    slow_day_chance=0.0,
    day_sd=0.0,
    drift_a_day=0.0,
    morning_factor=1.0,
    evening_factor=1.0,
    pause_chance=0.0,
    free_choice=0.0,
    quick_share=0.0,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A category of the simulated hall."""

    code: str
    share: float
    median_min: float
    sigma: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A simulated hall; durations in minutes, times of day in hours."""

    kinds: tuple[Kind, ...]
    windows: tuple[tuple[str, ...], ...]
    """What each window serves; windows are numbered from 1."""
    numbers: int
    """How many come on an average day."""
    profile: tuple[tuple[float, float, float], ...]
    """From, to, and the share of the day's numbers taken then, in per cent."""
    opens: float = 8.5
    closes: float = 17.0
    lunches: tuple[tuple[float, float], ...] = ((11.5, 12.25), (12.25, 13.0))
    """Windows take turns in these."""
    day_sd: float = 0.08
    """Of the logarithm of the day's numbers."""
    share_sd: float = 0.12
    """Of the logarithm of each category's share on a day."""
    service_factor: float = 1.0
    clerk_sd: float = 0.15
    patience_median_min: float = 95.0
    patience_sigma: float = 0.5
    no_show: float = 0.03
    no_show_min: float = 1.6
    walk_median_min: float = 0.6
    between_median_min: float = 0.4
    green: float = 0.05
    appointment: float = 0.08
    hidden: Hidden = field(default_factory=Hidden)


KINDS: Final = (
    Kind(code="SS", share=0.24, median_min=7.2, sigma=0.60),
    Kind(code="BD", share=0.17, median_min=8.4, sigma=0.55),
    Kind(code="YB", share=0.20, median_min=4.9, sigma=0.65),
    Kind(code="GA", share=0.15, median_min=4.6, sigma=0.55),
    Kind(code="TZ", share=0.04, median_min=12.2, sigma=0.60),
    Kind(code="ZH", share=0.08, median_min=6.1, sigma=0.70),
    Kind(code="CJ", share=0.12, median_min=2.7, sigma=0.60),
)

PROFILE: Final = (
    (8.33, 8.5, 4.0),
    (8.5, 9.0, 11.0),
    (9.0, 9.5, 11.5),
    (9.5, 10.0, 11.5),
    (10.0, 10.5, 10.0),
    (10.5, 11.0, 8.0),
    (11.0, 11.75, 7.0),
    (12.75, 13.5, 7.5),
    (13.5, 14.0, 8.5),
    (14.0, 14.5, 7.5),
    (14.5, 15.0, 5.5),
    (15.0, 15.5, 4.0),
    (15.5, 16.75, 4.0),
)


def _windows(**counts: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(codes.split("_")) for codes, count in counts.items() for _ in range(count))


CROWDED_HALL: Final = Place(
    kinds=KINDS,
    windows=_windows(SS=7, SS_TZ=2, BD=5, BD_ZH=2, YB=5, YB_GA=1, GA=3, TZ=1, ZH_SS=1, ZH=1, CJ=2),
    numbers=1250,
    profile=PROFILE,
)
"""For the forecast of waits: thirty windows, some of several categories, much that is unseen."""

CROWDED_TRAIN: Final = 45
"""Days that come before the test, learnt from."""
CROWDED_TEST: Final = 12
CROWDED_SEED: Final = 20260302

MOVED_HALL: Final = replace(
    CROWDED_HALL,
    windows=_windows(SS=8, BD=6, YB=5, GA=4, TZ=2, ZH=3, CJ=2),
    service_factor=1.066,
    share_sd=0.28,
    hidden=NOTHING_HIDDEN,
)
"""For moving windows: each serves one category, and what people come for differs by day."""
MOVED_HALL_UNSEEN: Final = replace(MOVED_HALL, hidden=Hidden())
MOVED_TRAIN: Final = 20
MOVED_TEST: Final = 12
MOVED_SEED: Final = 20260525

CROWDED_CASES_FROM: Final = 8
"""Days before this one only teach what is usual; from it on they are forecast, for the trees."""
CROWDED_EVERY: Final = 3
"""Of the days before the test, one number in so many is forecast."""
CROWDED_RELEARNT: Final = 4
"""So many days pass between two nights of learning, here and with the real queue."""
BANK_FIRST_JUDGED: Final = 25
"""Days of the real queue before this one teach without being judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the adviser may move, for the curve of moves against waits."""

    name: str
    least_between_s: float
    """Between two moments at which something is moved."""
    moves: int
    """At most so many at such a moment."""
    threshold: float
    """Which part of what waits cost a move has to save."""


MOVED_LOOK_S: Final = 300.0
MOVED_FROM_S: Final = 8.5 * 3600
MOVED_UNTIL_S: Final = 16.9 * 3600
MOVED_MOST_CATEGORIES: Final = 2
MOVED_PACES: Final = (
    Pace(name="three every 5 min, 2 %", least_between_s=0, moves=3, threshold=0.02),
    Pace(name="three every 5 min, 5 %", least_between_s=0, moves=3, threshold=0.05),
    Pace(name="one every 5 min, 1 %", least_between_s=0, moves=1, threshold=0.01),
    Pace(name="one every 15 min, 5 %", least_between_s=900, moves=1, threshold=0.05),
    Pace(name="one every 30 min, 5 %", least_between_s=1800, moves=1, threshold=0.05),
)

# --- what it costs --------------------------------------------------------------------------------

COST_WAITING: Final = 100
"""So many wait in the crowded hall when a forecast is timed."""
COST_ROUNDS: Final = 40
COST_SIMPY_DAYS: Final = 3
COST_ENGINE_DAYS: Final = 200
COST_PRESSES: Final = 120
"""Presses with the forecast running and as many without, in turns, in one run."""
