"""What a command names, found in the hall or refused; shared by the rules."""

from hall.core.appointment import Appointment
from hall.core.hall import Hall, Offer, Visit, Window, WindowStatus
from hall.core.refusals import (
    AlreadyServing,
    DayNotOpen,
    NothingInHand,
    UnknownAppointment,
    UnknownVisit,
    UnknownWindow,
    VisitInHand,
    WindowIsClosed,
    WindowIsPaused,
)
from hall.core.spent import refusal_of
from hall.core.stages import Stage


def open_offer(hall: Hall) -> Offer:
    """What numbers are taken for today; refused while no day is open."""
    if hall.day is None or hall.offer is None:
        raise DayNotOpen
    return hall.offer


def known_window(hall: Hall, no: int) -> Window:
    """A window of the hall; refused when there is none."""
    window = hall.windows.get(no)
    if window is None:
        raise UnknownWindow(window=no)
    return window


def signed_in(hall: Hall, no: int) -> Window:
    """A window somebody sits at, paused or not."""
    window = known_window(hall, no)
    if window.status == WindowStatus.CLOSED:
        raise WindowIsClosed(window=no)
    return window


def open_window(hall: Hall, no: int) -> Window:
    """A window that may call; refused while it is closed or paused."""
    window = signed_in(hall, no)
    if window.status == WindowStatus.PAUSED:
        raise WindowIsPaused(window=no)
    return window


def free_window(hall: Hall, no: int) -> Window:
    """A window that may call and has nobody in hand."""
    window = open_window(hall, no)
    visit = hall.in_hand(window)
    if visit is not None:
        raise VisitInHand(window=no, number=visit.number)
    return window


def in_hand(hall: Hall, window: Window) -> Visit:
    """The visit at a window; refused when there is none."""
    visit = hall.in_hand(window)
    if visit is None:
        raise NothingInHand(window=window.no)
    return visit


def only_called(hall: Hall, window: Window) -> Visit:
    """The visit at a window that is called and not yet served."""
    visit = in_hand(hall, window)
    if visit.stage == Stage.SERVING:
        raise AlreadyServing(window=window.no, number=visit.number)
    return visit


def known_visit(hall: Hall, visit: str) -> Visit:
    """A visit of the day by its id; refused when there is none."""
    known = hall.visits.get(visit)
    if known is None:
        raise UnknownVisit(visit=visit)
    return known


def visit_of(hall: Hall, number: str) -> Visit:
    """A visit of the day by its number; refused when there is none."""
    known = hall.numbers.get(number)
    if known is None:
        raise UnknownVisit(visit=number)
    return hall.visits[known]


def appointment_of(hall: Hall, code: str) -> Appointment:
    """An appointment to come by its code, its token, or who booked it: of several the next one.

    Refused when there is none.
    """
    known = hall.appointments.get(code)
    if known is not None:
        return known
    named = [each for each in hall.appointments.values() if code in {each.token, each.person}]
    if not named:
        raise refusal_of(hall.spent, code) or UnknownAppointment
    return min(named, key=lambda each: (each.starts_at, each.id))


def appointment_with(hall: Hall, token: str) -> Appointment:
    """An appointment to come by its token alone; refused when there is none."""
    for each in hall.appointments.values():
        if each.token == token:
            return each
    raise refusal_of(hall.spent, token) or UnknownAppointment
