"""The draft plan of the window design, taken over in one press, and taken back in another.

What is taken over is what the page showed: if the plan has moved on since, nothing is done. The
rules decide as for every change of the plan. What must not live here: the draft (see
`hall.supervision.window_plan`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from hall.catalogue.text import Text
from hall.core import commands as c
from hall.core.events import Event, PlanScheduled, PlanSet
from hall.core.hall import Hall
from hall.core.refusals import Refused
from hall.web.answering import names_for
from hall.web.caller import Caller
from hall.web.catalogue.visiting import Filled, Form
from hall.web.design_page import period_of, show
from hall.web.language import language_of
from hall.web.numerals import whole_number
from hall.web.ordering import Envelope, In, Rooms, is_confirmed
from hall.web.permissions import Permission
from hall.web.plan_draft import next_opening
from hall.web.problems import Problem
from hall.web.signing_in import go_to

router = APIRouter(include_in_schema=False, prefix="/design/plan")

REASON: Final = Text("窗口设计", "Window design")
BACK: Final = Text("撤销窗口设计", "Window design taken back")
_NOW: Final = "now"
Undo = dict[str, Any]


@router.post("")
async def take_over(request: Request, wired: In, form: Form) -> Response:
    """Put the draft in force at once, or from the next opening."""
    _check(form.caller)
    if not is_confirmed(request):
        return go_to("/confirm?to=/design")
    hall = wired.controller.hall
    if form.fields.get("version") != str(hall.plan_version):
        return await _said(request, wired, form.caller, "plan_moved", bad=True)
    windows, at_once = entries_of(form.fields, "window-"), form.fields.get("when") == _NOW
    opens = next_opening(wired.premises, wired.controller.clock.now())
    command = _set(windows, REASON, starts_at=None if at_once else opens)
    before = {no: hall.windows[no].categories for no in windows if no in hall.windows}
    try:
        answer = await _carry_out(wired, form, command)
    except Refused as refusal:
        return await _refused(request, wired, form.caller, refusal)
    undo: Undo = {"change": None if at_once else answer["change"], "before": before}
    said = "plan_now" if at_once else "plan_later"
    return await _said(request, wired, form.caller, said, undo=undo)


@router.post("/back")
async def take_back(request: Request, wired: In, form: Form) -> Response:
    """Give back what the windows had, or drop the change that has not begun."""
    _check(form.caller)
    change = whole_number(form.fields.get("change", ""))
    command: c.Command = _set(entries_of(form.fields, "back-"), BACK)
    if change is not None and change in wired.controller.hall.scheduled:
        command = c.DropPlanChange(change=change, reason=" / ".join(BACK))
    try:
        await _carry_out(wired, form, command)
    except Refused as refusal:
        return await _refused(request, wired, form.caller, refusal)
    return await _said(request, wired, form.caller, "plan_back")


def _set(
    windows: dict[int, tuple[str, ...]], reason: Text, starts_at: datetime | None = None
) -> c.SetPlan:
    return c.SetPlan(windows=windows, reason=reason.zh, reason_en=reason.en, starts_at=starts_at)


def _check(caller: Caller) -> None:
    if not caller.may(Permission.SET_PLAN):
        raise Problem("not_allowed", permission=Permission.SET_PLAN)


def entries_of(fields: Mapping[str, str], prefix: str) -> dict[int, tuple[str, ...]]:
    """The windows that a form names, each with its categories."""
    named = {
        name.removeprefix(prefix): each for name, each in fields.items() if name.startswith(prefix)
    }
    numbered = ((whole_number(no), codes) for no, codes in named.items())
    return {no: tuple(codes.split()) for no, codes in numbered if no is not None}


async def _carry_out(wired: Rooms, form: Filled, command: c.Command) -> Mapping[str, Any]:
    key = form.fields.get("key", "")[:64]
    order = Envelope(key, repr(command)).order(form.caller, _make(command), _answer)
    return await wired.controller.carry_out(order)


def _make(command: c.Command) -> Any:
    def make(_hall: Hall, _now: datetime) -> c.Command:
        return command

    return make


def _answer(_hall: Hall, events: tuple[Event, ...]) -> dict[str, Any]:
    for event in events:
        if isinstance(event, PlanScheduled):
            return {"change": event.change.id}
        if isinstance(event, PlanSet):
            return {"change": event.change}
    return {"change": None}


async def _refused(request: Request, wired: Rooms, caller: Caller, refusal: Refused) -> Response:
    zh, en = refusal.sentence(wired.premises.zone, names_for(request, refusal))
    said = en if language_of(request) == "en" else zh
    return await _said(request, wired, caller, said, bad=True)


async def _said(
    request: Request,
    wired: Rooms,
    caller: Caller,
    said: str,
    *,
    bad: bool = False,
    undo: Undo | None = None,
) -> Response:
    period = period_of(wired, None, None)
    return await show(request, wired, caller, period, said, bad=bad, undo=undo)
