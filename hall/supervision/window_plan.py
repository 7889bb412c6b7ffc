"""A draft plan from the window design: which window serves which category, by load. Pure.

Theory of operation. The windows of integrated categories and of other general affairs are shared
out by the work that each category will have: each gets one, so that nothing is left without a
window, and every further one goes where a window would have most to do. Then as few windows as
possible change: who serves a category goes on with all it serves, and only what a category has too
many of moves, within its area where it can. Departments' own windows, pick-up and enquiry stay as
they are. What is left without a window is taken on beside its own by the window with least to do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hall.catalogue.model import Catalogue
from hall.core.hall import CategoryKind
from hall.supervision.window_design import Evidence, Proposal

_SHARED: Final = frozenset({CategoryKind.INTEGRATED, CategoryKind.GENERAL})

Entries = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A window as it is planned today; its first category is its own."""

    no: int
    categories: tuple[str, ...]
    area: str = ""
    skills: frozenset[str] | None = None
    """What the clerk who sits there may serve; None is all."""
    fixed: bool = False
    """A department's own window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a window serves today and would serve under the draft."""

    no: int
    now: tuple[str, ...]
    then: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether the draft changes anything at this window."""
        return self.now != self.then


def loads(
    catalogue: Catalogue, seen: Evidence, proposals: Iterable[Proposal]
) -> tuple[Counter[str], Counter[str]]:
    """The minutes of work of each category now, and after the proposals."""
    now: Counter[str] = Counter()
    then: Counter[str] = Counter()
    for each in proposals:
        minutes = seen.numbers.get(each.matter, 0) * catalogue.matters[each.matter].service.mean
        now[each.now] += round(minutes)
        then[each.proposed] += round(minutes)
    return now, then


def draft(seats: Sequence[Seat], catalogue: Catalogue, load: Mapping[str, int]) -> list[Entry]:
    """The draft for every window, in order; without any load nothing changes."""
    codes = [code for code, each in catalogue.categories.items() if each.kind in _SHARED]
    movable = [each for each in seats if not each.fixed and _serves_only(each, codes)]
    entries = {each.no: each.categories for each in seats}
    wanted = [code for code in codes if load.get(code) or _served(code, movable)]
    if movable and any(load.get(code) for code in codes):
        counts = _shares(len(movable), wanted, load)
        _move(entries, movable, counts, load)
        _cover(entries, movable, wanted, load)
    return [Entry(no=each.no, now=each.categories, then=entries[each.no]) for each in seats]


def _serves_only(seat: Seat, codes: Sequence[str]) -> bool:
    return bool(seat.categories) and set(seat.categories) <= set(codes)


def _served(code: str, seats: Iterable[Seat]) -> bool:
    return any(code in each.categories for each in seats)


def _shares(windows: int, codes: Sequence[str], load: Mapping[str, int]) -> Counter[str]:
    """How many windows each category gets; where they do not go round, the most loaded have one."""
    by_load = sorted(codes, key=lambda code: -load.get(code, 0))
    counts = Counter(by_load[:windows])
    for _ in range(windows - len(codes)):
        counts[max(codes, key=lambda code: load.get(code, 0) / counts[code])] += 1
    return counts


def _move(
    entries: Entries, movable: Sequence[Seat], counts: Counter[str], load: Mapping[str, int]
) -> None:
    """Give what some categories have too many of to those that have too few."""
    homes = Counter(each.categories[0] for each in movable)
    free, missing = homes - counts, counts - homes
    for code in sorted(missing.elements(), key=lambda code: -load.get(code, 0)):
        areas = {each.area for each in movable if code in each.categories}
        able = [
            each
            for each in movable
            if free[each.categories[0]] > 0
            and entries[each.no] == each.categories
            and _may(each, code)
        ]
        if able:
            seat = min(able, key=lambda each: (each.area not in areas, -each.no))
            free[seat.categories[0]] -= 1
            entries[seat.no] = (code,)


def _may(seat: Seat, code: str) -> bool:
    """Whether the clerk who sits there, if any, may serve a category."""
    return seat.skills is None or code in seat.skills


def _cover(
    entries: Entries, movable: Sequence[Seat], codes: Sequence[str], load: Mapping[str, int]
) -> None:
    """Have whatever has no window taken on by the window with least to do."""
    for code in codes:
        if any(code in entries[each.no] for each in movable):
            continue
        homes = Counter(entries[each.no][0] for each in movable)
        able = [each for each in movable if _may(each, code)]
        seat = min(
            able or movable,
            key=lambda each: (
                len(entries[each.no]),
                load.get(entries[each.no][0], 0) / homes[entries[each.no][0]],
            ),
        )
        entries[seat.no] = (*entries[seat.no], code)
