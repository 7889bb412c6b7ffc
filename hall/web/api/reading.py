"""What the hall shows: plan, board, queues, matters, devices, and the list of problems."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from hall.bus.encoding import encode
from hall.bus.topics import Channel
from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.documents.premises import (
    devices_document,
    matter_document,
    matters_document,
    plan_document,
)
from hall.web.documents.values import Document
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem, every_problem

router = APIRouter(tags=["hall"])

WHOLE_HALL = "main"
Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
Planner = Annotated[Caller, Depends(allowed(Permission.SET_PLAN))]
Technician = Annotated[Caller, Depends(allowed(Permission.DEVICES))]
JSON = "application/json"


@router.get("/plan", summary="Which window serves what", response_model=None)
async def plan(wired: In, _caller: Reader) -> Response:
    """The plan that is in force."""
    return json_answer(plan_document(wired.controller.hall, wired.controller.site))


@router.put(
    "/plan", summary="Rebalance", response_model=None, responses=problems(404, 409, 422, 503)
)
async def set_plan(
    body: shapes.NewPlan, wired: In, caller: Planner, envelope: Enveloped
) -> Response:
    """Say which windows serve what; windows that are not named stay as they are."""
    if body.takes_effect is not None and body.takes_effect > wired.controller.clock.now():
        raise Problem("plan_only_now")

    def make(_hall: Hall, _now: datetime) -> c.Command:
        return c.SetPlan(
            windows={each.no: each.categories for each in body.windows}, reason=body.reason
        )

    def answer(hall: Hall, _events: tuple[Event, ...]) -> Document:
        return plan_document(hall, wired.controller.site)

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))


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


@router.get("/problems", summary="All problems", response_model=None)
async def all_problems() -> Response:
    """Every code that a problem may have, for whoever writes a program."""
    return json_answer({"problems": every_problem()})
