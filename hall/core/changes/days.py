"""What changes when a day is opened, closed or goes on."""

from dataclasses import replace

from immutables import Map

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.hall import Hall, Window


def _opened(_hall: Hall, event: e.DayOpened) -> Hall:
    return Hall(
        settings=event.settings,
        day=event.day,
        last_day=event.day,
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
    )


def _reopened(hall: Hall, event: e.DayReopened) -> Hall:
    return replace(hall, day=event.day, offer=event.offer)


def _closed(hall: Hall, _event: e.DayClosed) -> Hall:
    return replace(hall, day=None)


CHANGES: Changes = {
    e.DayOpened: _opened,
    e.DayReopened: _reopened,
    e.DayClosed: _closed,
}
