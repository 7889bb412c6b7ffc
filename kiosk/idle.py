"""Whether anyone still stands before the kiosk; pure, on the machine clock.

It asks before it leaves a page, and counts the last seconds down.
"""

import math
from dataclasses import dataclass
from typing import Final

from hall.bus.messages import PrintOutcome
from kiosk.config import Timing
from kiosk.places import STANDING, Flow, Help, Page

COUNTED_S: Final = 15
_ENDS: Final = frozenset({Page.ISSUED, Page.BOOKED})
_ON_PAPER: Final = frozenset({PrintOutcome.PRINTED, PrintOutcome.WORKED_OFF, PrintOutcome.SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the kiosk will stay on its page."""

    asks: bool = False
    """Whether it asks if someone is still there."""
    counted_s: int | None = None
    """The seconds left, when they are counted."""
    over: bool = False


STAYS: Final = Patience()
OVER: Final = Patience(over=True)


def patience(flow: Flow, now_s: float, timing: Timing) -> Patience:
    """What the time since the last touch means on this page."""
    idle_s = now_s - flow.touched_s
    ask_s = _ask_after_s(flow, timing)
    if flow.page is Page.START and flow.help is Help.NONE:
        return OVER if idle_s >= ask_s else STAYS
    if flow.page is Page.TAKING and flow.taking and not flow.taking.unanswered:
        return STAYS
    if flow.page is Page.BOOKED and flow.booked is None and is_asking(flow):
        return STAYS
    if flow.page in _ENDS and flow.help is Help.NONE and is_on_paper(flow, now_s, timing):
        return _counting(timing.issued_s * (2 if flow.large else 1) - idle_s)
    left_s = ask_s + timing.leave_after_s - idle_s
    if idle_s < ask_s:
        return STAYS
    return OVER if left_s <= 0 else Patience(asks=True, counted_s=_counted(left_s))


def _ask_after_s(flow: Flow, timing: Timing) -> float:
    """Whoever waits for a person has nothing to touch meanwhile."""
    if flow.help in STANDING:
        return timing.ask_after_help_s
    return timing.ask_after_large_s if flow.large else timing.ask_after_s


def is_asking(flow: Flow) -> bool:
    """Whether the hall was asked something on this page and has not answered yet."""
    return flow.errand is not None and flow.errand.is_under_way


def is_on_paper(flow: Flow, now_s: float, timing: Timing) -> bool:
    """Whether the number or the booking is on paper, as far as anyone can tell."""
    if flow.page is Page.BOOKED:
        return flow.errand is not None and flow.errand.printing in _ON_PAPER
    return flow.taking is not None and flow.taking.outcome(now_s, timing.print_s) in _ON_PAPER


def _counting(left_s: float) -> Patience:
    return OVER if left_s <= 0 else Patience(counted_s=_counted(left_s))


def _counted(left_s: float) -> int | None:
    return math.ceil(left_s) if left_s <= COUNTED_S else None
