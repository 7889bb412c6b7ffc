"""What windows serve, guessed from what they have served, where no plan is on record.

A window's share of a category is taken from the last days as if they were some visits, and moved by
each visit of today: who serves something today that was rare before is soon known to, and who no
longer does is soon known not to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hall.forecast.learning.records import PastVisit

RECENT_DAYS: Final = 12
WORTH: Final = 10.0
"""As many visits of today weigh as much as the last days."""
LEAST_SHARE: Final = 0.06


@dataclass(slots=True)
class Skills:
    """The shares of each window's categories, as they change during a day."""

    before: Mapping[int, Mapping[str, float]]
    _today: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def note(self, window: int, category: str) -> None:
        """A window has called a visit of a category."""
        self._today[window][category] += 1

    def serves(self, window: int) -> tuple[str, ...]:
        """What it is supposed to serve now."""
        return tuple(self._serves(window))

    def _serves(self, window: int) -> Iterator[str]:
        before, now = self.before.get(window, {}), self._today[window]
        worth = WORTH if before else 0.0
        total = now.total() + worth
        for code in sorted({*before, *now}):
            if now[code] + worth * before.get(code, 0.0) >= LEAST_SHARE * total:
                yield code


def shares(visits: Iterable[PastVisit], day: date) -> dict[int, dict[str, float]]:
    """What part of each window's visits of the last days was of each category."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for each in visits:
        if each.window is not None and 0 < (day - each.day).days <= RECENT_DAYS:
            counts[each.window][each.category] += 1
    return {
        window: {code: count / codes.total() for code, count in codes.items()}
        for window, codes in counts.items()
    }
