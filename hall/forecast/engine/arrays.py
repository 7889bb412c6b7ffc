"""A state as arrays of records, the way compiled code reads it.

People are numbered in one row: those who wait, those who are expected, one ghost for each question
"if I took a number now", and those who will come. Compiled code takes arrays one by one and never
in tuples: a tuple counts references at every step, which costs most of the time.
"""

import math
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hall.forecast.engine.state import CLASSES, Counter, Habits, InHand, Line, Spread, State

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Records = NDArray[Any]

NOTHING: Final = 0
CALLED: Final = 1
SERVING: Final = 2
RESTING: Final = 3
"""Nothing is in hand although people wait: the clerk clears the counter, or has paused unseen."""

STREAM: Final = 0
"""Drawn: comes later."""
WAITING: Final = 1
EXPECTED: Final = 2
GHOST: Final = 3
"""Only asks: takes its turn and no time."""

PERSON: Final = np.dtype(
    [
        ("enters_s", "f8"),
        ("category", "i8"),
        ("line", "i8"),
        ("kind", "i8"),
        ("order", "i8"),
        ("mu", "f8"),
        ("sigma", "f8"),
        ("chance", "f8"),
    ]
)
"""Who is known by now; `chance` is how likely somebody expected comes at all."""
WINDOW: Final = np.dtype(
    [
        ("pace", "f8"),
        ("hand", "i8"),
        ("elapsed_s", "f8"),
        ("mu", "f8"),
        ("sigma", "f8"),
        ("free_s", "f8"),
        ("own", "i8"),
    ]
)
"""`own` is how many categories it serves: places from there on are for help.

`elapsed_s` counts from the call, from the start of the service, or from when it got free.
"""
LINE: Final = np.dtype(
    [
        ("category", "i8"),
        ("rate", "f8"),
        ("head_start", "f8"),
        ("overdue_s", "f8"),
        ("helped_above", "i8"),
    ]
)
"""How those who stand in a line gain priority, and how many must wait for help to come."""
SERVICE: Final = np.dtype([("mu", "f8"), ("sigma", "f8")])
MANNER: Final = np.dtype(
    [
        ("walk_mu", "f8"),
        ("walk_sigma", "f8"),
        ("between_mu", "f8"),
        ("between_sigma", "f8"),
        ("patience_mu", "f8"),
        ("patience_sigma", "f8"),
        ("pause_mu", "f8"),
        ("pause_sigma", "f8"),
        ("pause_chance", "f8"),
        ("no_show_share", "f8"),
        ("no_show_s", "f8"),
        ("notice_s", "f8"),
        ("leaves_seen", "i8"),
        ("pace_sd", "f8"),
        ("day_sd", "f8"),
    ]
)
"""How people behave: logarithms of seconds, shares, seconds."""


class Packed(NamedTuple):
    """Everything about a state."""

    persons: Records
    windows: Records
    lines: Records
    callable: Ints
    """The lines that each window may call, in the plan's order, padded with -1."""
    places: Ints
    """The place of each of them in the plan."""
    calls_in: Floats
    """Stretches of each window as pairs; infinite from both ends where there are fewer."""
    services: Records
    """By category, for those who will come."""
    edges_s: Floats
    rates: Floats
    class_parts: Floats
    """The share among those who will come of each class and those before it."""
    line_of: Ints
    """The line of each category and class for those who will come."""
    manner: Records
    """One record."""
    waiting: int
    asking: int


def pack(state: State, asked: tuple[Line, ...] = ()) -> Packed:
    """A state as arrays, with the questions that are asked of it: one ghost for each line."""
    arrivals = state.arrivals
    rates = arrivals.rates or ((0.0,) * len(state.categories),)
    edges = arrivals.edges_s if arrivals.rates else (0.0, math.inf)
    lines = sorted_lines(state, asked)
    at = {line: number for number, line in enumerate(lines)}
    callable_, places = _callable(state, lines)
    return Packed(
        persons=_persons(state, asked, at),
        windows=_records(WINDOW, [_window(each) for each in state.windows]),
        lines=_records(LINE, [_gain(state, line) for line in lines]),
        callable=callable_,
        places=places,
        calls_in=_stretches(state.windows),
        services=_records(SERVICE, [(each.mu, each.sigma) for each in state.services]),
        edges_s=np.array(edges, dtype=np.float64),
        rates=np.array(rates, dtype=np.float64).reshape(len(edges) - 1, len(state.categories)),
        class_parts=_class_parts(arrivals.class_shares),
        line_of=_line_of(state, at),
        manner=_records(MANNER, [_manner(state.habits, arrivals.day_sd)]),
        waiting=len(state.waiting),
        asking=len(asked),
    )


def _records(dtype: "np.dtype[Any]", rows: list[tuple[float, ...]]) -> Records:
    return np.array(rows, dtype=dtype)


def sorted_lines(state: State, asked: tuple[Line, ...]) -> list[Line]:
    """Every line in which somebody may stand."""
    drawn = (
        Line(category, each)
        for category in range(len(state.categories))
        for each, share in enumerate(state.arrivals.class_shares)
        if share > 0 and any(rates[category] for rates in state.arrivals.rates)
    )
    return sorted(
        {each.line for each in state.waiting}
        | {each.line for each in state.arrivals.expected}
        | {*drawn, *asked},
        key=_key,
    )


def _key(line: Line) -> tuple[int, int, tuple[str, ...], int]:
    return (line.category, line.visit_class, line.needs, line.window or 0)


def _gain(state: State, line: Line) -> tuple[float, ...]:
    pace = state.rule.classes[line.visit_class]
    rule = state.rule
    return (line.category, pace.rate, pace.head_start_min, rule.overdue_s, rule.helped_above)


def _line_of(state: State, at: dict[Line, int]) -> Ints:
    return np.array(
        [
            [at.get(Line(category, each), -1) for each in range(len(CLASSES))]
            for category in range(len(state.categories))
        ],
        dtype=np.int64,
    ).reshape(len(state.categories), len(CLASSES))


def _callable(state: State, lines: list[Line]) -> tuple[Ints, Ints]:
    rows = [
        sorted(
            (place, number)
            for number, line in enumerate(lines)
            if (place := state.place(window, line)) is not None
        )
        for window in state.windows
    ]
    widest = max((len(row) for row in rows), default=0)
    padded = [row + [(-1, -1)] * (max(widest, 1) - len(row)) for row in rows]
    both = np.array(padded, dtype=np.int64).reshape(len(rows), max(widest, 1), 2)
    return both[:, :, 1].copy(), both[:, :, 0].copy()


def _persons(state: State, asked: tuple[Line, ...], at: dict[Line, int]) -> Records:
    waiting = sorted(state.waiting, key=lambda each: (each.entered_s, each.order))
    expected = sorted(state.arrivals.expected, key=lambda each: each.at_s)
    after = 1 + max((each.order for each in waiting), default=0)
    standing = [
        (w.entered_s, w.line.category, at[w.line], WAITING, w.order, w.service.mu, w.service.sigma)
        for w in waiting
    ]
    services = [state.services[each.line.category] for each in expected]
    coming = [
        (e.at_s, e.line.category, at[e.line], EXPECTED, after + 1 + no, s.mu, s.sigma)
        for no, (e, s) in enumerate(zip(expected, services, strict=True))
    ]
    ghosts = [(0.0, line.category, at[line], GHOST, after, 0.0, 0.0) for line in asked]
    chances = [1.0] * len(standing) + [each.chance for each in expected] + [1.0] * len(ghosts)
    rows = [*standing, *coming, *ghosts]
    return _records(PERSON, [(*row, chance) for row, chance in zip(rows, chances, strict=True)])


def _class_parts(shares: tuple[float, ...]) -> Floats:
    parts: Floats = np.cumsum(np.array(shares, dtype=np.float64)) / sum(shares)
    parts[-1] = 1.0
    return parts


def _window(window: Counter) -> tuple[float, ...]:
    hand = _hand(window.in_hand)
    if window.resting and window.in_hand is None:
        hand = (RESTING, -window.free_s, 0.0, 0.0)
    return (window.pace, *hand, window.free_s, len(window.categories))


def _hand(hand: InHand | None) -> tuple[float, ...]:
    if hand is None:
        return (NOTHING, 0.0, 0.0, 0.0)
    service = hand.service
    if hand.started_s is None:
        return (CALLED, -hand.called_s, service.mu, service.sigma)
    return (SERVING, -hand.started_s, service.mu, service.sigma)


def _stretches(windows: tuple[Counter, ...]) -> Floats:
    most = max((len(each.calls_in) for each in windows), default=0)
    calls_in = np.full((len(windows), max(most, 1), 2), math.inf)
    for row, each in enumerate(windows):
        if each.calls_in:
            calls_in[row, : len(each.calls_in)] = each.calls_in
    return calls_in


def _manner(habits: Habits, day_sd: float) -> tuple[float, ...]:
    return (
        *_spread(habits.walk),
        *_spread(habits.between),
        *_spread(habits.patience, never=math.inf),
        *_spread(habits.pause),
        habits.pause_chance if habits.pause else 0.0,
        habits.no_show_share,
        habits.no_show_s,
        habits.notice_s,
        habits.leaves_seen,
        habits.pace_sd,
        day_sd,
    )


def _spread(known: Spread | None, never: float = -math.inf) -> tuple[float, float]:
    """The logarithm's mean and deviation; what never lasts or never ends has no deviation."""
    return (known.mu, known.sigma) if known else (never, 0.0)
