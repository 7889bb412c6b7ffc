"""The slip of what is missing, printed for whoever was sent to fetch it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from hall.controller.slips import Slip, slip_page
from hall.core.hall import Hall, Visit
from hall.core.lookups import known_visit, known_window
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.api.tickets import check_printer
from hall.web.api.windows import No
from hall.web.caller import Caller
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.refusals import NotYourWindow

router = APIRouter(prefix="/windows", tags=["windows"])

Worker = Annotated[Caller, Depends(allowed(Permission.WORK, Permission.WORK_ANY))]


@router.post(
    "/{no}/slip",
    summary="Print what a visit of this window still lacks, with its return code",
    response_model=None,
    responses=problems(403, 404, 409, 422, 503),
)
async def print_slip(
    no: No, body: shapes.Slip, wired: In, caller: Worker, envelope: Enveloped
) -> Response:
    """For a visit that was finished here with materials missing; asked again, printed once."""
    hall, premises = wired.controller.hall, wired.premises
    visit = _of_window(hall, no, body.visit, caller)
    check_printer(wired, body.printer)
    given = hall.returns.get(visit.return_code or "")
    if given is None:
        raise Problem("no_return_code", number=visit.number)
    matter = premises.catalogue.matters.get(visit.matter or "")
    category = premises.catalogue.categories.get(visit.category)
    named = matter or category
    slip = Slip(
        number=visit.number,
        matter=named.title if named else (visit.category, visit.category),
        window=no,
        missing=body.missing,
        code=given.code,
        until=given.valid_until,
        note=body.note,
        language="en" if visit.language == "en" else "zh",
    )
    page = slip_page(slip, premises, wired.controller.clock.now())
    outcome = await wired.controller.print_page(body.printer, envelope.id_of(caller), page)
    return json_answer({"printer": body.printer, "paper": outcome}, HTTPStatus.OK)


def _of_window(hall: Hall, no: int, visit: str, caller: Caller) -> Visit:
    known_window(hall, no)
    if not caller.may(Permission.WORK_ANY) and hall.clerks.get(caller.id) != no:
        raise NotYourWindow(window=no)
    found = known_visit(hall, visit)
    if found.meeting is None or found.meeting.window != no:
        raise NotYourWindow(window=no)
    return found
