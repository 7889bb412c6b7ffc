"""Windows: a clerk sits down, takes a pause, leaves, takes over.

Theory of operation. One clerk is at one window. Opening a paused window again ends the pause, with
whatever was in hand. A window left signed-in can be taken over, and a clerk who is still signed in
elsewhere can be moved; both only when asked for, and recorded. Who leaves hands over what is in
hand: it waits for another window, by its first arrival.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Window, WindowStatus
from hall.core.lookups import known_window, open_offer, open_window
from hall.core.refusals import (
    ClerkIsElsewhere,
    ClerkLacksSkills,
    VisitInHand,
    WindowIsClosed,
    WindowIsOpen,
    WindowIsTaken,
)
from hall.core.stages import Stage
from hall.core.transferring import hand_over
from hall.core.unfolding import Unfolding


def sit_down(hall: Hall, command: c.OpenWindow, now: datetime) -> tuple[e.Event, ...]:
    """Open a window, come back from a pause, or take it over."""
    open_offer(hall)
    window = known_window(hall, command.window)
    if window.status == WindowStatus.OPEN and window.clerk == command.clerk:
        raise WindowIsOpen(window=window.no)
    skills = window.skills if window.clerk == command.clerk else command.skills
    if skills is not None and skills.isdisjoint(window.categories):
        raise ClerkLacksSkills(clerk=command.clerk, window=window.no)
    unfolding = Unfolding(hall, now)
    _free_the_window(unfolding, window, command)
    _free_the_clerk(unfolding, window, command)
    unfolding.add(e.WindowOpened(at=now, window=window.no, clerk=command.clerk, skills=skills))
    return unfolding.done()


def _free_the_window(unfolding: Unfolding, window: Window, command: c.OpenWindow) -> None:
    if window.clerk is None or window.clerk == command.clerk:
        return
    if not command.take_over:
        raise WindowIsTaken(window=window.no, clerk=window.clerk)
    unfolding.add(
        e.WindowTakenOver(
            at=unfolding.now,
            window=window.no,
            clerk=command.clerk,
            from_clerk=window.clerk,
        )
    )


def _free_the_clerk(unfolding: Unfolding, window: Window, command: c.OpenWindow) -> None:
    elsewhere = unfolding.hall.clerks.get(command.clerk)
    if elsewhere is None or elsewhere == window.no:
        return
    if not command.take_over:
        raise ClerkIsElsewhere(clerk=command.clerk, window=elsewhere)
    visit = unfolding.hall.in_hand(unfolding.hall.windows[elsewhere])
    if visit is not None:
        raise VisitInHand(window=elsewhere, number=visit.number)
    unfolding.add(e.WindowClosed(at=unfolding.now, window=elsewhere))


def pause(hall: Hall, command: c.PauseWindow, now: datetime) -> tuple[e.Event, ...]:
    """Stop calling for a while; who is being served stays."""
    window = open_window(hall, command.window)
    visit = hall.in_hand(window)
    if visit is not None and visit.stage == Stage.CALLED:
        raise VisitInHand(window=window.no, number=visit.number)
    return (e.WindowPaused(at=now, window=window.no, reason=command.reason),)


def leave(hall: Hall, command: c.CloseWindow, now: datetime) -> tuple[e.Event, ...]:
    """Leave a window with nothing in hand, or hand over what is."""
    window = known_window(hall, command.window)
    if window.status == WindowStatus.CLOSED:
        raise WindowIsClosed(window=window.no)
    visit = hall.in_hand(window)
    if visit is not None and not command.hand_over:
        raise VisitInHand(window=window.no, number=visit.number)
    unfolding = Unfolding(hall, now)
    if visit is not None:
        hand_over(unfolding, visit, window.no)
    unfolding.add(e.WindowClosed(at=now, window=window.no))
    return unfolding.done()
