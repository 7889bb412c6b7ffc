"""What holds for the hall as a whole, and who would not be reached if the day ended now."""

from collections.abc import Mapping

from hall.controller.premises import Premises
from hall.controller.waits import wait_of_visit
from hall.core.closing import Unreached, unreached
from hall.core.hall import ALL, Hall, WindowStatus
from hall.core.limits import is_doubtful
from hall.core.stages import Stage
from hall.forecast.ranges import Forecasts
from hall.web.closing_choices import Choice
from hall.web.documents.tickets import ahead_of, wait_document
from hall.web.documents.values import Document, moment, text_document


def wide_document(hall: Hall) -> Document:
    """What a manager has said for everybody, and which day it is."""
    said = hall.announcement
    return {
        "day": hall.day.isoformat() if hall.day else None,
        "last_day": hall.last_day.isoformat() if hall.last_day else None,
        "rehearsal": hall.rehearsal,
        "paused": hall.paused,
        "emergency": hall.emergency,
        "emergency_since": moment(hall.emergency_since),
        "announcement": {**text_document(said.text), "until": moment(said.until)} if said else None,
        "stopped": [
            {"category": None if code == ALL else code, "reason": reason}
            for code, reason in sorted(hall.stopped.items())
        ],
    }


def day_document(
    hall: Hall,
    premises: Premises,
    forecasts: Forecasts | None,
    choices: Mapping[str, Choice],
) -> Document:
    """Everything that must be decided before the day can be closed."""
    in_hand = [
        {"number": visit.number, "window": window.no, "stage": visit.stage}
        for window in hall.windows.values()
        if (visit := hall.in_hand(window)) is not None
    ]
    hours = hall.offer.window_hours if hall.offer else ()
    return {
        "day": hall.day.isoformat() if hall.day else None,
        "rehearsal": hall.rehearsal,
        "closes_at": moment(hours[-1].end) if hours else None,
        "in_hand": in_hand,
        "open_windows": [
            no for no in sorted(hall.windows) if hall.windows[no].status != WindowStatus.CLOSED
        ],
        "unreached": [
            {**_unreached(each, hall, premises, forecasts), "choice": choices.get(each.visit)}
            for each in unreached(hall)
        ],
    }


def _unreached(
    each: Unreached, hall: Hall, premises: Premises, forecasts: Forecasts | None
) -> Document:
    """Somebody outside the windows, and whether they would still be called before closing."""
    visit = hall.visits[each.visit]
    wait = None
    if visit.stage == Stage.WAITING:
        wait = wait_of_visit(hall, premises, visit, ahead_of(hall, visit), forecasts)
    late = hall.offer is not None and (
        wait is None or is_doubtful(hall.offer, wait, hall.last_at or each.since)
    )
    return {
        "visit": each.visit,
        "number": each.number,
        "category": each.category,
        "parked": each.parked,
        "since": moment(each.since),
        "wait": wait_document(wait),
        "before_closing": not late,
    }
