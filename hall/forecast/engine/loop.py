"""The event loop: a drawn future happens under the queue's rule. Compiled; `twin` is its judge.

Theory of operation. Each window has a moment at which it next looks for work; each line is a chain
of persons by category and class. The earliest thing happens: somebody enters, and an idle window
that serves them looks at once; or a window looks, and calls the head with the highest score, as
`hall.core.choosing` has it. Who has left unseen is called in vain, who was seen to leave is dropped
when the head of a line is read. A ghost takes its turn and no time. Of things at one moment,
entering comes before looking, and a lower window before a higher one.
"""

import math
from typing import Any, Final, NamedTuple

import numpy as np

from hall.forecast.engine.arrays import (
    EXPECTED,
    GHOST,
    STREAM,
    WAITING,
    Floats,
    Ints,
    Packed,
    Records,
)
from hall.forecast.engine.compiling import compiled
from hall.forecast.engine.futures import Futures
from hall.forecast.engine.lines import LINE, NOBODY, choose, stand, take

_DESK: Final = np.dtype([("looks_s", "f8"), ("idle_s", "f8")])
"""When a window looks for work, infinite while it is idle; since when it is idle, or not a number.
"""
_MARKS: Final = np.dtype([("expected", "i8"), ("drawn", "i8"), ("asked", "i8")])
"""The next person expected and the next one drawn; how many are left whose call is asked for."""


class Calls(NamedTuple):
    """What happened, row by row as the futures."""

    called_s: Floats
    """Not a number for who was not called."""
    window: Ints
    """The row of the window that called, or -1."""


def run_all(packed: Packed, futures: Futures, until_s: float, *, only_asked: bool) -> Calls:
    """Let every future happen until a moment, or only until all who are known were called."""
    runs, people = futures.people.shape
    calls = Calls(np.full((runs, people), np.nan), np.full((runs, people), NOBODY))
    _run(
        futures.people,
        futures.counts,
        futures.free_s,
        packed.windows,
        packed.serves,
        packed.calls_in,
        packed.classes,
        packed.manner,
        np.empty((len(packed.services), len(packed.classes)), dtype=LINE),
        np.empty(people, dtype=np.int64),
        np.empty(len(packed.windows), dtype=_DESK),
        np.empty(1, dtype=_MARKS),
        np.array([len(packed.persons), packed.waiting + packed.ghosts]),
        until_s,
        only_asked,
        calls.called_s,
        calls.window,
    )
    return calls


@compiled
def _run(
    people: Records,
    counts: Ints,
    free_s: Floats,
    windows: Records,
    serves: Ints,
    calls_in: Floats,
    classes: Records,
    manner: Records,
    lines: Records,
    links: Ints,
    desks: Records,
    marks: Records,
    sizes: Ints,
    until_s: float,
    only_asked: bool,
    called_s: Floats,
    called_by: Ints,
) -> None:
    for run in range(people.shape[0]):
        lives = people[run]
        known = sizes[0]
        _set_out(lives, known, free_s[run], lines, links, desks)
        mark = marks[0]
        mark["expected"], mark["drawn"], mark["asked"] = 0, known, sizes[1]
        while not only_asked or mark["asked"] > 0:
            one = _next_to_enter(lives, known, counts[run], mark)
            enters_s = lives[one]["enters_s"] if one != NOBODY else math.inf
            row = _next_to_look(desks)
            looks_s = desks[row]["looks_s"] if row != NOBODY else math.inf
            if min(enters_s, looks_s) >= until_s or min(enters_s, looks_s) == math.inf:
                break
            if enters_s <= looks_s:
                _enter(lives, one, lines, links, desks, serves, calls_in, manner[0])
                _step(lives, one, mark)
                continue
            if not _calls_at(calls_in, row, looks_s):
                _go_away(desks[row], calls_in, row)
                continue
            chosen = choose(lives, lines, links, serves, classes, manner[0], mark, row, looks_s)
            if chosen == NOBODY:
                _rest(desks[row], looks_s)
                continue
            called_s[run, chosen] = looks_s
            called_by[run, chosen] = row
            _call(lives, chosen, lines, links, desks[row], windows[row], manner[0], mark)


@compiled
def _set_out(
    lives: Records, known: int, free_s: Floats, lines: Records, links: Ints, desks: Records
) -> None:
    """Everybody in line, every window at its place."""
    for category in range(lines.shape[0]):
        for each in range(lines.shape[1]):
            lines[category, each]["head"] = NOBODY
            lines[category, each]["tail"] = NOBODY
    for row in range(desks.shape[0]):
        idle = free_s[row] < 0.0
        desks[row]["looks_s"] = 0.0 if idle else free_s[row]
        desks[row]["idle_s"] = free_s[row] if idle else math.nan
    for one in range(known):
        if lives[one]["kind"] != EXPECTED:
            stand(lives[one], one, lines, links)


@compiled
def _next_to_enter(lives: Records, known: int, count: int, mark: Any) -> int:
    """The earlier of the next one expected and the next one drawn."""
    expected: int = mark["expected"]
    drawn: int = mark["drawn"]
    while expected < known and (
        lives[expected]["kind"] != EXPECTED or lives[expected]["enters_s"] == math.inf
    ):
        expected += 1
    mark["expected"] = expected
    if drawn >= count:
        return expected if expected < known else NOBODY
    if expected >= known:
        return drawn
    return expected if lives[expected]["enters_s"] <= lives[drawn]["enters_s"] else drawn


@compiled
def _step(lives: Records, one: int, mark: Any) -> None:
    if lives[one]["kind"] == STREAM:
        mark["drawn"] += 1
    else:
        mark["expected"] += 1


@compiled
def _next_to_look(desks: Records) -> int:
    found, soonest = NOBODY, math.inf
    for row in range(desks.shape[0]):
        if desks[row]["looks_s"] < soonest:
            found, soonest = row, desks[row]["looks_s"]
    return found


@compiled
def _enter(
    lives: Records,
    one: int,
    lines: Records,
    links: Ints,
    desks: Records,
    serves: Ints,
    calls_in: Floats,
    manner: Any,
) -> None:
    """Somebody takes a number; the window that is idle longest notices."""
    life = lives[one]
    stand(life, one, lines, links)
    now_s = life["enters_s"]
    row = _idle_window(desks, serves, calls_in, life["category"], now_s)
    if row != NOBODY:
        desks[row]["looks_s"] = now_s + manner["notice_s"]


@compiled
def _idle_window(
    desks: Records, serves: Ints, calls_in: Floats, category: int, now_s: float
) -> int:
    """The window that serves a category and has been idle longest."""
    found, since_s = NOBODY, math.inf
    for row in range(desks.shape[0]):
        desk = desks[row]
        if desk["looks_s"] != math.inf or not _serves(serves, row, category):
            continue
        if not _calls_at(calls_in, row, now_s):
            desk["looks_s"] = _next_stretch(calls_in, row, now_s)
        elif desk["idle_s"] < since_s:
            found, since_s = row, desk["idle_s"]
    return found


@compiled
def _serves(serves: Ints, row: int, category: int) -> bool:
    for place in range(serves.shape[1]):  # noqa: SIM110 - generators do not compile
        if serves[row, place] == category:
            return True
    return False


@compiled
def _calls_at(calls_in: Floats, row: int, now_s: float) -> bool:
    for each in range(calls_in.shape[1]):
        if calls_in[row, each, 0] <= now_s < calls_in[row, each, 1]:
            return True
    return False


@compiled
def _next_stretch(calls_in: Floats, row: int, now_s: float) -> float:
    soonest = math.inf
    for each in range(calls_in.shape[1]):
        if now_s < calls_in[row, each, 0] < soonest:
            soonest = calls_in[row, each, 0]
    return soonest


@compiled
def _go_away(desk: Any, calls_in: Floats, row: int) -> None:
    """Be away until the next stretch."""
    desk["looks_s"] = _next_stretch(calls_in, row, desk["looks_s"])
    desk["idle_s"] = desk["looks_s"]


@compiled
def _rest(desk: Any, now_s: float) -> None:
    """Be idle until somebody comes."""
    desk["looks_s"] = math.inf
    if not desk["idle_s"] <= now_s:
        desk["idle_s"] = now_s


@compiled
def _call(
    lives: Records,
    one: int,
    lines: Records,
    links: Ints,
    desk: Any,
    window: Any,
    manner: Any,
    mark: Any,
) -> None:
    """Take somebody off the line; the window is free again when it has served."""
    life, now_s = lives[one], desk["looks_s"]
    take(life, one, lines, links)
    if life["kind"] == WAITING or life["kind"] == GHOST:
        mark["asked"] -= 1
    if life["kind"] == GHOST:
        return
    desk["idle_s"] = math.nan
    if now_s - life["enters_s"] > life["stays_s"]:
        desk["looks_s"] = now_s + manner["no_show_s"] + life["after_s"]
    else:
        lasts_s = life["lasts_s"] * window["pace"]
        desk["looks_s"] = now_s + life["walk_s"] + lasts_s + life["after_s"]
