"""Which windows and boards a change may have altered; pure.

To judge a new kind of event is to put it into one of the sets, or into none: then everything that
it could have altered is looked at.
"""

from collections.abc import Iterator
from typing import Final

from hall.controller.orders import Change
from hall.core import events as e

SHOWN_NOWHERE: Final = (e.TicketReported, e.ServiceRated, e.RatingAsked, e.HelpAsked, e.HelpGiven)
"""No view of a window or a queue tells these."""
NO_CALL: Final = (*SHOWN_NOWHERE, e.VisitIssued)
"""They alter a board's counts at most, which may wait for the next beat."""
WHOLE_HALL: Final = (e.DayOpened, e.DayClosed, e.DayReopened, e.PlanSet)


def is_new_day(change: Change) -> bool:
    """Whether a day was opened with it, so that nothing of before stands any more."""
    return any(isinstance(fact.event, e.DayOpened) for fact in change.facts)


def changes_boards(change: Change) -> bool:
    """Whether a board shows another call after it."""
    return any(not isinstance(fact.event, NO_CALL) for fact in change.facts)


def acted_at(change: Change) -> set[int]:
    """The windows where something happened, whether a view tells it or not."""
    return {no for fact in change.facts for no in _windows_of(fact.event, change)}


def touched_windows(change: Change) -> list[int]:
    """The windows whose visit, queue or plan entry a change may have altered."""
    hall = change.hall
    events = [fact.event for fact in change.facts if not isinstance(fact.event, SHOWN_NOWHERE)]
    if any(isinstance(event, WHOLE_HALL) for event in events):
        return sorted(hall.windows)
    acted = {no for event in events for no in _windows_of(event, change)}
    categories = {
        visit.category
        for event in events
        if (visit := hall.visits.get(getattr(event, "visit", ""))) is not None
    }
    serving = {no for no, each in hall.windows.items() if categories.intersection(each.categories)}
    return sorted((acted | serving) & set(hall.windows))


def _windows_of(event: e.Event, change: Change) -> Iterator[int]:
    """The window of an event; a visit that was given up may have been called to one."""
    window: int | None = getattr(event, "window", None)
    if window is not None:
        yield window
    elif isinstance(event, e.VisitCancelled):
        called_to = change.hall.visits[event.visit].window
        if called_to is not None:
            yield called_to
