"""Waits by formula: what is sold, what is published, and what is left when nothing else answers.

Each takes a queue as numbers and gives seconds. Sources: the vendors' own manuals for Genesys,
Google CCAI and Mitel; W. Whitt and R. Ibrahim for QL, LES and HOL.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from hall.core.value import Value
from hall.forecast.figures import Figures
from hall.forecast.present import LATELY_S, Called, Desk, Present

_GOOGLE_EXTRA_S: Final = 10.0
PAUSED_S: Final = 180.0
RECENT_S: Final = 300.0
_FEW: Final = 5
_SOME: Final = 0.5
"""Instead of no window at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """Calls and numbers of the last while in one category."""

    calls: int = 0
    recent_calls: int = 0
    """In the last part of it."""
    window_calls: int = 0
    """By all windows that serve the category."""
    windows: int = 0
    """How many of them have called at all."""
    came: int = 0
    left: int = 0
    mean_s: float = 0.0
    """The mean wait of the last few called."""
    silent_s: float = LATELY_S
    """Since the last call."""


class Queue(Value, frozen=True, kw_only=True):
    """What formulas know of the queue that somebody joins."""

    ahead: int
    """Who waits in the category already."""
    mean_s: float
    windows: float
    """Open windows of the category."""
    shared: float
    """The same, a window of k categories counting 1/k."""
    all_windows: float
    """All open windows of the hall."""
    idle: int = 0
    """Of its open windows, those with nothing in hand."""
    paused: int = 0
    """And those that have not called for long although people wait."""
    away: int = 0
    """Its windows that do not call now, but are expected to."""
    sole: int = 0
    """Its open windows that serve nothing else."""
    served_s: float = 0.0
    """How long all that its windows have in hand have been served."""
    last_s: float = 0.0
    """The wait of the last one called."""
    head_s: float = 0.0
    """How long the head of the line has waited."""
    lately: Lately = Lately()
    """What happened in the category in the last while."""


def queues(present: Present, figures: Figures) -> tuple[Queue, ...]:
    """The queue of each category as formulas see it."""
    waits: list[list[float]] = [[] for _ in figures.categories]
    for each in present.standing:
        waits[each.line.category].append(present.now_s - each.entered_s)
    return tuple(
        _queue(present, figures.services[category].mean_s, category, waited)
        for category, waited in enumerate(waits)
    )


def _queue(present: Present, mean_s: float, category: int, waits: list[float]) -> Queue:
    desks = [desk for desk in present.desks if category in desk.categories]
    mine = [desk for desk in desks if desk.open]
    head_s = max(waits, default=0.0)
    calls = [each for each in present.called if each.category == category]
    return Queue(
        ahead=len(waits),
        mean_s=mean_s,
        windows=max(float(len(mine)), _SOME),
        shared=max(sum(1 / len(desk.categories) for desk in mine), _SOME),
        all_windows=max(float(sum(desk.open for desk in present.desks)), _SOME),
        idle=sum(desk.hand is None for desk in mine),
        paused=sum(_is_paused(desk, present.now_s, head_s) for desk in mine),
        away=len(desks) - len(mine),
        sole=sum(len(desk.categories) == 1 for desk in mine),
        served_s=sum(present.now_s - desk.hand.called_s for desk in mine if desk.hand),
        last_s=calls[-1].wait_s if calls else 0.0,
        head_s=head_s,
        lately=_lately(present, category, calls, {desk.no for desk in desks}),
    )


def _lately(present: Present, category: int, calls: list[Called], windows: set[int]) -> Lately:
    by_windows = [each.window for each in present.called if each.window in windows]
    few = calls[-_FEW:]
    return Lately(
        calls=len(calls),
        recent_calls=sum(present.now_s - each.at_s <= RECENT_S for each in calls),
        window_calls=len(by_windows),
        windows=len(set(by_windows)),
        came=present.came.get(category, 0),
        left=present.left.get(category, 0),
        mean_s=sum(each.wait_s for each in few) / max(len(few), 1),
        silent_s=present.now_s - calls[-1].at_s if calls else LATELY_S,
    )


def _is_paused(desk: Desk, now_s: float, head_s: float) -> bool:
    if desk.hand is not None or desk.free_since_s is None:
        return False
    return min(now_s - desk.free_since_s, head_s) > PAUSED_S


def naive(queue: Queue) -> float:
    """As sold: those ahead, each for the mean service time, over the open windows."""
    return queue.ahead * queue.mean_s / queue.windows


def naive_with_self(queue: Queue) -> float:
    """The same, counting whoever asks."""
    return (queue.ahead + 1) * queue.mean_s / queue.windows


def genesys(queue: Queue) -> float:
    """Calls in the queue times handling time, over agents times the part of them the queue gets."""
    part = queue.shared / queue.windows
    return queue.ahead * queue.mean_s / (queue.windows * part)


def google(queue: Queue) -> float:
    """Mean duration by agents, times the part of the agents in common, times those really ahead."""
    part = queue.shared / queue.all_windows
    really = max(queue.ahead - queue.idle, 0)
    return queue.mean_s / queue.shared * max(part, _SOME) * really + _GOOGLE_EXTRA_S


def mitel(queue: Queue) -> float:
    """Position in the queue times talk time, over the agents."""
    return (queue.ahead + 1) * queue.mean_s / queue.shared


def queue_length(queue: Queue) -> float:
    """QL: each end of a service brings one closer; none to wait for while a window is idle."""
    if queue.idle and not queue.ahead:
        return 0.0
    return (queue.ahead + 1) * queue.mean_s / queue.shared


def last_entered(queue: Queue) -> float:
    """LES: as long as the last one who was called."""
    return queue.last_s


def head_of_line(queue: Queue) -> float:
    """HOL: as long as the head of the line has waited by now."""
    return queue.head_s


FORMULAS: Final[Mapping[str, Callable[[Queue], float]]] = MappingProxyType(
    {
        "naive": naive,
        "naive, n+1": naive_with_self,
        "Genesys-style": genesys,
        "Google-style": google,
        "Mitel-style": mitel,
        "QL": queue_length,
        "LES": last_entered,
        "HOL": head_of_line,
    }
)
