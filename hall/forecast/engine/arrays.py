"""A state as arrays of records, the way compiled code reads it.

People are numbered in one row: those who wait, those who are expected, one ghost for each question
"if I took a number now", and those who will come. Compiled code takes arrays one by one and never
in tuples: a tuple counts references at every step, which costs most of the time.
"""

import math
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hall.forecast.engine.state import Counter, Habits, Spread, State

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Records = NDArray[Any]

NOTHING: Final = 0
CALLED: Final = 1
SERVING: Final = 2

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
        ("visit_class", "i8"),
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
    ]
)
"""`elapsed_s` counts from the call, or from the start of the service."""
CLASS: Final = np.dtype([("rate", "f8"), ("head_start", "f8"), ("part", "f8")])
"""`part` is the share among those who will come, of this class and those before it."""
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


class Ghost(NamedTuple):
    """A question: when would somebody be called who came now."""

    category: int
    visit_class: int = 0


class Packed(NamedTuple):
    """Everything about a state."""

    persons: Records
    windows: Records
    serves: Ints
    """The categories of each window in the plan's order, padded with -1."""
    calls_in: Floats
    """Stretches of each window as pairs; infinite from both ends where there are fewer."""
    classes: Records
    services: Records
    """By category, for those who will come."""
    edges_s: Floats
    rates: Floats
    manner: Records
    """One record."""
    waiting: int
    ghosts: int


def pack(state: State, ghosts: tuple[Ghost, ...] = ()) -> Packed:
    """A state as arrays, with the questions that are asked of it."""
    arrivals = state.arrivals
    rates = arrivals.rates or ((0.0,) * len(state.categories),)
    edges = arrivals.edges_s if arrivals.rates else (0.0, math.inf)
    return Packed(
        persons=_persons(state, ghosts),
        windows=_records(WINDOW, [_window(each) for each in state.windows]),
        serves=_serves(state.windows),
        calls_in=_stretches(state.windows),
        classes=_classes(state),
        services=_records(SERVICE, [(each.mu, each.sigma) for each in state.services]),
        edges_s=np.array(edges, dtype=np.float64),
        rates=np.array(rates, dtype=np.float64).reshape(len(edges) - 1, len(state.categories)),
        manner=_records(MANNER, [_manner(state.habits, arrivals.day_sd)]),
        waiting=len(state.waiting),
        ghosts=len(ghosts),
    )


def _records(dtype: "np.dtype[Any]", rows: list[tuple[float, ...]]) -> Records:
    return np.array(rows, dtype=dtype)


def _persons(state: State, ghosts: tuple[Ghost, ...]) -> Records:
    waiting = sorted(state.waiting, key=lambda each: (each.entered_s, each.order))
    expected = sorted(state.arrivals.expected, key=lambda each: each.at_s)
    asked = 1 + max((each.order for each in waiting), default=0)
    standing = [
        (w.entered_s, w.category, w.visit_class, WAITING, w.order, w.service.mu, w.service.sigma, 1)
        for w in waiting
    ]
    services = [state.services[each.category] for each in expected]
    coming = [
        (e.at_s, e.category, e.visit_class, EXPECTED, asked + 1 + at, s.mu, s.sigma, e.chance)
        for at, (e, s) in enumerate(zip(expected, services, strict=True))
    ]
    asking = [
        (0.0, category, visit_class, GHOST, asked, 0.0, 0.0, 1.0)
        for category, visit_class in ghosts
    ]
    return _records(PERSON, [*standing, *coming, *asking])


def _window(window: Counter) -> tuple[float, ...]:
    hand, free_s = window.in_hand, window.free_s
    if hand is None:
        return (window.pace, NOTHING, 0.0, 0.0, 0.0, free_s)
    service = hand.service
    if hand.started_s is None:
        return (window.pace, CALLED, -hand.called_s, service.mu, service.sigma, free_s)
    return (window.pace, SERVING, -hand.started_s, service.mu, service.sigma, free_s)


def _serves(windows: tuple[Counter, ...]) -> Ints:
    widest = max((len(each.categories) for each in windows), default=0)
    serves = np.full((len(windows), max(widest, 1)), -1, dtype=np.int64)
    for row, each in enumerate(windows):
        serves[row, : len(each.categories)] = each.categories
    return serves


def _stretches(windows: tuple[Counter, ...]) -> Floats:
    most = max((len(each.calls_in) for each in windows), default=0)
    calls_in = np.full((len(windows), max(most, 1), 2), math.inf)
    for row, each in enumerate(windows):
        if each.calls_in:
            calls_in[row, : len(each.calls_in)] = each.calls_in
    return calls_in


def _classes(state: State) -> Records:
    shares = state.arrivals.class_shares
    parts = [sum(shares[: at + 1]) / sum(shares) for at in range(len(shares))]
    return _records(
        CLASS,
        [
            (each.rate, each.head_start_min, part)
            for each, part in zip(state.rule.classes, parts, strict=True)
        ],
    )


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
