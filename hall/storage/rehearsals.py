"""What of a rehearsal goes into the records: nothing but what concerns other days than its own.

A rehearsal is in the journal like any day. In the records it would be a second day of the same
date, with the same numbers, and would be counted in every figure.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from hall.core import events as e
from hall.storage.rows import Written

ABOUT_OTHER_DAYS: Final = (
    e.EarlierServiceRated,
    e.FollowUpOpened,
    e.FollowUpMoved,
    e.AppointmentBooked,
    e.AppointmentCancelled,
)
"""What happens today to a business day that is over, or for one that is still to come."""


def for_records(events: Iterable[Written]) -> Iterator[Written]:
    """The events of a whole journal, in order, that make or change records."""
    rehearsing = False
    for each in events:
        event = each.entry.event
        if isinstance(event, e.DayOpened):
            rehearsing = event.rehearsal
        if not rehearsing or _is_about_another_day(event):
            yield each


def is_recorded(written: Written) -> bool:
    """Whether an event that has just been decided makes or changes records."""
    entry = written.entry
    return not entry.rehearsal or _is_about_another_day(entry.event)


def _is_about_another_day(event: e.Event) -> bool:
    claimed_later = isinstance(event, e.ServiceClaimed) and event.day is not None
    return claimed_later or isinstance(event, ABOUT_OTHER_DAYS)
