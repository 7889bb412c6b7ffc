"""The plain twin of the loop: one future happens, written for reading. It judges, and is slow.

Nothing is shared with `loop` but the futures: here everybody waits in one list that is searched
whole, and moments are found by looking at all of them.
"""

import math
from dataclasses import dataclass, field
from typing import Final

from hall.forecast.engine.arrays import sorted_lines
from hall.forecast.engine.futures import Futures
from hall.forecast.engine.state import Counter, Line, State

_MINUTE_S: Final = 60.0
_DIGITS: Final = 6


@dataclass(slots=True)
class _Person:
    number: int
    enters_s: float
    line: Line
    lasts_s: float
    walk_s: float
    after_s: float
    stays_s: float
    order: int
    ghost: bool


@dataclass(slots=True)
class _Window:
    row: int
    counter: Counter
    looks_s: float
    idle_s: float | None = None

    def calls_at(self, now_s: float) -> bool:
        return any(start <= now_s < end for start, end in self.counter.calls_in)

    def next_stretch(self, now_s: float) -> float:
        later = [start for start, _ in self.counter.calls_in if start > now_s]
        return min(later, default=math.inf)


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called when by which row of the windows."""

    person: int
    at_s: float
    row: int


@dataclass(slots=True)
class Twin:
    """One future of a state; `run` lets it happen."""

    state: State
    futures: Futures
    run_no: int
    asked: tuple[Line, ...] = ()
    _line: list[_Person] = field(default_factory=list)
    _windows: list[_Window] = field(default_factory=list)
    _called: list[Called] = field(default_factory=list)

    def run(self, until_s: float = math.inf) -> list[Called]:
        """All calls before a moment, in the order they happen."""
        coming = self._set_out()
        while True:
            window = min(self._windows, key=lambda each: (each.looks_s, each.row))
            enters_s = coming[0].enters_s if coming else math.inf
            if min(enters_s, window.looks_s) >= until_s or enters_s == window.looks_s == math.inf:
                return self._called
            if enters_s <= window.looks_s:
                self._enter(coming.pop(0))
            else:
                self._look(window)

    def _set_out(self) -> list[_Person]:
        futures, waiting = self.futures, len(self.state.waiting)
        first_ghost = waiting + len(self.state.arrivals.expected)
        known = first_ghost + len(self.asked)
        lines = sorted_lines(self.state, self.asked)
        people = [
            self._person(one, lines, ghost=first_ghost <= one < known)
            for one in range(int(futures.counts[self.run_no]))
        ]
        self._line = people[:waiting] + people[first_ghost:known]
        for row, counter in enumerate(self.state.windows):
            free_s = float(futures.free_s[self.run_no, row])
            idle_s = free_s if free_s < 0 else None
            self._windows.append(_Window(row, counter, max(free_s, 0.0), idle_s))
        coming = people[waiting:first_ghost] + people[known:]
        here = [each for each in coming if each.enters_s < math.inf]
        return sorted(here, key=lambda each: each.enters_s)

    def _person(self, one: int, lines: list[Line], *, ghost: bool) -> _Person:
        life = self.futures.people[self.run_no, one]
        return _Person(
            number=one,
            enters_s=float(life["enters_s"]),
            line=lines[int(life["line"])],
            order=int(life["order"]),
            lasts_s=float(life["lasts_s"]),
            walk_s=float(life["walk_s"]),
            after_s=float(life["after_s"]),
            stays_s=float(life["stays_s"]),
            ghost=ghost,
        )

    def _enter(self, person: _Person) -> None:
        self._line.append(person)
        now_s = person.enters_s
        for window in self._windows:
            asleep = window.idle_s is not None and window.looks_s == math.inf
            if asleep and not window.calls_at(now_s) and self._serves(window, person):
                window.looks_s = window.next_stretch(now_s)
        idle = [
            each
            for each in self._windows
            if each.idle_s is not None
            and each.looks_s == math.inf
            and self._serves(each, person)
            and each.calls_at(now_s)
        ]
        if idle:
            first = min(idle, key=lambda each: (each.idle_s, each.row))
            first.looks_s = now_s + self.state.habits.notice_s

    def _serves(self, window: _Window, person: _Person) -> bool:
        """Whether a window may call somebody now."""
        place = self.state.place(window.counter, person.line)
        if place is None:
            return False
        return place < len(window.counter.categories) or self._needs_help(person.line.category)

    def _needs_help(self, category: int) -> bool:
        waiting = [each for each in self._line if each.line.category == category]
        return sum(not each.ghost for each in waiting) >= self.state.rule.helped_above

    def _look(self, window: _Window) -> None:
        now_s = window.looks_s
        if not window.calls_at(now_s):
            window.looks_s = window.idle_s = window.next_stretch(now_s)
            return
        person = self._choose(window, now_s)
        if person is None:
            window.looks_s = math.inf
            if window.idle_s is None or window.idle_s > now_s:
                window.idle_s = now_s
            return
        self._line.remove(person)
        self._called.append(Called(person.number, now_s, window.row))
        if not person.ghost:
            window.idle_s = None
            window.looks_s = self._free_again(window, person, now_s)

    def _free_again(self, window: _Window, person: _Person, now_s: float) -> float:
        if now_s - person.enters_s > person.stays_s:
            return now_s + self.state.habits.no_show_s + person.after_s
        lasts_s = person.lasts_s * window.counter.pace
        return now_s + person.walk_s + lasts_s + person.after_s

    def _choose(self, window: _Window, now_s: float) -> _Person | None:
        if self.state.habits.leaves_seen:
            self._line = [each for each in self._line if now_s - each.enters_s <= each.stays_s]
        mine = [each for each in self._line if self._serves(window, each)]
        return min(mine, key=lambda each: self._rank(window, each, now_s), default=None)

    def _rank(self, window: _Window, person: _Person, now_s: float) -> tuple[float, ...]:
        """Overdue first and by age, then score, the plan's order, age and order of issue."""
        place = self.state.place(window.counter, person.line) or 0
        waited_s = now_s - person.enters_s
        if waited_s >= self.state.rule.overdue_s:
            return (0, person.enters_s, 0, place, 0, person.order)
        pace = self.state.rule.classes[person.line.visit_class]
        score = round(pace.head_start_min + pace.rate * waited_s / _MINUTE_S, _DIGITS)
        return (1, 0, -score, place, person.enters_s, person.order)
