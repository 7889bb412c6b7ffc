"""A forecaster that says what it is told to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hall.core.hall import Hall
from hall.forecast.ranges import Forecasts, WaitRange

METHOD = "by heart"


def ranges(
    at: datetime, *, visits: dict[str, tuple[int, int]] | None = None, **categories: tuple[int, int]
) -> Forecasts:
    """Forecasts as given."""
    return Forecasts(
        at=at,
        categories={code: _range(*each) for code, each in categories.items()},
        visits={visit: _range(*each) for visit, each in (visits or {}).items()},
    )


def _range(low_min: int, high_min: int) -> WaitRange:
    return WaitRange(low_min=low_min, high_min=high_min, method=METHOD)


@dataclass
class ForecasterByHeart:
    """Answers each time with the next of its answers; the last one stays."""

    answers: list[Callable[[datetime], Forecasts]]
    method: str = METHOD
    asked: list[Hall] = field(default_factory=list)

    def forecast(self, hall: Hall, now: datetime) -> Forecasts:
        """The next answer."""
        self.asked.append(hall)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(now)
