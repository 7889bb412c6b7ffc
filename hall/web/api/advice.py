"""`/advice`, `/what-if`, `/staffing`: what would be, before anybody moves anything."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from hall.controller.foretold import Lookout
from hall.core import commands as c
from hall.core.adviser import Mode
from hall.core.events import Event
from hall.core.hall import Hall
from hall.core.refusals import UnknownCategory, UnknownWindow
from hall.forecast.advice.counsel import Suggestion, Wish
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.days import AskedDay
from hall.web.documents.advice import advice_document, roster_document, trial_document
from hall.web.documents.plan import plan_document
from hall.web.documents.values import Document
from hall.web.follow_ups import today_of
from hall.web.ordering import Enveloped, In, Rooms, allowed, envelope
from hall.web.permissions import Permission
from hall.web.problems import Problem

router = APIRouter(tags=["foresight"])

Planner = Annotated[Caller, Depends(allowed(Permission.SET_PLAN))]
WindowNos = Annotated[frozenset[shapes.WindowNo], Field(max_length=200)]


class Stretch(shapes.Body):
    """A stretch of a day, on the hall's clocks."""

    opens: time
    closes: time


class RosterEntry(shapes.Body):
    """When one window calls; never, without any stretch."""

    no: shapes.WindowNo
    hours: Annotated[tuple[Stretch, ...], Field(max_length=6)]


class Tried(shapes.Body):
    """What a manager tries; what is not named stays as it is."""

    windows: Annotated[tuple[shapes.PlanEntry, ...], Field(max_length=200)] = ()
    """What windows would serve."""
    open: WindowNos = frozenset()
    """Windows that would call from now on."""
    close: WindowNos = frozenset()
    many: Annotated[float, Field(ge=0.1, le=5)] = 1.0
    """So many times as many people come: 1.2 is 20 % more."""
    ahead_min: Annotated[float, Field(ge=30, le=600)] = 180
    starts: time | None = None
    """From when windows are changed; all through when it is left out."""
    roster: Annotated[tuple[RosterEntry, ...], Field(max_length=200)] = ()
    """When windows would call instead."""
    day: AskedDay | None = None
    """A whole day that is to come, instead of the next while."""


class Agreed(shapes.Body):
    """Which proposal is carried out."""

    proposal: Annotated[str, Field(min_length=1, max_length=64)]


@router.get("/advice", summary="What the adviser proposes", response_model=None)
async def advice(wired: In, _caller: Planner) -> Response:
    """The last advice with its figures before and after, and how forecasts are made now."""
    return json_answer(advice_document(wired.controller.foretold))


@router.post(
    "/advice/accept",
    summary="Carry out a proposal",
    response_model=None,
    responses=problems(404, 409, 422, 503),
)
async def accept(body: Agreed, wired: In, caller: Planner, envelope_: Enveloped) -> Response:
    """The plan changes as proposed; the journal names who agreed, and the adviser's reason."""
    found = _proposal(wired, body.proposal)

    def make(_hall: Hall, _now: datetime) -> c.Command:
        reason, reason_en = found.reason
        return c.SetPlan(
            windows={each.window: each.after for each in found.moves},
            reason=reason,
            reason_en=reason_en,
        )

    def answer(hall: Hall, _events: tuple[Event, ...]) -> Document:
        return plan_document(hall, wired.controller.site)

    done = await wired.controller.carry_out(envelope_.order(caller, make, answer))
    _put_aside(wired, found)
    return json_answer(done)


@router.post(
    "/advice/dismiss",
    summary="Put a proposal aside",
    response_model=None,
    responses=problems(409, 422),
    dependencies=[Depends(envelope)],
)
async def dismiss(body: Agreed, wired: In, _caller: Planner) -> Response:
    """No manager is shown its moves for an hour."""
    _put_aside(wired, _suggestion(wired, body.proposal))
    return json_answer(advice_document(wired.controller.foretold))


def _put_aside(wired: Rooms, found: Suggestion) -> None:
    wired.controller.foretold.put_aside(found, wired.controller.clock.now())
    wired.hub.refresh()


def _proposal(wired: Rooms, ident: str) -> Suggestion:
    if wired.controller.foretold.mode is Mode.MANUAL:
        raise Problem("advice_by_hand")
    return _suggestion(wired, ident)


def _suggestion(wired: Rooms, ident: str) -> Suggestion:
    counsel = wired.controller.foretold.counsel
    for each in counsel.suggestions if counsel else ():
        if each.id == ident:
            return each
    raise Problem("advice_gone")


@router.post(
    "/what-if",
    summary="What would be",
    response_model=None,
    responses=problems(404, 409, 422, 503),
    dependencies=[Depends(envelope)],
)
async def what_if(body: Tried, wired: In, _caller: Planner) -> Response:
    """Waits as they are foreseen, and as they would be; nothing is changed."""
    hall, now = wired.controller.hall, wired.controller.clock.now()
    wish = _wish(body, now, wired.premises.zone)
    _check(wired, hall, wish)
    found = await asyncio.to_thread(_lookout(wired).try_out, hall, now, wish)
    if found is None:
        raise Problem("too_few_records")
    return json_answer(trial_document(found))


def _wish(body: Tried, now: datetime, zone: ZoneInfo) -> Wish:
    """Times of day become moments of the day that is tried."""
    day = body.day or now.astimezone(zone).date()

    def moment(at: time) -> datetime:
        return datetime.combine(day, at.replace(tzinfo=None), zone).astimezone(UTC)

    return Wish(
        plan={each.no: each.categories for each in body.windows},
        opened=body.open,
        closed=body.close,
        many=body.many,
        ahead_min=body.ahead_min,
        starts_at=moment(body.starts) if body.starts else None,
        roster={
            each.no: tuple((moment(span.opens), moment(span.closes)) for span in each.hours)
            for each in body.roster
        },
        day=body.day,
    )


def _check(wired: Rooms, hall: Hall, wish: Wish) -> None:
    for no in (*wish.plan, *wish.opened, *wish.closed, *wish.roster):
        if no not in hall.windows:
            raise UnknownWindow(window=no)
    for code in (code for codes in wish.plan.values() for code in codes):
        if code not in wired.controller.catalogue.categories:
            raise UnknownCategory(category=code)


@router.get(
    "/staffing",
    summary="Clerks that a day needs",
    response_model=None,
    responses=problems(409, 422, 503),
)
async def staffing(
    wired: In,
    _caller: Planner,
    part: Annotated[float, Query(ge=0.5, le=0.99)] = 0.8,
    within_min: Annotated[float, Query(ge=1, le=120)] = 15,
    day: Annotated[AskedDay | None, Query(description="Tomorrow when it is left out.")] = None,
) -> Response:
    """Clerks by category and quarter of an hour, so that a part is called within so long."""
    hall = wired.controller.hall
    day = day or (hall.day or today_of(wired)) + timedelta(days=1)
    lookout = _lookout(wired)
    found = await asyncio.to_thread(lookout.staff, hall, day, part, within_min * 60)
    if found is None:
        raise Problem("too_few_records")
    return json_answer(roster_document(found, part=part, within_min=within_min))


def _lookout(wired: Rooms) -> Lookout:
    lookout = wired.controller.foretold.lookout
    if lookout is None:
        raise Problem("no_forecasts")
    return lookout
