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
from hall.storage.past_tickets import PastService
from hall.supervision.follow_up_refusals import UnknownFollowUp
from hall.supervision.follow_ups import Asked, FollowUpAct
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.api.tickets import Token
from hall.web.caller import Caller, CallerKind, by_ticket
from hall.web.documents.values import Document
from hall.web.follow_ups import AtDesk, FollowUpDesk
from hall.web.later import rating_until, ticket_of_before
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
    visit: str = ""
    """The visit whose holder this is; a meeting that nobody recorded is known by it."""


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
    token: Token,
    service: ServiceId,
    body: shapes.Rate,
    desk: AtDesk,
    envelope: Enveloped,
) -> Response:
    """What the holder of a ticket says of one of its services, today or some days later."""
    wired = desk.wired
    visit = wired.controller.hall.tokens.get(token)
    if visit is not None:
        form = Form(
            by_ticket(visit), envelope, service, body, lambda known: known.visit == visit, visit
        )
        return await _rated(wired, form)
    later = Later(token, envelope, service, body)
    return await _rated_later(desk, later)


@router.post(
    "/tickets/{token}/services/{service}/appeal",
    summary="Say that the answer to a bad rating does not do",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def appeal(
    token: Token,
    service: ServiceId,
    body: shapes.Appeal,
    desk: AtDesk,
    envelope: Enveloped,
) -> Response:
    """What the holder of a ticket says to the answer; somebody else then looks at it."""
    visit = desk.wired.controller.hall.tokens.get(token)
    if visit is None:
        visit = (await ticket_of_before(desk, token)).visit
    if all(each.follow_up.service != service for each in await desk.of_visit(visit)):
        raise UnknownFollowUp
    caller = by_ticket(visit)
    asked = Asked(act=FollowUpAct.APPEAL, by=caller.id, words=body.words)
    await desk.move(service, asked, caller, envelope)
    return json_answer({"service": service})


@dataclass(frozen=True, slots=True)
class Later:
    """A rating of an earlier day's service as it came in."""

    token: str
    envelope: Envelope
    service: str
    body: shapes.Rate


async def _rated_later(desk: FollowUpDesk, form: Later) -> Response:
    """Rate what the hall of today does not know any more; in turn, as it may open a follow-up."""
    wired = desk.wired
    async with wired.follow_up_turn:
        ticket = await ticket_of_before(desk, form.token)
        known = next((each for each in ticket.services if each.service == form.service), None)
        until = rating_until(wired.controller.hall, wired.premises, ticket.day)

        def make(_hall: Hall, _now: datetime) -> c.Command:
            if known is None:
                raise NotYourService(service=form.service)
            return _earlier(known, form.body, until)

        order = form.envelope.order(by_ticket(ticket.visit), make, _answer(form.service, form.body))
        return json_answer(await wired.controller.carry_out(order))


def _earlier(known: PastService, body: shapes.Rate, until: datetime) -> c.Command:
    return c.RateEarlierService(
        day=known.day,
        service=known.service,
        visit=known.visit,
        window=known.window,
        clerk=known.clerk,
        level=body.level,
        reasons=body.reasons,
        words=body.words,
        until=until,
        followed_up=known.followed_up,
        category=known.category,
        matter=known.matter,
        called_at=datetime.fromisoformat(known.called_at) if known.called_at else None,
    )


def _answer(service: str, body: shapes.Rate) -> Callable[[Hall, tuple[Event, ...]], Document]:
    return lambda _hall, _events: {"service": service, "level": body.level}


async def _rated(wired: Rooms, form: Form) -> Response:
    service, body = form.service, form.body

    def make(hall: Hall, _now: datetime) -> c.Command:
        known = hall.services.get(service)
        if known is None and form.caller.kind is not CallerKind.TICKET:
            raise UnknownService(service=service)
        if known is None and not service.startswith(f"{form.visit}."):
            raise NotYourService(service=service)
        if known is not None and not form.mine(known):
            raise NotYourService(service=service)
        return c.RateService(
            service=service,
            level=body.level,
            reasons=body.reasons,
            words=body.words,
            channel=_CHANNELS[form.caller.kind],
        )

    order = form.envelope.order(form.caller, make, _answer(service, body))
    return json_answer(await wired.controller.carry_out(order))
