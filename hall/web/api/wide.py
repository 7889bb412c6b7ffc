"""`/hall` and `/day`: what a manager says for everybody, and how a day ends.

To say another thing for everybody, add its command to the core and one line to `ACTS`. What one
press takes back asks for no password, least of all the start of an emergency; its end and the end
of the day do: a desk that was left in a hurry must not call people back into the hall.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response

from hall.core import commands as c
from hall.core.closing import unreached
from hall.core.events import Event
from hall.core.hall import Hall
from hall.core.refusals import DayNotOpen
from hall.web import shapes
from hall.web.api.answers import describe_body, json_answer, problems
from hall.web.api.tickets import latest_of
from hall.web.caller import Caller
from hall.web.documents.values import Document
from hall.web.documents.wide import day_document, wide_document
from hall.web.ordering import Envelope, Enveloped, In, Rooms, allowed, envelope, present
from hall.web.permissions import Permission

router = APIRouter(tags=["hall"])

Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
Manager = Annotated[Caller, Depends(allowed(Permission.RUN_HALL))]
ManagerPresent = Annotated[Caller, Depends(present(Permission.RUN_HALL))]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is said for the whole hall."""

    name: str
    body: type[shapes.Body]
    command: Callable[[Any], c.Command]
    about: str
    by: Any = Manager
    """Who may: a dependency."""


ACTS: Final = (
    Act(
        "pause",
        shapes.Why,
        lambda body: c.PauseHall(reason=body.reason),
        "Stop calling in the whole hall for a while; numbers are still given.",
    ),
    Act("resume", shapes.Nothing, lambda _: c.ResumeHall(), "Call again."),
    Act(
        "start-emergency",
        shapes.Why,
        lambda body: c.StartEmergency(reason=body.reason),
        "Stop everything; every screen shows the exits.",
    ),
    Act(
        "end-emergency",
        shapes.Nothing,
        lambda _: c.EndEmergency(),
        "The emergency is over.",
        by=ManagerPresent,
    ),
    Act(
        "announce",
        shapes.Announcement,
        lambda body: c.Announce(text=(body.zh, body.en), until=body.until),
        "Let everybody know something, on every screen.",
    ),
    Act(
        "withdraw-announcement",
        shapes.Nothing,
        lambda _: c.WithdrawAnnouncement(),
        "What was announced is over.",
    ),
    Act(
        "stop-numbers",
        shapes.StopNumbers,
        lambda body: c.StopNumbers(reason=body.reason, category=body.category),
        "Give no more numbers, of one category or at all.",
    ),
    Act(
        "resume-numbers",
        shapes.OneCategory,
        lambda body: c.ResumeNumbers(category=body.category),
        "Give numbers again.",
    ),
)
"""Everything that is said for the whole hall."""


@router.get("/hall", summary="What holds for the whole hall", response_model=None)
async def hall_wide(wired: In, _caller: Reader) -> Response:
    """Pause, emergency, announcement, stopped numbers, rehearsal."""
    return json_answer(wide_document(wired.controller.hall))


def _endpoint(act: Act) -> Callable[..., Any]:
    async def endpoint(wired: In, caller: Manager, envelope: Enveloped, *, body: Any) -> Response:
        def make(_hall: Hall, _now: datetime) -> c.Command:
            return act.command(body)

        def answer(hall: Hall, _events: tuple[Event, ...]) -> Document:
            return wide_document(hall)

        return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))

    endpoint.__annotations__["caller"] = act.by
    describe_body(endpoint, act.body)
    return endpoint


for _act in ACTS:
    router.add_api_route(
        f"/hall/{_act.name}",
        _endpoint(_act),
        methods=["POST"],
        summary=_act.about,
        operation_id=f"hall_{_act.name.replace('-', '_')}",
        response_model=None,
        responses=problems(403, 409, 422, 503),
    )


# --- the day --------------------------------------------------------------------------------------


@router.get("/day", summary="Who would not be reached if the day ended", response_model=None)
async def day(wired: In, _caller: Reader) -> Response:
    """Who is in hand, who waits or is parked, and who of them is called before closing."""
    return _day(wired)


def _day(wired: Rooms) -> Response:
    hall = wired.controller.hall
    choices = wired.closing_choices.on(hall.day)
    return json_answer(day_document(hall, wired.premises, latest_of(wired), choices))


@router.post(
    "/day/choose",
    summary="Choose for those who may not be reached",
    response_model=None,
    responses=problems(422),
    dependencies=[Depends(envelope)],
)
async def choose(body: shapes.ClosingChoice, wired: In, _caller: Manager) -> Response:
    """Every manager sees it; nothing happens before the day is closed."""
    wired.closing_choices.choose(wired.controller.hall.day, body.choices)
    return _day(wired)


@router.post(
    "/day/close", summary="End the day", response_model=None, responses=problems(403, 409, 503)
)
async def close_day(
    body: shapes.CloseDay, wired: In, caller: ManagerPresent, envelope: Enveloped
) -> Response:
    """Some are given a code to come back with, some end; it stays open while others wait."""

    def make(hall: Hall, _now: datetime) -> c.Command:
        back = frozenset(body.come_back)
        left_out = {each.visit for each in unreached(hall)} - back - set(body.end)
        return c.CloseDay(end_waiting=body.end_rest or not left_out, return_codes=back)

    return await _about_the_day(wired, caller, envelope, make)


@router.post(
    "/day/reopen",
    summary="Go on with a day closed by mistake",
    response_model=None,
    responses=problems(409, 503),
)
async def reopen_day(body: shapes.Why, wired: In, caller: Manager, envelope: Enveloped) -> Response:
    """Its numbers go on where they stopped."""

    def make(hall: Hall, _now: datetime) -> c.Command:
        if hall.last_day is None:
            raise DayNotOpen
        offer = wired.premises.offer(hall.last_day)
        plan = wired.premises.plan
        return c.OpenDay(
            day=hall.last_day, offer=offer, settings=hall.settings, plan=plan, reason=body.reason
        )

    return await _about_the_day(wired, caller, envelope, make)


@router.post(
    "/day/rehearse",
    summary="Open a day for practice",
    response_model=None,
    responses=problems(409, 503),
)
async def rehearse(body: shapes.Why, wired: In, caller: Manager, envelope: Enveloped) -> Response:
    """Outside the records, at any hour of any day; slips and screens say 演练."""

    def make(hall: Hall, now: datetime) -> c.Command:
        premises = wired.premises
        today = now.astimezone(premises.zone).date()
        return c.OpenDay(
            day=today,
            offer=premises.rehearsal_offer(today),
            settings=hall.settings,
            plan=premises.plan,
            rehearsal=True,
            reason=body.reason,
        )

    return await _about_the_day(wired, caller, envelope, make)


async def _about_the_day(
    wired: Rooms, caller: Caller, envelope: Envelope, make: Callable[[Hall, datetime], c.Command]
) -> Response:
    def answer(hall: Hall, _events: tuple[Event, ...]) -> Document:
        return wide_document(hall)

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))
