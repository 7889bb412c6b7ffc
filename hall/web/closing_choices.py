"""What managers have chosen for those who will not be reached, until the day is closed.

It changes nothing in the hall, and every manager's page shows it. It lives in memory: after a
restart all are served on until somebody chooses again. What must not live here: closing (see
`hall.core`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Choice(StrEnum):
    """What becomes of somebody who waits at closing time."""

    SERVE = "serve"
    CODE = "code"
    END = "end"


@dataclass(slots=True)
class ClosingChoices:
    """The choices for one day, by visit; another day begins without any."""

    _day: date | None = None
    _chosen: dict[str, Choice] = field(default_factory=dict)

    def choose(self, day: date | None, choices: Mapping[str, Choice]) -> None:
        """Something was chosen for these."""
        self._chosen = {**self.on(day), **choices}
        self._day = day

    def on(self, day: date | None) -> Mapping[str, Choice]:
        """What was chosen on a day."""
        return self._chosen if day == self._day else {}
