"""Appointments: booked for a time, checked in, given up, missed.

Theory of operation. A slot has a quota and is booked until it is used up; one person books one a
day, and no more after too many missed ones. A check-in is a number of the class of appointments. It
opens a set time before the slot and stays open a set time after its start; who comes early stands
in line as from the start of the slot, so that nobody gains by it. Who comes before it opens, or
late, is told so, and may queue as a walk-in or move to another time. Who takes a number for the
same matter on that day without naming the appointment has come to it all the same: in time that is
a check-in, else a walk-in. A time whose holder queues before it is free for others. Whom nobody saw
by the end of the day has missed it.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from hall.core import commands as c
from hall.core import events as e
from hall.core.appointment import Appointment
from hall.core.hall import CategoryRule, Hall, Offer, Quota
from hall.core.hall_wide import check_no_emergency
from hall.core.numbering import (
    asked_category,
    check_limits,
    check_new_ids,
    issue,
    known_category,
    number_for,
)
from hall.core.refusals import (
    AlreadyBooked,
    AppointmentTooEarly,
    AppointmentTooLate,
    DayNotOpen,
    IdIsTaken,
    NoSuchSlot,
    SlotIsBooked,
    TooLateToCancel,
    TooManyMissed,
    UnknownAppointment,
)
from hall.core.settings import VisitClass
from hall.core.spent import refusal_of
from hall.core.unfolding import Unfolding


def book(hall: Hall, command: c.BookAppointment, now: datetime) -> tuple[e.Event, ...]:
    """Book a time, or move an appointment to it."""
    offer = _known_offer(hall)
    if command.appointment in hall.appointments:
        raise IdIsTaken(id=command.appointment)
    moved = _known(hall, command.replaces) if command.replaces else None
    category = asked_category(hall, command.matter, command.category).code
    slot = _slot(offer, category, command.starts_at, now)
    unfolding = Unfolding(hall, now)
    if moved is not None:
        unfolding.add(
            e.AppointmentCancelled(at=now, appointment=moved.id, moved_to=command.appointment)
        )
    _check_free(unfolding.hall, slot)
    _check_person(unfolding.hall, command.person, slot.span.start)
    unfolding.add(e.AppointmentBooked(at=now, appointment=_booked(command, category, slot)))
    return unfolding.done()


def _booked(command: c.BookAppointment, category: str, slot: Quota) -> Appointment:
    return Appointment(
        id=command.appointment,
        token=command.token,
        category=category,
        matter=command.matter,
        starts_at=slot.span.start,
        ends_at=slot.span.end,
        person=command.person,
    )


def free_slots(hall: Hall, category: str, now: datetime) -> list[Quota]:
    """The times of a category that can still be booked, the next first."""
    slots = hall.offer.appointment_slots if hall.offer else ()
    free = (each for each in slots if each.category == category and _is_free(hall, each, now))
    return sorted(free, key=lambda each: each.span.start)


def bookable_categories(hall: Hall, now: datetime) -> frozenset[str]:
    """The categories that have a time left."""
    slots = hall.offer.appointment_slots if hall.offer else ()
    return frozenset(each.category for each in slots if _is_free(hall, each, now))


def left_of(hall: Hall, slot: Quota) -> int:
    """For how many a time is still free."""
    return slot.maximum - hall.booked.get((slot.category, slot.span.start), 0)


def _is_free(hall: Hall, slot: Quota, now: datetime) -> bool:
    return slot.span.start > now and left_of(hall, slot) > 0


def _known_offer(hall: Hall) -> Offer:
    """What can be booked, also after the day was closed."""
    if hall.offer is None:
        raise DayNotOpen
    return hall.offer


def _slot(offer: Offer, category: str, starts_at: datetime, now: datetime) -> Quota:
    for each in offer.appointment_slots:
        if each.category == category and each.span.start == starts_at > now:
            return each
    raise NoSuchSlot(category=category)


def _check_free(hall: Hall, slot: Quota) -> None:
    if left_of(hall, slot) <= 0:
        raise SlotIsBooked(category=slot.category, starts_at=slot.span.start)


def _check_person(hall: Hall, person: str | None, starts_at: datetime) -> None:
    settings = hall.settings
    if person is None:
        return
    limit = settings.appointment_no_show_limit
    if limit and hall.missed_appointments.get(person, 0) >= limit:
        last = hall.missed_last.get(person)
        until = last and last + timedelta(days=settings.appointment_ban_days)
        raise TooManyMissed(limit=limit, until=until)
    day = timedelta(days=1)
    near = [
        each
        for each in hall.appointments.values()
        if each.person == person and abs(each.starts_at - starts_at) < day
    ]
    same_day = [each for each in near if each.starts_at.date() == starts_at.date()]
    if settings.appointments_per_day and len(same_day) >= settings.appointments_per_day:
        raise AlreadyBooked(starts_at=same_day[0].starts_at)


def cancel_appointment(
    hall: Hall, command: c.CancelAppointment, now: datetime
) -> tuple[e.Event, ...]:
    """Give an appointment up, in time."""
    known = _known(hall, command.appointment)
    until = known.starts_at - timedelta(seconds=hall.settings.appointment_cancel_before_s)
    if now > until:
        raise TooLateToCancel(until=until)
    return (e.AppointmentCancelled(at=now, appointment=known.id),)


def check_in(hall: Hall, command: c.CheckIn, now: datetime) -> tuple[e.Event, ...]:
    """Take the number of an appointment."""
    check_no_emergency(hall)
    known = _known(hall, command.appointment)
    in_time = _in_time(hall, known, command, now)
    check_new_ids(hall, command.visit, command.token)
    asked = c.IssueNumber(
        visit=command.visit,
        token=command.token,
        matter=known.matter,
        language=command.language,
        needs=command.needs,
        kiosk=command.kiosk,
        printer=command.printer,
        wait=command.wait,
    )
    rule = known_category(hall, known.category)
    return (_used(hall, known, rule, asked, in_time=in_time, now=now),)


def take_number(hall: Hall, command: c.IssueNumber, now: datetime) -> tuple[e.Event, ...]:
    """Give the next number; somebody who has booked the same for today comes to that with it."""
    if command.person is None or command.return_code is not None:
        return issue(hall, command, now)
    rule = asked_category(hall, command.matter, command.category)
    known = _own(hall, command, rule.code, now)
    if known is None:
        return issue(hall, command, now)
    opens_at, until = check_in_span(hall, known)
    in_time = opens_at <= now <= until
    if in_time:
        check_no_emergency(hall)
        check_new_ids(hall, command.visit, command.token)
    else:
        check_limits(hall, rule, command, now)
    return (_used(hall, known, rule, command, in_time=in_time, now=now),)


def _own(hall: Hall, command: c.IssueNumber, category: str, now: datetime) -> Appointment | None:
    """The next appointment of the day that somebody has for what they ask for."""
    own = [
        each
        for each in hall.appointments.values()
        if each.person == command.person
        and (each.category, each.matter) == (category, command.matter)
        and each.starts_at.date() == now.date()
    ]
    return min(own, key=lambda each: (each.starts_at, each.id), default=None)


def _used(
    hall: Hall,
    known: Appointment,
    rule: CategoryRule,
    asked: c.IssueNumber,
    *,
    in_time: bool,
    now: datetime,
) -> e.VisitIssued:
    """The number that an appointment becomes; an ordinary one out of its time."""
    if not in_time:
        frees = known.starts_at if now < known.starts_at else None
        return replace(number_for(hall, rule, asked, now), appointment=known.id, frees=frees)
    asked = replace(asked, visit_class=VisitClass.APPOINTMENT)
    return replace(
        number_for(hall, rule, asked, now),
        appointment=known.id,
        appointment_at=known.starts_at,
        entered_at=max(now, known.starts_at),
    )


def _in_time(hall: Hall, known: Appointment, command: c.CheckIn, now: datetime) -> bool:
    """Whether an appointment still counts; early or late is refused unless as a walk-in."""
    opens_at, until = check_in_span(hall, known)
    if now < opens_at and not command.as_walk_in:
        raise AppointmentTooEarly(starts_at=known.starts_at, opens_at=opens_at)
    if opens_at <= now <= until:
        return True
    if not command.as_walk_in:
        wait = command.wait
        raise AppointmentTooLate(
            starts_at=known.starts_at,
            low_min=wait.low_min if wait else None,
            high_min=wait.high_min if wait else None,
        )
    return False


def check_in_span(hall: Hall, known: Appointment) -> tuple[datetime, datetime]:
    """From when until when one can check in to an appointment."""
    settings = hall.settings
    return (
        known.starts_at - timedelta(seconds=settings.appointment_early_s),
        known.starts_at + timedelta(seconds=settings.appointment_late_s),
    )


def _known(hall: Hall, appointment: str) -> Appointment:
    known = hall.appointments.get(appointment)
    if known is None:
        raise refusal_of(hall.spent, appointment) or UnknownAppointment
    return known


def miss_what_is_over(unfolding: Unfolding) -> None:
    """Count the appointments whose time is over at the end of a day."""
    late = timedelta(seconds=unfolding.hall.settings.appointment_late_s)
    for each in sorted(unfolding.hall.appointments.values(), key=lambda each: each.id):
        if each.starts_at + late < unfolding.now:
            unfolding.add(
                e.AppointmentMissed(at=unfolding.now, appointment=each.id, person=each.person)
            )
