"""What can be done with a visit away from the windows: by its ticket's holder, or by the desk.

To give a visit another act, add its command to the core and one line to `ACTS`.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Response

from hall.controller.waits import wait_of_visit
from hall.core import commands as c
from hall.core.events import Event, VisitIssued
from hall.core.hall import Hall, PrintState
from hall.core.lookups import known_visit
from hall.core.settings import VisitClass
from hall.core.stages import Stage
from hall.web import shapes
from hall.web.api.answers import describe_body, json_answer, problems
from hall.web.api.tickets import TOKEN_BYTES, Token, check_printer, latest_of, visit_of
from hall.web.caller import Caller, by_ticket
from hall.web.documents.tickets import ahead_of, ticket_document
from hall.web.documents.values import Document
from hall.web.ordering import Envelope, Enveloped, In, Rooms, allowed, paced
from hall.web.permissions import Permission

router = APIRouter(tags=["tickets"], dependencies=[Depends(paced)])

Desk = Annotated[Caller, Depends(allowed(Permission.ISSUE))]
VisitId = Annotated[str, Path(max_length=64, description="The visit's id.")]
KioskId = Annotated[str, Path(max_length=64, description="The kiosk's id.")]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done with a visit."""

    name: str
    body: type[shapes.Body]
    command: Callable[[str, Any], c.Command]
    about: str
    by_holder: bool = True


def _late(visit: str, _body: shapes.Nothing) -> c.Command:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return c.ReportLate(visit=visit, new_visit=str(uuid4()), token=token)


def _class(visit: str, body: shapes.GoesAs) -> c.Command:
    wanted = VisitClass(body.visit_class)
    return c.ChangeClass(visit=visit, visit_class=wanted, reason=body.reason)


def _paper(visit: str, body: shapes.Paper) -> c.Command:
    return c.ReportTicket(visit=visit, state=PrintState(body.state))


ACTS: Final = (
    Act("cancel", shapes.Nothing, lambda visit, _: c.CancelVisit(visit=visit), "Give it up."),
    Act("late", shapes.Nothing, _late, "Say that one is late for a call, or has missed it."),
    Act(
        "pass",
        shapes.LetPass,
        lambda visit, body: c.LetOthersPass(visit=visit, count=body.count),
        "Let some others go first.",
    ),
    Act(
        "add-matter",
        shapes.OneMatter,
        lambda visit, body: c.AddMatter(visit=visit, matter=body.matter),
        "One more matter under the same number.",
        by_holder=False,
    ),
    Act(
        "class",
        shapes.GoesAs,
        _class,
        "Let somebody who waits go sooner than others, or not any more.",
        by_holder=False,
    ),
    Act("paper", shapes.Paper, _paper, "Say what became of the paper.", by_holder=False),
)
"""Everything that can be done with a visit away from the windows."""


async def _done(wired: Rooms, caller: Caller, envelope: Envelope, visit: str, act: Any) -> Response:
    def make(_hall: Hall, _now: datetime) -> c.Command:
        command: c.Command = act()
        return command

    def answer(hall: Hall, events: tuple[Event, ...]) -> Document:
        again = [each.visit for each in events if isinstance(each, VisitIssued)]
        after = hall.visits[again[0] if again else visit]
        # It stands elsewhere than when the last forecast was made.
        return ticket_document(hall, after, wired.premises)

    order = envelope.order(caller, make, answer)
    return json_answer(await wired.controller.carry_out(order))


def _for_holder(act: Act) -> Callable[..., Any]:
    async def endpoint(token: Token, wired: In, envelope: Enveloped, *, body: Any) -> Response:
        visit = visit_of(wired.controller.hall, token).id
        return await _done(
            wired, by_ticket(visit), envelope, visit, lambda: act.command(visit, body)
        )

    describe_body(endpoint, act.body)
    return endpoint


def _for_desk(act: Act) -> Callable[..., Any]:
    async def endpoint(
        visit: VisitId, wired: In, caller: Desk, envelope: Enveloped, *, body: Any
    ) -> Response:
        return await _done(wired, caller, envelope, visit, lambda: act.command(visit, body))

    describe_body(endpoint, act.body)
    return endpoint


def _add(path: str, act: Act, endpoint: Callable[..., Any], who: str) -> None:
    router.add_api_route(
        f"{path}/{act.name}",
        endpoint,
        methods=["POST"],
        summary=act.about,
        operation_id=f"{who}_{act.name}",
        response_model=None,
        responses=problems(404, 409, 422, 503),
    )


for _act in ACTS:
    _add("/visits/{visit}", _act, _for_desk(_act), "visit")
    if _act.by_holder:
        _add("/tickets/{token}", _act, _for_holder(_act), "ticket")


@router.post(
    "/visits/{visit}/reprint",
    summary="Print a ticket again, under the same number",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def reprint(
    visit: VisitId, body: shapes.Reprint, wired: In, caller: Desk, envelope: Enveloped
) -> Response:
    """The paper says 补打, and how things stand now."""
    check_printer(wired, body.printer)

    def make(hall: Hall, _now: datetime) -> c.Command:
        known = known_visit(hall, visit)
        waiting = known.stage == Stage.WAITING
        ahead = ahead_of(hall, known) if waiting else 0
        wait = (
            wait_of_visit(hall, wired.premises, known, ahead, latest_of(wired)) if waiting else None
        )
        return c.ReprintTicket(visit=visit, printer=body.printer, ahead=ahead, wait=wait)

    def answer(hall: Hall, _events: tuple[Event, ...]) -> Document:
        return ticket_document(hall, hall.visits[visit], wired.premises, latest_of(wired))

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))


@router.post(
    "/kiosks/{kiosk}/help-given",
    summary="Go to a kiosk that asked for help",
    response_model=None,
    responses=problems(409, 503),
)
async def give_help(kiosk: KioskId, wired: In, caller: Desk, envelope: Enveloped) -> Response:
    """Somebody goes to the kiosk."""

    def make(_hall: Hall, _now: datetime) -> c.Command:
        return c.GiveHelp(kiosk=kiosk)

    def answer(_hall: Hall, _events: tuple[Event, ...]) -> Document:
        return {"kiosk": kiosk}

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))
