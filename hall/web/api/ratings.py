"""Ratings: one effective rating for each service, by tablet, by ticket or by a program."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall, Service
from hall.core.refusals import UnknownService
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.api.tickets import Token, visit_of
from hall.web.caller import Caller, CallerKind, by_ticket
from hall.web.documents.values import Document
from hall.web.ordering import Envelope, Enveloped, In, Rooms, allowed, paced
from hall.web.permissions import Permission
from hall.web.refusals import NotYourService

router = APIRouter(tags=["ratings"], dependencies=[Depends(paced)])

Rater = Annotated[Caller, Depends(allowed(Permission.RATE))]
ServiceId = Annotated[str, Path(max_length=80, description="The service that is rated.")]
_CHANNELS = {CallerKind.TABLET: "tablet", CallerKind.TICKET: "phone", CallerKind.PROGRAM: "program"}


@dataclass(frozen=True, slots=True)
class Form:
    """A rating as it came in; `mine` tells whether its caller may rate a service."""

    caller: Caller
    envelope: Envelope
    service: str
    body: shapes.Rate
    mine: Callable[[Service], bool]


@router.post(
    "/services/{service}/rating",
    summary="Rate a service",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def rate(
    service: ServiceId, body: shapes.Rate, wired: In, caller: Rater, envelope: Enveloped
) -> Response:
    """What a citizen said of a service at a tablet, or to a program."""

    def mine(known: Service) -> bool:
        return caller.window is None or known.window == caller.window

    return await _rated(wired, Form(caller, envelope, service, body, mine))


@router.post(
    "/tickets/{token}/services/{service}/rating",
    summary="Rate a service of a ticket",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def rate_by_ticket(
    token: Token, service: ServiceId, body: shapes.Rate, wired: In, envelope: Enveloped
) -> Response:
    """What the holder of a ticket says of one of its services."""
    visit = visit_of(wired.controller.hall, token).id

    def mine(known: Service) -> bool:
        return known.visit == visit

    return await _rated(wired, Form(by_ticket(visit), envelope, service, body, mine))


async def _rated(wired: Rooms, form: Form) -> Response:
    service, body = form.service, form.body

    def make(hall: Hall, _now: datetime) -> c.Command:
        known = hall.services.get(service)
        if known is None:
            raise UnknownService(service=service)
        if not form.mine(known):
            raise NotYourService(service=service)
        return c.RateService(
            service=service,
            level=body.level,
            reasons=body.reasons,
            words=body.words,
            channel=_CHANNELS[form.caller.kind],
        )

    def answer(_hall: Hall, _events: tuple[Event, ...]) -> Document:
        return {"service": service, "level": body.level}

    order = form.envelope.order(form.caller, make, answer)
    return json_answer(await wired.controller.carry_out(order))
