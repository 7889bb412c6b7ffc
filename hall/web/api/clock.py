"""`/clock`: the hall's time, and in a demo how fast it goes."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.ordering import Enveloped, In, Rooms, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem

router = APIRouter(prefix="/clock", tags=["hall"])

FASTEST: Final = 600
Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
Planner = Annotated[Caller, Depends(allowed(Permission.SET_PLAN))]


class NewRate(shapes.Body):
    """How many hall seconds pass in a real one."""

    rate: Annotated[float, Field(gt=0, le=FASTEST)]


@router.get("", summary="The hall's time", response_model=None)
async def clock(wired: In, _caller: Reader) -> Response:
    """The hall's time and its rate."""
    return _told(wired)


@router.put("", summary="Let a demo's time go faster", response_model=None, responses=problems(409))
async def set_clock(body: NewRate, wired: In, _caller: Planner, _key: Enveloped) -> Response:
    """Set the rate of a demo's clock; a hall's clock always goes at 1."""
    if not wired.settings.demo:
        raise Problem("demo_only")
    await wired.controller.set_rate(body.rate)
    return _told(wired)


def _told(wired: Rooms) -> Response:
    clock = wired.controller.clock
    return json_answer({"hall_time": clock.now().isoformat(), "rate": clock.rate})
