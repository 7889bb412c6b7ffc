"""Days: a business day is opened, and goes on if it was closed by mistake.

Theory of operation. The business day is stored with its opening, so that numbers restart by it and
never by the wall clock. It carries over what outlives a day: settings, return codes, appointments,
and the plan as far as the new day still has its categories. Opened again on the same day, it goes
on where it stopped, with the offer it had. A rehearsal can be held on any day that is not open; it
is no business day, and the next day carries over what the rehearsal found, with what was booked
meanwhile and decided since. How a day ends is in `closing`.
"""

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Offer
from hall.core.numbering import check_prefixes
from hall.core.plan import Plan, PlannedChange
from hall.core.refusals import DayIsOpen, DayIsPast
from hall.core.spent import SpentCode


def open_day(hall: Hall, command: c.OpenDay, now: datetime) -> tuple[e.Event, ...]:
    """Begin a day, or go on with the one that was closed last."""
    if hall.day is not None:
        raise DayIsOpen(day=hall.day)
    check_prefixes(command.offer)
    if command.rehearsal:
        return (_opened(_to_carry_over(hall), command, now),)
    if command.day == hall.last_day and not hall.rehearsal:
        offer = hall.offer or command.offer
        return (e.DayReopened(at=now, day=command.day, offer=offer, reason=command.reason),)
    if hall.last_day is not None and command.day <= hall.last_day:
        raise DayIsPast(day=command.day, last_day=hall.last_day)
    return (_opened(_to_carry_over(hall), command, now),)


def _to_carry_over(hall: Hall) -> Hall:
    """The hall whose plan, settings, codes and appointments the next day has."""
    return hall.before_rehearsal or hall


def _opened(hall: Hall, command: c.OpenDay, now: datetime) -> e.DayOpened:
    """The day with what it carries over."""
    categories, secondary = _base_plan(hall)
    late = timedelta(seconds=hall.settings.appointment_late_s)
    appointments = sorted(hall.appointments.values(), key=lambda each: each.id)
    missed = _missed_lately(hall, command.day)
    returns = sorted(hall.returns.values(), key=lambda each: each.code)
    return e.DayOpened(
        at=now,
        day=command.day,
        offer=command.offer,
        settings=hall.settings if hall.windows else command.settings,
        plan_version=hall.plan_version or 1,
        plan={**command.plan, **_known(command.offer, categories)},
        secondary={**command.secondary, **_known(command.offer, secondary)},
        scheduled=_scheduled(hall, command.tides),
        last_change=hall.last_change + len(command.tides),
        returns=tuple(each for each in returns if each.valid_until >= command.day),
        appointments=tuple(each for each in appointments if each.starts_at + late >= now),
        missed_appointments={each: hall.missed_appointments[each] for each in missed},
        missed_last=missed,
        spent=_still_told(hall, command.day),
        rehearsal=command.rehearsal,
        last_day=hall.last_day,
        reason=command.reason,
    )


def _still_told(hall: Hall, day: date) -> dict[str, SpentCode]:
    """What became of codes with which somebody may still come."""
    return {code: each for code, each in sorted(hall.spent.items()) if each.until >= day}


def _missed_lately(hall: Hall, day: date) -> dict[str, date]:
    """Who missed an appointment not too long ago, and the day of the last."""
    since = day - timedelta(days=hall.settings.appointment_ban_days)
    last = ((each, hall.missed_last.get(each, day)) for each in hall.missed_appointments)
    return {each: missed for each, missed in last if missed > since}


def _base_plan(hall: Hall) -> tuple[Plan, Plan]:
    """The plan as it stood, with every change that would return gone back."""
    categories = {no: window.categories for no, window in hall.windows.items()}
    secondary = {no: window.secondary for no, window in hall.windows.items()}
    for _, running in sorted(hall.running.items(), reverse=True):
        for no, given in running.windows.items():
            if categories[no] == given:
                categories[no] = running.windows_before[no]
        for no, given in running.secondary.items():
            if secondary[no] == given:
                secondary[no] = running.secondary_before[no]
    return categories, secondary


def _known(offer: Offer, plan: Plan) -> Plan:
    """A plan as far as the new day still has its categories."""
    known = {rule.code for rule in offer.categories}
    kept = {no: tuple(code for code in codes if code in known) for no, codes in plan.items()}
    return {no: codes for no, codes in kept.items() if codes}


def _scheduled(hall: Hall, tides: tuple[PlannedChange, ...]) -> tuple[PlannedChange, ...]:
    """The changes to come: those carried over, and those of the day's hours."""
    carried = sorted(hall.scheduled.values(), key=lambda change: change.id)
    numbered = (
        replace(tide, id=hall.last_change + place) for place, tide in enumerate(tides, start=1)
    )
    return (*carried, *numbered)
