"""`/windows`: what can be done at a window, as one table.

To give a window another act, add its command to the core and one line to `ACTS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Response

from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall
from hall.core.serving import known_window
from hall.web import shapes
from hall.web.api.answers import json_answer, problems
from hall.web.caller import Caller
from hall.web.documents import Document, act_document, window_document, windows_in_order
from hall.web.ordering import Enveloped, In, allowed
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.refusals import NotYourWindow

router = APIRouter(prefix="/windows", tags=["windows"])

Worker = Annotated[Caller, Depends(allowed(Permission.WORK, Permission.WORK_ANY))]
Reader = Annotated[Caller, Depends(allowed(Permission.READ))]
No = Annotated[int, Path(ge=1, le=9_999, description="The window's number.")]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done at a window."""

    name: str
    body: type[shapes.Body]
    command: Callable[[int, Any, Caller], c.Command]
    about: str


def _open(no: int, body: shapes.SitDown, caller: Caller) -> c.Command:
    return c.OpenWindow(window=no, clerk=body.clerk or caller.id)


def _pause(no: int, body: shapes.Pause, _caller: Caller) -> c.Command:
    return c.PauseWindow(window=no, reason=body.reason)


def _close(no: int, _body: shapes.Nothing, _caller: Caller) -> c.Command:
    return c.CloseWindow(window=no)


def _call_next(no: int, body: shapes.CallNext, _caller: Caller) -> c.Command:
    return c.CallNext(window=no, finish_current=body.finish_current)


def _call(no: int, body: shapes.CallNumber, _caller: Caller) -> c.Command:
    return c.CallNumber(window=no, number=body.number, reason=body.reason)


def _recall(no: int, _body: shapes.Nothing, _caller: Caller) -> c.Command:
    return c.Recall(window=no)


def _start(no: int, _body: shapes.Nothing, _caller: Caller) -> c.Command:
    return c.StartService(window=no)


def _finish(no: int, body: shapes.Finish, _caller: Caller) -> c.Command:
    return c.FinishService(window=no, outcome=body.outcome)


def _no_show(no: int, _body: shapes.Nothing, _caller: Caller) -> c.Command:
    return c.MarkNoShow(window=no)


ACTS: Final = (
    Act("open", shapes.SitDown, _open, "Sit down at a window, or come back from a pause."),
    Act("pause", shapes.Pause, _pause, "Stop calling for a while."),
    Act("close", shapes.Nothing, _close, "Leave the window."),
    Act("call-next", shapes.CallNext, _call_next, "Call the next that waits."),
    Act("call", shapes.CallNumber, _call, "Call a particular number, out of turn."),
    Act("recall", shapes.Nothing, _recall, "Call the called visit once more."),
    Act("start", shapes.Nothing, _start, "Begin to serve the called visit."),
    Act("finish", shapes.Finish, _finish, "Finish the visit in hand and ask for its rating."),
    Act("no-show", shapes.Nothing, _no_show, "The called visit did not come."),
)


def _endpoint(act: Act) -> Callable[..., Any]:
    async def endpoint(
        no: No, wired: In, caller: Worker, envelope: Enveloped, *, body: Any
    ) -> Response:
        def make(hall: Hall, _now: datetime) -> c.Command:
            _check_seat(hall, no, caller, act)
            return act.command(no, body, caller)

        def answer(hall: Hall, events: tuple[Event, ...]) -> Document:
            return act_document(hall, no, events)

        if act.body is shapes.SitDown:
            _check_name(body, caller)
        return json_answer(await wired.controller.carry_out(envelope.order(caller, make, answer)))

    endpoint.__annotations__["body"] = act.body
    if not any(each.is_required() for each in act.body.model_fields.values()):
        endpoint.__kwdefaults__ = {"body": act.body()}
    return endpoint


def _check_name(body: shapes.SitDown, caller: Caller) -> None:
    if not caller.may(Permission.WORK_ANY) and body.clerk not in {None, caller.id}:
        raise Problem("not_your_name")


def _check_seat(hall: Hall, no: int, caller: Caller, act: Act) -> None:
    """Whoever may act at their own window only must sit there."""
    known_window(hall, no)
    if caller.may(Permission.WORK_ANY) or act.body is shapes.SitDown:
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


@router.get("", summary="All windows with their visits", response_model=None)
async def windows(wired: In, _caller: Reader) -> Response:
    """All windows with the visits in hand."""
    hall, now = wired.controller.hall, wired.controller.clock.now()
    return json_answer(
        {"windows": [window_document(hall, each.no, now) for each in windows_in_order(hall)]}
    )


@router.get(
    "/{no}", summary="A window with its visit", response_model=None, responses=problems(404)
)
async def window(no: No, wired: In, _caller: Reader) -> Response:
    """A window with the visit in hand and the next that wait."""
    hall = wired.controller.hall
    known_window(hall, no)
    return json_answer(window_document(hall, no, wired.controller.clock.now()))
