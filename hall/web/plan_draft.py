"""The draft plan of the window design over the running hall, and when the hall opens next."""

from collections.abc import Mapping
from datetime import UTC, datetime

from hall.controller.premises import Premises
from hall.core.hall import CategoryKind
from hall.supervision.window_plan import Entry, Seat, draft
from hall.web.documents.windows import windows_in_order
from hall.web.ordering import Rooms


def drafted(wired: Rooms, load: Mapping[str, int]) -> list[Entry]:
    """Today's plan beside the draft, window by window."""
    hall, site = wired.controller.hall, wired.controller.site
    seats = []
    for each in windows_in_order(hall):
        traits, built = hall.traits(each.no), site.windows.get(each.no)
        seats.append(
            Seat(
                no=each.no,
                categories=each.categories,
                area=built.area if built else "",
                skills=each.skills,
                fixed=traits is not None and traits.kind is CategoryKind.INSTANT,
            )
        )
    return draft(seats, wired.controller.catalogue, load)


def next_opening(premises: Premises, now: datetime) -> datetime:
    """When the hall opens for the next time after a moment."""
    today, opens = now.astimezone(premises.zone).date(), premises.site.hours[0].opens
    first = datetime.combine(today, opens, premises.zone)
    if premises.is_working_day(today) and now < first:
        return first.astimezone(UTC)
    (day,) = premises.open_days.after(today, 1)
    return datetime.combine(day, opens, premises.zone).astimezone(UTC)
