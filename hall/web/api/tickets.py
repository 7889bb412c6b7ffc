"""`/tickets`: numbers are taken here, and followed by their token."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Response

from hall.controller.waits import promise
from hall.core import commands as c
from hall.core.events import Event, VisitIssued
from hall.core.hall import Hall, Visit
from hall.web import shapes
from hall.web.api.answers import describe_body, json_answer, problems
from hall.web.caller import Caller, by_ticket
from hall.web.documents.tickets import issued_document, ticket_document
from hall.web.documents.values import Document
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem

router = APIRouter(prefix="/tickets", tags=["tickets"])

Issuer = Annotated[Caller, Depends(allowed(Permission.ISSUE))]
Token = Annotated[str, Path(max_length=64, description="The ticket's unguessable token.")]
_TOKEN_BYTES = 16


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
    visit, token = str(uuid4()), secrets.token_urlsafe(_TOKEN_BYTES)

    def make(hall: Hall, _now: datetime) -> c.Command:
        return c.IssueNumber(
            visit=visit,
            token=token,
            matter=body.matter,
            category=body.category,
            receipt=body.receipt,
            language=body.language,
            needs=body.needs,
            wait=promise(hall, wired.premises, matter=body.matter, category=body.category),
        )

    def answer(_hall: Hall, events: tuple[Event, ...]) -> Document:
        return issued_document(events, wired.premises)

    issued = await wired.controller.carry_out(envelope.order(caller, make, answer))
    return json_answer(issued, HTTPStatus.CREATED)


@router.get(
    "/{token}", summary="Where a ticket stands", response_model=None, responses=problems(404)
)
async def ticket(token: Token, wired: In) -> Response:
    """A ticket as its holder sees it; the token is the right to see it."""
    hall = wired.controller.hall
    return json_answer(ticket_document(hall, visit_of(hall, token), wired.premises))


def visit_of(hall: Hall, token: str) -> Visit:
    """The visit of a token; raises `Problem` when there is none today."""
    known = hall.tokens.get(token)
    if known is None:
        raise Problem("unknown_ticket")
    return hall.visits[known]


# --- what the holder of a ticket can do -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that the holder of a ticket can do."""

    name: str
    body: type[shapes.Body]
    command: Callable[[str, Any], c.Command]
    about: str


def _late(visit: str, _body: shapes.Nothing) -> c.Command:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return c.ReportLate(visit=visit, new_visit=str(uuid4()), token=token)


ACTS: Final = (
    Act("cancel", shapes.Nothing, lambda visit, _: c.CancelVisit(visit=visit), "Give it up."),
    Act("late", shapes.Nothing, _late, "Say that one is late for a call, or has missed it."),
    Act(
        "pass",
        shapes.LetPass,
        lambda visit, body: c.LetOthersPass(visit=visit, count=body.count),
        "Let some others go first.",
    ),
)
"""Everything that the holder of a ticket can do with it."""


def _endpoint(act: Act) -> Callable[..., Any]:
    async def endpoint(token: Token, wired: In, envelope: Enveloped, *, body: Any) -> Response:
        visit = visit_of(wired.controller.hall, token).id

        def make(_hall: Hall, _now: datetime) -> c.Command:
            return act.command(visit, body)

        def answer(hall: Hall, events: tuple[Event, ...]) -> Document:
            again = [each.visit for each in events if isinstance(each, VisitIssued)]
            after = hall.visits[again[0] if again else visit]
            return ticket_document(hall, after, wired.premises)

        order = envelope.order(by_ticket(visit), make, answer)
        return json_answer(await wired.controller.carry_out(order))

    describe_body(endpoint, act.body)
    return endpoint


for _act in ACTS:
    router.add_api_route(
        f"/{{token}}/{_act.name}",
        _endpoint(_act),
        methods=["POST"],
        summary=_act.about,
        operation_id=f"ticket_{_act.name}",
        response_model=None,
        responses=problems(404, 409, 422, 503),
    )
