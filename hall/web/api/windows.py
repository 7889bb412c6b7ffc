"""`/windows`: what can be done at a window, as one table.

To give a window another act, add its command to the core and one line to `ACTS`.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Response

from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall, Outcome
from hall.core.lookups import in_hand, known_window
from hall.web import shapes
from hall.web.api.answers import describe_body, json_answer, problems
from hall.web.caller import Caller
from hall.web.documents.values import Document
from hall.web.documents.windows import act_document, at_window, window_document, windows_in_order
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.refusals import NotYourWindow
from hall.web.straight import StraightRoute

router = APIRouter(prefix="/windows", tags=["windows"], route_class=StraightRoute)

_LEGIBLE: Final = "ACDEFHJKLMNPRTUVWXY34679"
_CODE_LENGTH: Final = 8

Worker = Annotated[Caller, Depends(allowed(Permission.WORK, Permission.WORK_ANY))]
Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
No = Annotated[int, Path(ge=1, le=9_999, description="The window's number.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """An act as it was asked for."""

    no: int
    body: Any
    caller: Caller
    ago_s: float | None
    """How long ago the last press at this window was, on the machine clock."""
    skills: frozenset[str] | None = None
    """What whoever sits down may serve; None is all."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done at a window."""

    name: str
    body: type[shapes.Body]
    command: Callable[[Pressed], c.Command]
    about: str


def _open(act: Pressed) -> c.Command:
    return c.OpenWindow(
        window=act.no,
        clerk=_sitter(act.body, act.caller),
        skills=act.skills,
        take_over=act.body.take_over,
    )


def _sitter(body: shapes.SitDown, caller: Caller) -> str:
    return body.clerk or caller.id


def _transfer(act: Pressed) -> c.Command:
    return c.TransferVisit(
        window=act.no,
        to_category=act.body.to_category,
        to_window=act.body.to_window,
        keep_arrival=act.body.keep_arrival,
        note=act.body.note,
    )


def _finish(act: Pressed) -> c.Command:
    outcome = Outcome(act.body.outcome)
    code = new_code() if outcome is Outcome.MATERIALS_MISSING else None
    return c.FinishService(window=act.no, outcome=outcome, return_code=code, whole=act.body.whole)


def new_code() -> str:
    """A return code that can be read out and typed; without letters that are mistaken."""
    return "".join(secrets.choice(_LEGIBLE) for _ in range(_CODE_LENGTH))


ACTS: Final = (
    Act("open", shapes.SitDown, _open, "Sit down at a window, or come back from a pause."),
    Act(
        "pause",
        shapes.Pause,
        lambda act: c.PauseWindow(window=act.no, reason=act.body.reason),
        "Stop calling for a while.",
    ),
    Act(
        "close",
        shapes.Leave,
        lambda act: c.CloseWindow(window=act.no, hand_over=act.body.hand_over),
        "Leave the window.",
    ),
    Act(
        "call-next",
        shapes.CallNext,
        lambda act: c.CallNext(window=act.no, finish_current=act.body.finish_current),
        "Call the next that waits.",
    ),
    Act(
        "call",
        shapes.CallNumber,
        lambda act: c.CallNumber(window=act.no, number=act.body.number, reason=act.body.reason),
        "Call a particular number, out of turn.",
    ),
    Act(
        "recall",
        shapes.Nothing,
        lambda act: c.Recall(window=act.no),
        "Call the called visit once more.",
    ),
    Act(
        "start",
        shapes.Nothing,
        lambda act: c.StartService(window=act.no),
        "Begin to serve the called visit.",
    ),
    Act(
        "finish",
        shapes.Finish,
        _finish,
        "Finish the visit in hand and ask for its rating.",
    ),
    Act(
        "no-show",
        shapes.Nothing,
        lambda act: c.MarkNoShow(window=act.no),
        "The called visit did not come.",
    ),
    Act(
        "help",
        shapes.Nothing,
        lambda act: c.AskHelp(kiosk=at_window(act.no)),
        "Ask for somebody to come to the window, without a sound.",
    ),
    Act(
        "note",
        shapes.Note,
        lambda act: c.LeaveNote(window=act.no, note=act.body.note),
        "Leave a note with the visit in hand, for whoever serves it next.",
    ),
    Act(
        "park",
        shapes.Park,
        lambda act: c.ParkVisit(window=act.no, reason=act.body.reason),
        "Put the visit in hand aside, to come back without queueing again.",
    ),
    Act("transfer", shapes.Transfer, _transfer, "Send the visit in hand to wait elsewhere."),
    Act(
        "resume",
        shapes.Resume,
        lambda act: c.ResumeVisit(window=act.no, number=act.body.number),
        "Go on serving a parked visit that has come back.",
    ),
    Act(
        "acknowledge-plan",
        shapes.Nothing,
        lambda act: c.AcknowledgePlan(window=act.no),
        "Say that one has seen what the window serves now.",
    ),
    Act(
        "undo",
        shapes.Nothing,
        lambda act: c.UndoPress(window=act.no, ago_s=act.ago_s),
        "Take back the last press, within a few seconds.",
    ),
)
"""Everything that can be done at a window."""


def _endpoint(act: Act) -> Callable[..., Any]:
    async def endpoint(
        no: No, wired: In, caller: Worker, envelope: Enveloped, *, body: Any
    ) -> Response:
        skills: frozenset[str] | None = None

        def make(hall: Hall, _now: datetime) -> c.Command:
            _check_seat(hall, no, caller, act.body)
            ago_s = wired.presses.ago_s(no)
            return act.command(Pressed(no=no, body=body, caller=caller, ago_s=ago_s, skills=skills))

        def answer(hall: Hall, events: tuple[Event, ...]) -> Document:
            now, zone = wired.controller.clock.now(), wired.premises.zone
            return act_document(hall, no, events, now, zone)

        if act.body is shapes.SitDown:
            _check_name(body, caller)
            skills = await wired.accounts.skills_of(_sitter(body, caller))
        return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))

    describe_body(endpoint, act.body)
    return endpoint


def _check_name(body: shapes.SitDown, caller: Caller) -> None:
    if not caller.may(Permission.WORK_ANY) and body.clerk not in {None, caller.id}:
        raise Problem("not_your_name")


def _check_seat(hall: Hall, no: int, caller: Caller, body: type[shapes.Body]) -> None:
    """Whoever may act at their own window only must sit there."""
    known_window(hall, no)
    if caller.may(Permission.WORK_ANY) or body is shapes.SitDown:
        return
    if hall.clerks.get(caller.id) != no:
        raise NotYourWindow(window=no)


for _act in ACTS:
    router.add_api_route(
        f"/{{no}}/{_act.name}",
        _endpoint(_act),
        methods=["POST"],
        summary=_act.about,
        operation_id=f"window_{_act.name.replace('-', '_')}",
        response_model=None,
        responses=problems(403, 404, 409, 422, 503),
    )


@router.post(
    "/{no}/add-matter",
    summary="One more matter for the visit in hand",
    response_model=None,
    responses=problems(403, 404, 409, 422, 503),
)
async def add_matter(
    no: No, body: shapes.AddMatter, wired: In, caller: Worker, envelope: Enveloped
) -> Response:
    """It is served next, under the same number."""

    def make(hall: Hall, _now: datetime) -> c.Command:
        _check_seat(hall, no, caller, shapes.AddMatter)
        return c.AddMatter(visit=in_hand(hall, known_window(hall, no)).id, matter=body.matter)

    def answer(hall: Hall, events: tuple[Event, ...]) -> Document:
        now, zone = wired.controller.clock.now(), wired.premises.zone
        return act_document(hall, no, events, now, zone)

    return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))


@router.get("", summary="All windows with their visits", response_model=None)
async def windows(wired: In, _caller: Reader) -> Response:
    """All windows with the visits in hand."""
    hall, now = wired.controller.hall, wired.controller.clock.now()
    zone, each = wired.premises.zone, windows_in_order(hall)
    return json_answer({"windows": [window_document(hall, one.no, now, zone) for one in each]})


@router.get(
    "/{no}", summary="A window with its visit", response_model=None, responses=problems(404)
)
async def window(no: No, wired: In, _caller: Reader) -> Response:
    """A window with the visit in hand and the next that wait."""
    hall = wired.controller.hall
    known_window(hall, no)
    now, zone = wired.controller.clock.now(), wired.premises.zone
    return json_answer(window_document(hall, no, now, zone))
