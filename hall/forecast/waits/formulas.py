"""Waits by formula: what is sold, what is published, and what is left when nothing else answers.

Each takes a queue as numbers and gives seconds. Sources: the vendors' own manuals for Genesys,
Google CCAI and Mitel; W. Whitt and R. Ibrahim for QL, LES and HOL.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from hall.forecast.engine.state import Line
from hall.forecast.figures import Figures
from hall.forecast.present import Present

_GOOGLE_EXTRA_S: Final = 10.0
_SOME: Final = 0.5
"""Instead of no window at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
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
    idle: int
    """Of its open windows, those with nothing in hand."""
    last_s: float
    """The wait of the last one called."""
    head_s: float
    """How long the head of the line has waited."""


def queue_of(present: Present, figures: Figures, line: Line) -> Queue:
    """The queue of a line's category as formulas see it."""
    category = line.category
    open_desks = [desk for desk in present.desks if desk.open]
    mine = [desk for desk in open_desks if category in desk.categories]
    waits = [
        present.now_s - each.entered_s
        for each in present.standing
        if each.line.category == category
    ]
    return Queue(
        ahead=len(waits),
        mean_s=figures.services[category].mean_s,
        windows=max(float(len(mine)), _SOME),
        shared=max(sum(1 / len(desk.categories) for desk in mine), _SOME),
        all_windows=max(float(len(open_desks)), _SOME),
        idle=sum(desk.hand is None for desk in mine),
        last_s=present.last_waits.get(category, 0.0),
        head_s=max(waits, default=0.0),
    )


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
