"""The event loop: a drawn future happens under the queue's rule. Compiled; `twin` is its judge.

Theory of operation. Each window has a moment at which it next looks for work; each line is a chain
of persons by category and class. The earliest thing happens: somebody enters, and an idle window
that serves them looks at once; or a window looks, and calls the head with the highest score, as
`hall.core.choosing` has it. Who has left unseen is called in vain, who was seen to leave is dropped
when the head of a line is read, and counts as standing until then. A ghost takes its turn, counts
nowhere and takes no time. Of things at one moment, entering comes before looking, and a lower
window before a higher one.
"""

import math
from typing import Any, Final, NamedTuple

import numpy as np

from hall.forecast.engine.arrays import (
    EXPECTED,
    GHOST,
    STREAM,
    Floats,
    Ints,
    Packed,
    Records,
)
from hall.forecast.engine.compiling import compiled
from hall.forecast.engine.futures import Futures
from hall.forecast.engine.lines import CHAIN, NOBODY, choose, may_call, stand, take

NO_PLACE: Final = -2

_DESK: Final = np.dtype([("looks_s", "f8"), ("idle_s", "f8")])
"""When a window looks for work, infinite while it is idle; since when it is idle, or not a number.
"""
_MARK: Final = np.dtype([("expected", "i8"), ("drawn", "i8")])
"""The next person expected and the next one drawn."""


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
        len(packed.persons),
        packed.windows,
        packed.callable,
        packed.places,
        packed.calls_in,
        packed.lines,
        packed.manner,
        np.empty(len(packed.lines), dtype=CHAIN),
        np.empty(people, dtype=np.int64),
        np.empty(len(packed.services) + 1, dtype=np.int64),
        np.empty(len(packed.windows), dtype=_DESK),
        np.empty(1, dtype=_MARK),
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
    known: int,
    windows: Records,
    callable_: Ints,
    places: Ints,
    calls_in: Floats,
    lines: Records,
    manner: Records,
    chains: Records,
    links: Ints,
    standing: Ints,
    desks: Records,
    marks: Records,
    until_s: float,
    only_asked: bool,
    called_s: Floats,
    called_by: Ints,
) -> None:
    leaves_seen, mark = manner[0]["leaves_seen"] == 1, marks[0]
    for run in range(people.shape[0]):
        lives = people[run]
        _set_out(lives, known, free_s[run], chains, links, standing, desks, mark)
        while standing[-1] > 0 or not only_asked:
            one = _next_to_enter(lives, known, counts[run], mark)
            enters_s = lives[one]["enters_s"] if one != NOBODY else math.inf
            row = _next_to_look(desks)
            looks_s = desks[row]["looks_s"] if row != NOBODY else math.inf
            if min(enters_s, looks_s) >= until_s or min(enters_s, looks_s) == math.inf:
                break
            if enters_s <= looks_s:
                _pass(lives[one], mark)
                stand(lives[one], one, chains, links, standing)
                _wake(
                    lives[one], windows, callable_, places, calls_in, lines, standing, desks, manner
                )
            elif not _calls_at(calls_in, row, looks_s):
                _go_away(desks[row], calls_in, row)
            else:
                own = windows[row]["own"]
                one = choose(
                    lives,
                    chains,
                    links,
                    standing,
                    lines,
                    callable_,
                    places,
                    own,
                    row,
                    looks_s,
                    leaves_seen,
                )
                if one == NOBODY:
                    _rest(desks[row], looks_s)
                    continue
                take(lives[one], one, chains, links, standing)
                called_s[run, one], called_by[run, one] = looks_s, row
                _serve(lives[one], desks[row], windows[row]["pace"], manner[0]["no_show_s"])


@compiled
def _set_out(
    lives: Records,
    known: int,
    free_s: Floats,
    chains: Records,
    links: Ints,
    standing: Ints,
    desks: Records,
    mark: Any,
) -> None:
    """Everybody in line, every window at its place."""
    standing[:] = 0
    for number in range(chains.shape[0]):
        chains[number]["head"] = NOBODY
        chains[number]["tail"] = NOBODY
    for row in range(desks.shape[0]):
        idle = free_s[row] < 0.0
        desks[row]["looks_s"] = 0.0 if idle else free_s[row]
        desks[row]["idle_s"] = free_s[row] if idle else math.nan
    mark["expected"], mark["drawn"] = 0, known
    for one in range(known):
        if lives[one]["kind"] != EXPECTED:
            stand(lives[one], one, chains, links, standing)


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
def _pass(life: Any, mark: Any) -> None:
    """Whoever comes is not the next to come any more."""
    if life["kind"] == STREAM:
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
def _wake(
    life: Any,
    windows: Records,
    callable_: Ints,
    places: Ints,
    calls_in: Floats,
    lines: Records,
    standing: Ints,
    desks: Records,
    manner: Records,
) -> None:
    """Somebody has come: of the windows that may call, the one that is idle longest notices."""
    now_s, found, since_s = life["enters_s"], NOBODY, math.inf
    for row in range(desks.shape[0]):
        desk = desks[row]
        if desk["looks_s"] != math.inf:
            continue
        place = _place(callable_, places, row, life["line"])
        if place == NO_PLACE or not may_call(
            lines[life["line"]], place, windows[row]["own"], standing
        ):
            continue
        if not _calls_at(calls_in, row, now_s):
            desk["looks_s"] = _next_stretch(calls_in, row, now_s)
        elif desk["idle_s"] < since_s:
            found, since_s = row, desk["idle_s"]
    if found != NOBODY:
        desks[found]["looks_s"] = now_s + manner[0]["notice_s"]


@compiled
def _place(callable_: Ints, places: Ints, row: int, line: int) -> int:
    """The place of a line in a window's plan."""
    for at in range(callable_.shape[1]):
        if callable_[row, at] == line:
            return int(places[row, at])
    return NO_PLACE


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
def _serve(life: Any, desk: Any, pace: float, no_show_s: float) -> None:
    """The window is free again when it has served, or has called in vain; a ghost takes no time."""
    now_s = desk["looks_s"]
    if life["kind"] == GHOST:
        return
    desk["idle_s"] = math.nan
    if now_s - life["enters_s"] > life["stays_s"]:
        desk["looks_s"] = now_s + no_show_s + life["after_s"]
    else:
        desk["looks_s"] = now_s + life["walk_s"] + life["lasts_s"] * pace + life["after_s"]
