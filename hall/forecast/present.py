"""A hall at one moment, as it is seen; and how it becomes a state of the engine.

Moments are seconds since midnight in the hall's zone. What is seen comes from the hall itself
(`snapshot`) or from records of the past (`learning.replay`); the figures add what is usual.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from hall.forecast.announced import unannounced
from hall.forecast.engine.state import (
    FOREVER,
    Arrivals,
    Coming,
    Counter,
    InHand,
    Line,
    Rule,
    Spread,
    State,
    Waiting,
)
from hall.forecast.figures import Figures, slower
from hall.forecast.learning.today import Finished, today

LATELY_S: Final = 1200.0
"""How far back calls and numbers are looked at."""
_HOUR_S: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A visit in a line."""

    visit: str
    line: Line
    entered_s: float
    order: int
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """A visit at a window."""

    category: int
    called_s: float
    started_s: float | None
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A window that calls now, or will."""

    no: int
    categories: tuple[int, ...]
    helps: tuple[int, ...] = ()
    suits: frozenset[str] | None = None
    open: bool = True
    staffed: bool = True
    hand: Handled | None = None
    free_since_s: float | None = None
    """With nothing in hand."""
    away_until_s: float | None = None
    """When it is expected to call again; without it, it calls now, as far as it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A call of today."""

    category: int
    window: int
    at_s: float
    wait_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What is seen of a hall at a moment."""

    now_s: float
    rule: Rule
    standing: tuple[Standing, ...]
    desks: tuple[Desk, ...]
    finished: tuple[Finished, ...] = ()
    """Today's services that are over."""
    issued: int = 0
    """How many numbers were taken today."""
    expected: tuple[Coming, ...] = ()
    """Who has announced to come; counted from now."""
    books: bool = False
    """Whether the hall gives appointments: then nobody with one comes unannounced."""
    joins: int | None = None
    """The category that somebody has just joined without being called at once: whichever of its
    windows seems free is not."""
    called: tuple[Called, ...] = ()
    """Calls of the last while (`LATELY_S`), the last one at the end."""
    came: Mapping[int, int] = field(default_factory=dict)
    """How many numbers were taken meanwhile in each category."""
    left: Mapping[int, int] = field(default_factory=dict)
    """How many were seen to leave meanwhile."""


def finished(
    figures: Figures,
    *,
    category: int,
    matter: str | None,
    window: int,
    at_s: float,
    lasted_s: float,
) -> Finished:
    """A service of today that is over, against what it usually lasts there and then."""
    usual = figures.service(category, matter)
    factor = figures.paces.get(window, 1.0) * figures.hours[_hour(at_s)]
    ratio = math.log(max(lasted_s, 1.0)) - usual.mu - math.log(factor)
    return Finished(at_s=at_s, log_ratio=ratio, sigma=usual.sigma)


def _hour(moment_s: float) -> int:
    return int(moment_s // _HOUR_S) % 24


def state_of(present: Present, figures: Figures) -> State:
    """The engine's state of a hall as it is seen, with what is usual and what today differs."""
    so_far = today(figures, present.now_s, present.finished, present.issued)
    shift = so_far.pace_mu + math.log(figures.hours[_hour(present.now_s)])
    arrivals = figures.arrivals(present.now_s, many=so_far.many, day_sd=so_far.many_sd)
    return State(
        categories=figures.categories,
        rule=present.rule,
        waiting=tuple(_waiting(each, present, figures, shift) for each in present.standing),
        windows=tuple(_counter(each, present, figures, shift) for each in present.desks),
        arrivals=with_announced(present, arrivals),
        services=tuple(slower(each, shift) for each in figures.services),
        habits=replace(figures.habits, pace_sd=so_far.pace_sd),
    )


def with_announced(present: Present, arrivals: Arrivals) -> Arrivals:
    """Those who will come, with those who have announced it by their own times."""
    others = unannounced(arrivals) if present.books else arrivals
    return replace(others, expected=present.expected)


def _waiting(each: Standing, present: Present, figures: Figures, shift: float) -> Waiting:
    return Waiting(
        visit=each.visit,
        line=each.line,
        entered_s=each.entered_s - present.now_s,
        order=each.order,
        service=_service(figures, each.line.category, each.matter, shift),
    )


def _service(figures: Figures, category: int, matter: str | None, shift: float) -> Spread:
    return slower(figures.service(category, matter), shift)


def _counter(desk: Desk, present: Present, figures: Figures, shift: float) -> Counter:
    free_s, resting = _free(desk, present)
    return Counter(
        no=desk.no,
        categories=desk.categories,
        helps=desk.helps,
        suits=desk.suits,
        open=desk.open,
        staffed=desk.staffed,
        pace=figures.paces.get(desk.no, 1.0),
        in_hand=_hand(desk.hand, present, figures, shift),
        free_s=free_s,
        resting=resting,
        calls_in=_stretches(desk, present, figures),
    )


def _hand(hand: Handled | None, present: Present, figures: Figures, shift: float) -> InHand | None:
    if hand is None:
        return None
    return InHand(
        called_s=hand.called_s - present.now_s,
        started_s=None if hand.started_s is None else hand.started_s - present.now_s,
        service=_service(figures, hand.category, hand.matter, shift),
    )


def _free(desk: Desk, present: Present) -> tuple[float, bool]:
    """Since when a window is free, counted from now, and whether people wait for it meanwhile."""
    if desk.hand is not None or not desk.open:
        return 0.0, False
    since_s = present.now_s if desk.free_since_s is None else desk.free_since_s
    entered_s = [
        each.entered_s for each in present.standing if each.line.category in desk.categories
    ]
    if present.joins in desk.categories:
        entered_s.append(since_s)
    if not entered_s:
        return min(since_s - present.now_s, -1.0), False
    return min(max(since_s, min(entered_s)) - present.now_s, 0.0), True


def _stretches(desk: Desk, present: Present, figures: Figures) -> tuple[tuple[float, float], ...]:
    """When a window calls, counted from now: now if it is open, and then as it usually does."""
    usual = figures.calls_in(desk.no, present.now_s)
    if desk.away_until_s is not None:
        return _from(usual, max(desk.away_until_s - present.now_s, 0.0))
    if not desk.open:
        return tuple((start, end) for start, end in usual if start > 0)
    ends = [end for start, end in usual if start <= 0]
    first = (0.0, ends[0] if ends else FOREVER)
    return (first, *((start, end) for start, end in usual if start > 0 and first[1] < FOREVER))


def _from(
    stretches: Iterable[tuple[float, float]], start_s: float
) -> tuple[tuple[float, float], ...]:
    """Stretches without what lies before a moment; the one it lies in begins there."""
    return tuple((max(start, start_s), end) for start, end in stretches if end > start_s)
