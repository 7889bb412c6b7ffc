"""A past day seen again as it was at each moment, from its records alone.

Only what was known at a moment is used: who had been called by then, and which windows were open.
Where no stretches are on record, a window counts as open while it serves and for a while after.
"""

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hall.forecast.engine.state import CLASSES, Line, Rule
from hall.forecast.figures import Figures
from hall.forecast.learning.records import PastStretch, PastVisit
from hall.forecast.learning.skills import Skills
from hall.forecast.learning.today import Finished
from hall.forecast.present import LATELY_S, Called, Desk, Handled, Present, Standing, finished

ABSENT_AFTER_S: Final = 45 * 60.0
"""Without stretches on record, a window idle for so long has gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a number was taken, what the hall was like then, and what became of it."""

    visit: PastVisit
    line: Line
    present: Present


@dataclass(slots=True)
class _Window:
    no: int
    categories: tuple[int, ...]
    stretches: tuple[tuple[float, float], ...] | None
    hand: PastVisit | None = None
    free_since_s: float | None = None

    def is_open(self, now_s: float) -> bool:
        if self.stretches is not None:
            return any(start <= now_s < end for start, end in self.stretches)
        if self.hand is not None:
            return True
        return self.free_since_s is not None and now_s - self.free_since_s < ABSENT_AFTER_S


@dataclass(slots=True)
class Replay:
    """One day, gone through in the order of its numbers."""

    figures: Figures
    rule: Rule
    visits: Sequence[PastVisit]
    """In the order of issue."""
    stretches: Iterable[PastStretch] = ()
    skills: Skills | None = None
    """What windows are supposed to serve, where the stretches do not say."""
    only_queued: bool = False
    """Whether a moment counts only when the visit was not called at once."""
    _windows: dict[int, _Window] = field(default_factory=dict)
    _standing: dict[str, Standing] = field(default_factory=dict)
    _finished: list[Finished] = field(default_factory=list)
    _called: deque[Called] = field(default_factory=deque)
    _came: deque[tuple[float, int]] = field(default_factory=deque)
    _left: deque[tuple[float, int]] = field(default_factory=deque)

    def moments(self) -> Iterator[Moment]:
        """Each number taken, with the hall as it was just before."""
        place = {code: at for at, code in enumerate(self.figures.categories)}
        self._set_out(place)
        changes = self._changes()
        times = [at_s for at_s, *_ in changes]
        done = 0
        for order, visit in enumerate(self.visits, 1):
            upto = bisect_right(times, visit.issued_s)
            for _, kind, other in changes[done:upto]:
                self._change(kind, other, place)
            done = upto
            line = Line(place[visit.category], CLASSES.index(visit.visit_class))
            self._came.append((visit.issued_s, line.category))
            at_once = _served_at_once(visit)
            if not (at_once and self.only_queued):
                joins = line.category if self.only_queued else None
                present = self._present(visit.issued_s, order - 1, joins)
                yield Moment(visit=visit, line=line, present=present)
            if at_once:
                continue
            self._standing[visit.visit] = Standing(
                visit=visit.visit,
                line=line,
                entered_s=visit.issued_s,
                order=order,
                matter=visit.matter,
            )

    def _set_out(self, place: Mapping[str, int]) -> None:
        spans: dict[int, list[tuple[float, float]]] = {}
        serves: dict[int, tuple[str, ...]] = {}
        for each in self.stretches:
            spans.setdefault(each.window, []).append((each.from_s, each.until_s))
            serves.setdefault(each.window, each.categories)
        for no, codes in sorted(serves.items()):
            known = tuple(place[code] for code in codes if code in place)
            self._windows[no] = _Window(no, known, tuple(spans[no]))

    def _changes(self) -> list[tuple[float, str, PastVisit]]:
        changes: list[tuple[float, str, PastVisit]] = []
        for each in self.visits:
            if each.called_s is not None:
                changes.append((each.called_s, "called", each))
                if each.finished_s is not None:
                    changes.append((each.finished_s, "finished", each))
            elif each.left_s is not None:
                changes.append((each.left_s, "left", each))
        return sorted(changes, key=lambda change: change[0])

    def _change(self, kind: str, visit: PastVisit, place: Mapping[str, int]) -> None:
        if kind != "finished":
            self._standing.pop(visit.visit, None)
        if kind == "left":
            self._left.append((visit.left_s or 0.0, place[visit.category]))
        window = self._window(visit.window, place)
        if window is None or kind == "left":
            return
        if kind == "called":
            window.hand = visit
            if self.skills is not None:
                self.skills.note(window.no, visit.category)
            self._called.append(
                Called(
                    category=place[visit.category],
                    window=window.no,
                    at_s=visit.called_s or 0.0,
                    wait_s=visit.wait_s or 0.0,
                )
            )
        elif window.hand is visit:
            window.hand, window.free_since_s = None, visit.finished_s
            self._note(visit, place)

    def _window(self, no: int | None, place: Mapping[str, int]) -> _Window | None:
        if no is None or self.skills is None:
            return self._windows.get(no or 0)
        window = self._windows.setdefault(no, _Window(no, (), None))
        window.categories = tuple(place[code] for code in self.skills.serves(no) if code in place)
        return window

    def _note(self, visit: PastVisit, place: Mapping[str, int]) -> None:
        if visit.service_s is not None and visit.finished_s is not None:
            self._finished.append(
                finished(
                    self.figures,
                    category=place[visit.category],
                    matter=visit.matter,
                    window=visit.window or 0,
                    at_s=visit.finished_s,
                    lasted_s=visit.service_s,
                )
            )

    def _present(self, now_s: float, issued: int, joins: int | None) -> Present:
        place = {code: at for at, code in enumerate(self.figures.categories)}
        self._forget(now_s - LATELY_S)
        return Present(
            now_s=now_s,
            rule=self.rule,
            standing=tuple(self._standing.values()),
            desks=tuple(
                desk for each in self._windows.values() if (desk := _desk(each, now_s, place))
            ),
            finished=tuple(self._finished),
            issued=issued,
            joins=joins,
            called=tuple(self._called),
            came=Counter(category for _, category in self._came),
            left=Counter(category for _, category in self._left),
        )

    def _forget(self, before_s: float) -> None:
        while self._called and self._called[0].at_s < before_s:
            self._called.popleft()
        for moments in (self._came, self._left):
            while moments and moments[0][0] < before_s:
                moments.popleft()


def _served_at_once(visit: PastVisit) -> bool:
    ends_s = visit.left_s if visit.called_s is None else visit.called_s
    return ends_s is not None and ends_s <= visit.issued_s


def _desk(window: _Window, now_s: float, place: Mapping[str, int]) -> Desk | None:
    is_open = window.is_open(now_s)
    if window.stretches is None and not is_open:
        return None
    hand = window.hand
    return Desk(
        no=window.no,
        categories=window.categories,
        open=is_open,
        hand=_handled(hand, now_s, place) if hand else None,
        free_since_s=window.free_since_s,
        away_until_s=_back(window, now_s) if not is_open else None,
    )


def _handled(hand: PastVisit, now_s: float, place: Mapping[str, int]) -> Handled:
    begun = hand.started_s is not None and hand.started_s <= now_s
    return Handled(
        category=place[hand.category],
        called_s=hand.called_s or 0.0,
        started_s=hand.started_s if begun else None,
        matter=hand.matter,
    )


def _back(window: _Window, now_s: float) -> float | None:
    """When a window that is closed opens again by the day's roster."""
    later = [start for start, _ in window.stretches or () if start > now_s]
    return min(later, default=None)
