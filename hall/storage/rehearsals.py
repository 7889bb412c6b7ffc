"""What of a rehearsal goes into the records: nothing but what concerns business days before it.

A rehearsal is in the journal like any day. In the records it would be a second day of the same
date, with the same numbers, and would be counted in every figure.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from hall.core import events as e
from hall.storage.rows import Written

ABOUT_EARLIER_DAYS: Final = (e.EarlierServiceRated, e.FollowUpOpened, e.FollowUpMoved)
"""What happens today to a business day that is over."""


def for_records(events: Iterable[Written]) -> Iterator[Written]:
    """The events of a whole journal, in order, that make or change records."""
    rehearsing = False
    for each in events:
        event = each.entry.event
        if isinstance(event, e.DayOpened):
            rehearsing = event.rehearsal
        if not rehearsing or isinstance(event, ABOUT_EARLIER_DAYS):
            yield each


def is_recorded(written: Written) -> bool:
    """Whether an event that has just been decided makes or changes records."""
    entry = written.entry
    return not entry.rehearsal or isinstance(entry.event, ABOUT_EARLIER_DAYS)
