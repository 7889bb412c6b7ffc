"""What the hall shows: board, queues, matters, devices, and the list of problems."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from hall.bus.encoding import encode
from hall.bus.topics import Channel
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.api.tickets import check_printer
from hall.web.caller import Caller
from hall.web.documents.premises import (
    devices_document,
    matter_document,
    matters_document,
)
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem, every_problem

router = APIRouter(tags=["hall"])

WHOLE_HALL = "main"
Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
Technician = Annotated[Caller, Depends(allowed(Permission.DEVICES))]
Tester = Annotated[Caller, Depends(allowed(Permission.DEVICES_TEST))]
JSON = "application/json"


@router.get("/board", summary="What a board shows", response_model=None, responses=problems(404))
async def board(wired: In, zone: shapes.Code = WHOLE_HALL) -> Response:
    """The calls and queues of a zone; public, as the board on the wall is."""
    if zone != WHOLE_HALL and zone not in wired.controller.site.areas:
        raise Problem("unknown_zone", zone=zone)
    view = wired.controller.views.board(zone)
    return Response(encode(Channel.VIEW, view), media_type=JSON)


@router.get("/queue", summary="All queues", response_model=None)
async def queue(wired: In, _caller: Reader) -> Response:
    """Who waits for what, and for how long."""
    return Response(encode(Channel.VIEW, wired.controller.views.queue()), media_type=JSON)


@router.get("/matters", summary="What numbers are taken for", response_model=None)
async def matters(wired: In) -> Response:
    """The catalogue in short; public."""
    return json_answer(matters_document(wired.controller.catalogue))


@router.get(
    "/matters/{matter}",
    summary="A matter with its guide",
    response_model=None,
    responses=problems(404),
)
async def matter(matter: Annotated[str, Path(max_length=32)], wired: In) -> Response:
    """What a citizen must know and bring; public."""
    known = wired.controller.catalogue.matters.get(matter)
    if known is None:
        raise Problem("unknown_matter_id", matter=matter)
    return json_answer(matter_document(known))


@router.get("/devices", summary="All devices and their faults", response_model=None)
async def devices(wired: In, _caller: Technician) -> Response:
    """Every device with its place and what it last said of itself."""
    return json_answer(devices_document(wired.controller.site, wired.controller.device_states))


@router.post(
    "/devices/{printer}/test-page",
    summary="Print a test page",
    response_model=None,
    responses=problems(404, 503),
)
async def print_test_page(
    printer: Annotated[str, Path(max_length=64)],
    wired: In,
    caller: Tester,
    envelope: Enveloped,
) -> Response:
    """How far it has come; ask again with the same key until it is no longer `printing`."""
    check_printer(wired, printer)
    outcome = await wired.controller.print_test_page(printer, envelope.id_of(caller))
    return json_answer({"printer": printer, "outcome": outcome})


@router.get("/problems", summary="All problems", response_model=None)
async def all_problems() -> Response:
    """Every code that a problem may have, for whoever writes a program."""
    return json_answer({"problems": every_problem()})
