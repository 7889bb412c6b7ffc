"""`/plan`: which window serves what, now and from a time on, with its return."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from hall.core import commands as c
from hall.core.events import Event, PlanSet
from hall.core.hall import Hall
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.documents.plan import plan_document
from hall.web.documents.values import Document
from hall.web.ordering import Envelope, Enveloped, In, Rooms, allowed
from hall.web.permissions import Permission

router = APIRouter(prefix="/plan", tags=["hall"])

Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
Planner = Annotated[Caller, Depends(allowed(Permission.SET_PLAN))]
ChangeId = Annotated[int, Path(ge=1, description="A change that is to come.")]


@router.get("", summary="Which window serves what", response_model=None)
async def plan(wired: In, _caller: Reader) -> Response:
    """The plan that is in force, the changes that are to come, and those that will return."""
    return json_answer(plan_document(wired.controller.hall, wired.controller.site))


@router.put("", summary="Rebalance", response_model=None, responses=problems(404, 409, 422, 503))
async def set_plan(
    body: shapes.NewPlan, wired: In, caller: Planner, envelope: Enveloped
) -> Response:
    """Say which windows serve what, at once or `from` a time, for good or `until` a time."""
    command = c.SetPlan(
        windows={each.no: each.categories for each in body.windows},
        reason=body.reason,
        starts_at=body.takes_effect,
        ends_at=body.returns,
    )
    return await _carried_out(wired, caller, envelope, command)


@router.post(
    "/changes/{change}/drop",
    summary="Give up a change that is to come",
    response_model=None,
    responses=problems(409, 422, 503),
)
async def drop_change(
    change: ChangeId, body: shapes.Why, wired: In, caller: Planner, envelope: Enveloped
) -> Response:
    """A change that is to come does not take effect."""
    command = c.DropPlanChange(change=change, reason=body.reason)
    return await _carried_out(wired, caller, envelope, command)


async def _carried_out(
    wired: Rooms, caller: Caller, envelope: Envelope, command: c.Command
) -> Response:
    def make(_hall: Hall, _now: datetime) -> c.Command:
        return command

    def answer(hall: Hall, events: tuple[Event, ...]) -> Document:
        plan = plan_document(hall, wired.controller.site)
        return {**plan, "without_window": _without_window(events)}

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))


def _without_window(events: tuple[Event, ...]) -> list[str]:
    """The categories that the change leaves without an open window; the hall only warns of it."""
    changes = (each for each in events if isinstance(each, PlanSet))
    return [code for each in changes for code in each.without_window]
