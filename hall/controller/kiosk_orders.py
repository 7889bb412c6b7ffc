"""What is asked at a kiosk that changes the hall: a number, a check-in, a person. Pure.

What must not live here: what is answered beside the writer (see `asides`).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from hall.bus.messages import (
    AskHelp,
    BookTime,
    CheckIn,
    NumberIssued,
    TakeNumber,
    TimeBooked,
    WaitRange,
)
from hall.catalogue.site import DeviceSite
from hall.controller.foretold import Foretold
from hall.controller.ids import Ids, appointment_code
from hall.controller.orders import Answer, nothing_to_say
from hall.controller.premises import Premises
from hall.controller.waits import promise
from hall.core import commands as c
from hall.core.booking import check_in_span
from hall.core.events import AppointmentBooked, Event, VisitIssued
from hall.core.hall import Hall
from hall.core.lookups import appointment_of
from hall.core.settings import GreenGround

Make = tuple[Callable[[Hall, datetime], c.Command], Callable[[Hall, tuple[Event, ...]], Answer]]
"""How the command of a request is built when its turn comes, and how its answer is written."""


def _take_number(
    device: DeviceSite, request: TakeNumber, premises: Premises, ids: Ids, foretold: Foretold
) -> Make:
    visit, token = ids.visit(), ids.token()

    def make(hall: Hall, _now: datetime) -> c.Command:
        return c.IssueNumber(
            visit=visit,
            token=token,
            matter=request.matter,
            category=request.category,
            receipt=request.receipt,
            language=request.language,
            needs=request.needs,
            kiosk=device.id,
            printer=device.printer,
            wait=promise(
                hall,
                premises,
                matter=request.matter,
                category=request.category,
                forecasts=foretold.latest,
            ),
            further=request.further,
            return_code=request.return_code,
            age=request.age,
            grounds=frozenset(GreenGround(each.value) for each in request.grounds),
            accept_doubtful=request.accept_doubtful,
            person=request.person,
        )

    return make, lambda _hall, events: issued_answer(events, premises)


def _check_in(
    device: DeviceSite, request: CheckIn, premises: Premises, ids: Ids, foretold: Foretold
) -> Make:
    visit, token = ids.visit(), ids.token()

    def make(hall: Hall, _now: datetime) -> c.Command:
        known = appointment_of(hall, request.code)
        return c.CheckIn(
            appointment=known.id,
            visit=visit,
            token=token,
            language=request.language,
            needs=request.needs,
            kiosk=device.id,
            printer=device.printer,
            as_walk_in=request.as_walk_in,
            wait=promise(
                hall,
                premises,
                matter=None,
                category=known.category,
                forecasts=foretold.latest,
            ),
        )

    return make, lambda _hall, events: issued_answer(events, premises)


def _book(
    _device: DeviceSite, request: BookTime, premises: Premises, ids: Ids, _foretold: Foretold
) -> Make:
    token = ids.token()

    def make(hall: Hall, _now: datetime) -> c.Command:
        moved = appointment_of(hall, request.moves) if request.moves else None
        asked = moved or request
        return c.BookAppointment(
            appointment=appointment_code(hall, ids.chance),
            token=token,
            starts_at=request.starts_at,
            matter=asked.matter,
            category=None if asked.matter else asked.category,
            person=moved.person if moved else request.person,
            replaces=moved.id if moved else None,
        )

    return make, lambda hall, events: booked_answer(hall, events, premises)


def _ask_help(
    device: DeviceSite, _request: AskHelp, _premises: Premises, _ids: Ids, _foretold: Foretold
) -> Make:
    return lambda _hall, _now: c.AskHelp(kiosk=device.id), nothing_to_say


KIOSK_ORDERS: Final[dict[type, Callable[[Any, Any, Premises, Ids, Foretold], Make]]] = {
    TakeNumber: _take_number,
    CheckIn: _check_in,
    BookTime: _book,
    AskHelp: _ask_help,
}
"""The order of each request of a kiosk."""


def issued_answer(events: tuple[Event, ...], premises: Premises) -> Answer:
    """What the taker of a number is told."""
    issued = next(event for event in events if isinstance(event, VisitIssued))
    wait = issued.wait
    return {
        "visit": issued.visit,
        "number": issued.number,
        "token": issued.token,
        "category": issued.category,
        "matter": issued.matter,
        "ahead": issued.ahead,
        "area": premises.area_of(issued.category),
        "wait": {"low_min": wait.low_min, "high_min": wait.high_min, "method": wait.method}
        if wait
        else None,
    }


def number_issued(request_id: str, answer: Answer) -> NumberIssued:
    """The reply that tells what was taken."""
    wait = answer["wait"]
    return NumberIssued(
        request=request_id,
        visit=answer["visit"],
        number=answer["number"],
        token=answer["token"],
        category=answer["category"],
        matter=answer.get("matter"),
        ahead=answer["ahead"],
        area=answer["area"],
        wait=WaitRange(**wait) if wait else None,
    )


def booked_answer(hall: Hall, events: tuple[Event, ...], premises: Premises) -> Answer:
    """What who booked a time is told; moments as text, as the journal keeps an answer."""
    booked = next(each.appointment for each in events if isinstance(each, AppointmentBooked))
    opens_at, until = check_in_span(hall, booked)
    return {
        "appointment": booked.id,
        "category": booked.category,
        "matter": booked.matter,
        "area": premises.area_of(booked.category),
        "starts_at": booked.starts_at.isoformat(),
        "ends_at": booked.ends_at.isoformat(),
        "check_in_from": opens_at.isoformat(),
        "check_in_until": until.isoformat(),
    }


def time_booked(request_id: str, answer: Answer) -> TimeBooked:
    """The reply that tells what was booked."""
    return TimeBooked(
        request=request_id,
        code=answer["appointment"],
        category=answer["category"],
        matter=answer["matter"],
        area=answer["area"],
        starts_at=datetime.fromisoformat(answer["starts_at"]),
        ends_at=datetime.fromisoformat(answer["ends_at"]),
        check_in_from=datetime.fromisoformat(answer["check_in_from"]),
        check_in_until=datetime.fromisoformat(answer["check_in_until"]),
    )
