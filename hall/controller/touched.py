"""What a change altered that somebody is shown, found by comparing the hall before and after; pure.

Values that did not change are the same objects in both halls, so comparing costs next to nothing,
and no list of events has to be kept up to date here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hall.core.hall import Hall, LineKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Windows by what changed there."""

    acted: frozenset[int] = frozenset()
    """Something happened at the window: its clerk, its plan entry, its visit, its question."""
    counted: frozenset[int] = frozenset()
    """Only other people wait for it now."""

    @property
    def windows(self) -> tuple[int, ...]:
        """All of them in order."""
        return tuple(sorted(self.acted | self.counted))

    def __or__(self, other: "Touched") -> "Touched":
        acted = self.acted | other.acted
        return Touched(acted=acted, counted=(self.counted | other.counted) - acted)


def touched(before: Hall, after: Hall) -> Touched:
    """The windows where something is other than it was."""
    acted = frozenset(no for no in after.windows if _stands(before, no) != _stands(after, no))
    categories = set(_moved(before, after)) | set(_moved(after, before))
    counted = frozenset(
        no
        for no, window in after.windows.items()
        if categories.intersection((*window.categories, *window.secondary))
    )
    return Touched(acted=acted, counted=counted - acted)


def _stands(hall: Hall, no: int) -> tuple[object, ...]:
    """What stands at a window, and what holds there because it holds everywhere."""
    window = hall.windows.get(no)
    visit = hall.visits.get(window.visit) if window and window.visit else None
    return window, visit, hall.emergency, hall.paused, hall.announcement


def _moved(hall: Hall, other: Hall) -> Iterator[str]:
    """The categories with a line that is not the same in another hall."""
    if hall.lines is other.lines:
        return
    key: LineKey
    for key, line in hall.lines.items():
        if other.lines.get(key) is not line:
            yield key[0]
