"""`/tickets`: numbers are taken here, and followed by their token."""

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Response

from hall.catalogue.site import DeviceKind
from hall.controller.waits import promise
from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall, Visit
from hall.core.lookups import visit_of as visit_of_number
from hall.core.settings import VisitClass
from hall.forecast.ranges import Forecasts
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.documents.tickets import issued_document, ticket_document
from hall.web.documents.values import Document
from hall.web.follow_ups import AtDesk
from hall.web.later import shown_ticket
from hall.web.ordering import Enveloped, In, Rooms, allowed, paced
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.straight import StraightRoute

router = APIRouter(
    prefix="/tickets",
    tags=["tickets"],
    route_class=StraightRoute,
    dependencies=[Depends(paced)],
)

Issuer = Annotated[Caller, Depends(allowed(Permission.ISSUE))]
Token = Annotated[str, Path(max_length=64, description="The ticket's unguessable token.")]
TOKEN_BYTES = 16


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Take a number",
    response_model=None,
    responses=problems(409, 422, 503),
)
async def take_number(
    body: shapes.TakeNumber, wired: In, caller: Issuer, envelope: Enveloped
) -> Response:
    """Take a number for a matter, or for a category without matters."""
    check_printer(wired, body.printer)
    visit, token = str(uuid4()), secrets.token_urlsafe(TOKEN_BYTES)

    def make(hall: Hall, _now: datetime) -> c.Command:
        return c.IssueNumber(
            visit=visit,
            token=token,
            matter=body.matter,
            category=body.category,
            receipt=body.receipt,
            language=body.language,
            needs=body.needs,
            printer=body.printer,
            return_code=body.return_code,
            further=body.further,
            person=body.person,
            visit_class=VisitClass.GREEN if body.green else VisitClass.ORDINARY,
            wait=promise(
                hall,
                wired.premises,
                matter=body.matter,
                category=body.category,
                forecasts=latest_of(wired),
            ),
        )

    def answer(_hall: Hall, events: tuple[Event, ...]) -> Document:
        return issued_document(events, wired.premises)

    issued = await wired.controller.carry_out(envelope.order(caller, make, answer))
    return json_answer(issued, HTTPStatus.CREATED)


def latest_of(wired: Rooms) -> Forecasts | None:
    """What was foretold last."""
    return wired.controller.foretold.latest


def check_printer(wired: Rooms, printer: str | None) -> None:
    """Refuse a printer that the hall does not have."""
    device = wired.controller.site.devices.get(printer) if printer else None
    if printer is not None and (device is None or device.kind is not DeviceKind.PRINTER):
        raise Problem("unknown_printer", printer=printer)


@router.get("", summary="Find a ticket by its number", response_model=None, responses=problems(404))
async def find(number: shapes.Code, wired: In, _caller: Issuer) -> Response:
    """A lost ticket, by the number that its holder remembers."""
    hall = wired.controller.hall
    visit = visit_of_number(hall, number.strip().upper())
    return json_answer(ticket_document(hall, visit, wired.premises, latest_of(wired)))


@router.get(
    "/{token}", summary="Where a ticket stands", response_model=None, responses=problems(404)
)
async def ticket(token: Token, desk: AtDesk) -> Response:
    """A ticket as its holder sees it; the token is the right to see it, also on later days."""
    return json_answer(await shown_ticket(desk, token))


def visit_of(hall: Hall, token: str) -> Visit:
    """The visit of a token; raises `Problem` when there is none today."""
    known = hall.tokens.get(token)
    if known is None:
        raise Problem("unknown_ticket")
    return hall.visits[known]
