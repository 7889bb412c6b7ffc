"""`/appointments` for programs and the service desk, `/bookings` for who holds a booking's token.

Both can move, give up and check in; only the first can book and look one up by its code.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Query, Response

from hall.controller.ids import appointment_code
from hall.controller.waits import promise
from hall.core import commands as c
from hall.core import events as e
from hall.core.appointment import Appointment
from hall.core.booking import free_slots
from hall.core.hall import Hall
from hall.core.lookups import appointment_of, appointment_with
from hall.core.numbering import asked_category
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.api.tickets import TOKEN_BYTES, check_printer, latest_of
from hall.web.caller import Caller, by_booking
from hall.web.documents.appointments import appointment_document, slot_document
from hall.web.documents.tickets import issued_document
from hall.web.documents.values import Document, moment
from hall.web.ordering import Envelope, Enveloped, In, Rooms, allowed, paced
from hall.web.permissions import Permission

router = APIRouter(tags=["appointments"], dependencies=[Depends(paced)])

Booker = Annotated[Caller, Depends(allowed(Permission.BOOK))]
Code = Annotated[str, Path(max_length=64, description="The appointment's code.")]
Token = Annotated[str, Path(max_length=64, description="The appointment's unguessable token.")]
MatterQuery = Annotated[str | None, Query(max_length=32)]
PLAINLY: Final = shapes.CheckIn()
"""In Chinese, without needs, in time."""


# --- booking --------------------------------------------------------------------------------------


@router.get(
    "/appointments/slots",
    summary="The times that can be booked",
    response_model=None,
    responses=problems(409, 422),
)
async def slots(
    wired: In, _caller: Booker, matter: MatterQuery = None, category: MatterQuery = None
) -> Response:
    """Those of a matter, or of a category without matters, that are still free."""
    hall, now = wired.controller.hall, wired.controller.clock.now()
    code = asked_category(hall, matter, category).code
    return json_answer(
        {"slots": [slot_document(hall, each) for each in free_slots(hall, code, now)]}
    )


@router.post(
    "/appointments",
    status_code=HTTPStatus.CREATED,
    summary="Book a time",
    response_model=None,
    responses=problems(409, 422, 503),
)
async def book(body: shapes.Book, wired: In, caller: Booker, envelope: Enveloped) -> Response:
    """A time for a matter; its code is typed at a kiosk, its token opens it on a phone."""
    token = secrets.token_urlsafe(TOKEN_BYTES)

    def make(hall: Hall, _now: datetime) -> c.Command:
        return c.BookAppointment(
            appointment=appointment_code(hall, secrets.randbelow),
            token=token,
            starts_at=body.starts_at,
            matter=body.matter,
            category=body.category,
            person=body.person,
        )

    booked = await _booked(wired, caller, envelope, make)
    return json_answer(booked, HTTPStatus.CREATED)


async def _booked(
    wired: Rooms, caller: Caller, envelope: Envelope, make: Callable[[Hall, datetime], c.Command]
) -> Document:
    def answer(hall: Hall, events: tuple[e.Event, ...]) -> Document:
        booked = next(each for each in events if isinstance(each, e.AppointmentBooked))
        return appointment_document(hall, booked.appointment, booked.at)

    return await wired.controller.carry_out(envelope.order(caller, make, answer))


# --- what can be done with one --------------------------------------------------------------------


Find = Callable[[Hall], Appointment]
"""How the appointment of a request is found: by its code, or by its token alone."""


def _by_code(code: str) -> Find:
    return lambda hall: appointment_of(hall, code)


def _by_token(token: str) -> Find:
    return lambda hall: appointment_with(hall, token)


def _shown(wired: Rooms, find: Find) -> Response:
    hall, now = wired.controller.hall, wired.controller.clock.now()
    return json_answer(appointment_document(hall, find(hall), now))


async def _move(
    wired: Rooms, caller: Caller, envelope: Envelope, find: Find, body: shapes.Move
) -> Response:
    token = secrets.token_urlsafe(TOKEN_BYTES)

    def make(hall: Hall, _now: datetime) -> c.Command:
        moved = find(hall)
        return c.BookAppointment(
            appointment=appointment_code(hall, secrets.randbelow),
            token=token,
            starts_at=body.starts_at,
            matter=moved.matter,
            category=None if moved.matter else moved.category,
            person=moved.person,
            replaces=moved.id,
        )

    return json_answer(await _booked(wired, caller, envelope, make))


async def _cancel(wired: Rooms, caller: Caller, envelope: Envelope, find: Find) -> Response:
    def make(hall: Hall, _now: datetime) -> c.Command:
        return c.CancelAppointment(appointment=find(hall).id)

    def answer(_hall: Hall, events: tuple[e.Event, ...]) -> Document:
        return {"cancelled_at": moment(events[-1].at)}

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))


async def _check_in(
    wired: Rooms, caller: Caller, envelope: Envelope, find: Find, body: shapes.CheckIn
) -> Response:
    check_printer(wired, body.printer)
    visit, token = str(uuid4()), secrets.token_urlsafe(TOKEN_BYTES)

    def make(hall: Hall, _now: datetime) -> c.Command:
        known = find(hall)
        wait = promise(
            hall,
            wired.premises,
            matter=None,
            category=known.category,
            forecasts=latest_of(wired),
        )
        return c.CheckIn(
            appointment=known.id,
            visit=visit,
            token=token,
            language=body.language,
            needs=body.needs,
            printer=body.printer,
            as_walk_in=body.as_walk_in,
            wait=wait,
        )

    def answer(_hall: Hall, events: tuple[e.Event, ...]) -> Document:
        return issued_document(events, wired.premises)

    issued = await wired.controller.carry_out(envelope.order(caller, make, answer))
    return json_answer(issued, HTTPStatus.CREATED)


# --- by its code, for programs and the desk -------------------------------------------------------


@router.get(
    "/appointments/{code}", summary="An appointment", response_model=None, responses=problems(404)
)
async def appointment(code: Code, wired: In, _caller: Booker) -> Response:
    """When it is, and what can be done with it now."""
    return _shown(wired, _by_code(code))


@router.post(
    "/appointments/{code}/move",
    summary="Move an appointment to another time",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def move(
    code: Code, body: shapes.Move, wired: In, caller: Booker, envelope: Enveloped
) -> Response:
    """It gets a code and a token of its own; the ones before are void."""
    return await _move(wired, caller, envelope, _by_code(code), body)


@router.post(
    "/appointments/{code}/cancel",
    summary="Give an appointment up",
    response_model=None,
    responses=problems(404, 409, 503),
)
async def cancel(code: Code, wired: In, caller: Booker, envelope: Enveloped) -> Response:
    """In time, so that somebody else can have it."""
    return await _cancel(wired, caller, envelope, _by_code(code))


@router.post(
    "/appointments/{code}/check-in",
    status_code=HTTPStatus.CREATED,
    summary="Take the number of an appointment",
    response_model=None,
    responses=problems(404, 409, 503),
)
async def check_in(
    code: Code, wired: In, caller: Booker, envelope: Enveloped, body: shapes.CheckIn = PLAINLY
) -> Response:
    """In its time; too late it is refused, and can be asked again as a walk-in."""
    return await _check_in(wired, caller, envelope, _by_code(code), body)


# --- by its token, for its holder -----------------------------------------------------------------


@router.get(
    "/bookings/{token}", summary="One's appointment", response_model=None, responses=problems(404)
)
async def booking(token: Token, wired: In) -> Response:
    """As its holder sees it; the token is the right to see it."""
    return _shown(wired, _by_token(token))


@router.post(
    "/bookings/{token}/move",
    summary="Move one's appointment",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def move_booking(token: Token, body: shapes.Move, wired: In, envelope: Enveloped) -> Response:
    """It gets a new code and a new token."""
    return await _move(wired, by_booking(token), envelope, _by_token(token), body)


@router.post(
    "/bookings/{token}/cancel",
    summary="Give one's appointment up",
    response_model=None,
    responses=problems(404, 409, 503),
)
async def cancel_booking(token: Token, wired: In, envelope: Enveloped) -> Response:
    """In time, so that somebody else can have it."""
    return await _cancel(wired, by_booking(token), envelope, _by_token(token))


@router.post(
    "/bookings/{token}/check-in",
    status_code=HTTPStatus.CREATED,
    summary="Check in by phone",
    response_model=None,
    responses=problems(404, 409, 503),
)
async def check_in_booking(
    token: Token, wired: In, envelope: Enveloped, body: shapes.CheckIn = PLAINLY
) -> Response:
    """The answer is the number, with the token of its ticket; no paper is printed."""
    quiet = body.model_copy(update={"printer": None})
    return await _check_in(wired, by_booking(token), envelope, _by_token(token), quiet)
