"""What changes when a day is opened, closed or goes on."""

from collections import Counter
from datetime import timedelta

from immutables import Map
from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import with_visit, with_window
from hall.core.hall import ALL, Hall, Visit, Window


def _opened(_hall: Hall, event: e.DayOpened) -> Hall:
    booked = Counter((each.category, each.starts_at) for each in event.appointments)
    hall = Hall(
        settings=event.settings,
        day=event.day,
        last_day=event.last_day if event.rehearsal else event.day,
        offer=event.offer,
        plan_version=event.plan_version,
        last_change=event.last_change,
        scheduled=Map({each.id: each for each in event.scheduled}),
        windows=Map(
            {
                no: Window(no=no, categories=categories, secondary=event.secondary.get(no, ()))
                for no, categories in event.plan.items()
            }
        ),
        returns=Map({each.code: each for each in event.returns}),
        appointments=Map({each.id: each for each in event.appointments}),
        booked=Map(booked),
        missed_appointments=Map(event.missed_appointments),
        missed_last=Map(event.missed_last),
        spent=Map(event.spent),
        rehearsal=event.rehearsal,
    )
    return replace(hall, before_rehearsal=hall) if event.rehearsal else hall


def _reopened(hall: Hall, event: e.DayReopened) -> Hall:
    return replace(hall, day=event.day, offer=event.offer)


def _closed(hall: Hall, _event: e.DayClosed) -> Hall:
    return replace(
        hall,
        day=None,
        paused=None,
        emergency=None,
        emergency_since=None,
        announcement=None,
        stopped=Map(),
    )


def _settings_changed(hall: Hall, event: e.SettingsChanged) -> Hall:
    changed = replace(hall, settings=event.settings)
    kept = hall.before_rehearsal
    if kept is None or hall.day is not None:
        return changed
    return replace(changed, before_rehearsal=replace(kept, settings=event.settings))


def _paused(hall: Hall, event: e.HallPaused) -> Hall:
    return replace(hall, paused=event.reason)


def _resumed(hall: Hall, _event: e.HallResumed) -> Hall:
    return replace(hall, paused=None)


def _emergency_started(hall: Hall, event: e.EmergencyStarted) -> Hall:
    return replace(hall, emergency=event.reason, emergency_since=event.at)


def _emergency_ended(hall: Hall, event: e.EmergencyEnded) -> Hall:
    """Whoever was called gets the time of the emergency on top."""
    lasted = timedelta(seconds=event.lasted_s)
    for window in hall.windows.values():
        hall = with_window(hall, window.no, last_press=None)
        visit = hall.in_hand(window)
        if visit is not None and visit.last_call_at is not None:
            hall = with_visit(hall, _later(visit, lasted))
    return replace(hall, emergency=None, emergency_since=None)


def _later(visit: Visit, lasted: timedelta) -> Visit:
    called_at, last_call_at = visit.called_at, visit.last_call_at
    return replace(
        visit,
        called_at=called_at + lasted if called_at else None,
        last_call_at=last_call_at + lasted if last_call_at else None,
        shown_at=visit.shown_at + lasted if visit.shown_at else None,
        late_until=visit.late_until + lasted if visit.late_until else None,
    )


def _announced(hall: Hall, event: e.HallAnnounced) -> Hall:
    return replace(hall, announcement=event.announcement)


def _announcement_withdrawn(hall: Hall, _event: e.AnnouncementWithdrawn) -> Hall:
    return replace(hall, announcement=None)


def _numbers_stopped(hall: Hall, event: e.NumbersStopped) -> Hall:
    return replace(hall, stopped=hall.stopped.set(event.category or ALL, event.reason))


def _numbers_resumed(hall: Hall, event: e.NumbersResumed) -> Hall:
    return replace(hall, stopped=hall.stopped.delete(event.category or ALL))


CHANGES: Changes = {
    e.DayOpened: _opened,
    e.DayReopened: _reopened,
    e.DayClosed: _closed,
    e.SettingsChanged: _settings_changed,
    e.HallPaused: _paused,
    e.HallResumed: _resumed,
    e.EmergencyStarted: _emergency_started,
    e.EmergencyEnded: _emergency_ended,
    e.HallAnnounced: _announced,
    e.AnnouncementWithdrawn: _announcement_withdrawn,
    e.NumbersStopped: _numbers_stopped,
    e.NumbersResumed: _numbers_resumed,
}
