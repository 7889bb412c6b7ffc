"""The plain forecast from the length of the queue: (n + 1) services shared by the open windows.

A window that serves k categories counts as 1/k for each of them. The range is wide on purpose:
service times vary, and a promise that is kept is worth more than a short one. What must not live
here: the queue's state; callers hand over three numbers.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

METHOD: Final = "queue length"
_LOW: Final = 0.6
_HIGH: Final = 1.5
_STEP_MIN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForecast:
    """A range of minutes, rounded outwards to five, and the method that answered."""

    low_min: int
    high_min: int
    method: str


def forecast(*, ahead: int, windows: float, service_min: float) -> WaitForecast | None:
    """The wait behind `ahead` people at `windows` open windows; None while none is open.

    `service_min` is the mean service time in minutes.
    """
    if windows <= 0:
        return None
    expected_min = (ahead + 1) * service_min / windows if ahead else 0.0
    low = floor(expected_min * _LOW / _STEP_MIN) * _STEP_MIN
    high = max(ceil(expected_min * _HIGH / _STEP_MIN), 1) * _STEP_MIN
    return WaitForecast(low_min=low, high_min=high, method=METHOD)
